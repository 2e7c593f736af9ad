/** Database roles of our processes, with their rights by the same file that production runs. */
import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { secretOf } from './secrets.ts'

const GRANTS = new URL('../docker/grants.sql', import.meta.url)

const ROLES = {
  bridge: 'connexus_bridge',
  worker: 'connexus_worker',
  api: 'connexus_api',
} as const

/** One of each process: a password, or a URL to connect with. */
export type ForRoles = Record<keyof typeof ROLES, string>

/** Passwords of a stack's roles, which it keeps in its directory. Not for parallel calls. */
export async function rolePasswords(directory: string): Promise<ForRoles> {
  return {
    bridge: await secretOf(directory, ROLES.bridge),
    worker: await secretOf(directory, ROLES.worker),
    api: await secretOf(directory, ROLES.api),
  }
}

/**
 * Creates the roles unless they are there, and grants what they need on tables that exist by now.
 * Gives their URLs. `databaseUrl` is the owner's. The roles are the whole cluster's: databases that
 * are used at the same time must name the same passwords.
 */
export async function createRoles(databaseUrl: string, passwords: ForRoles): Promise<ForRoles> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // Two that change a role at a time would fail: one waits for the other, in whichever database.
    await client.query('BEGIN; LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE')
    await createRole(client, ROLES.bridge, passwords.bridge)
    await createRole(client, ROLES.worker, passwords.worker)
    await createRole(client, ROLES.api, passwords.api)
    await client.query(await readFile(GRANTS, 'utf8'))
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
  return {
    bridge: urlOf(databaseUrl, ROLES.bridge, passwords.bridge),
    worker: urlOf(databaseUrl, ROLES.worker, passwords.worker),
    api: urlOf(databaseUrl, ROLES.api, passwords.api),
  }
}

async function createRole(client: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  if (rowCount === 0) await client.query(`CREATE ROLE ${role}`)
  await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`)
}

function urlOf(databaseUrl: string, role: string, password: string): string {
  const url = new URL(databaseUrl)
  url.username = role
  url.password = password
  return url.href
}
