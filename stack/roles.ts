/** Database roles of our processes, each with the rights that it needs and no more. */
import { Client } from 'pg'
import { secretOf } from './secrets.ts'

/** What each role may do. Users and their clients decide what a requester may see. */
const GRANTS = {
  connexus_bridge: [
    ['SELECT', 'Users', 'UserClient'],
    ['SELECT, UPDATE', 'ExportJob'],
  ],
  connexus_worker: [
    ['SELECT', 'Client', 'Users', 'UserClient', 'Services'],
    ['SELECT', 'ScopeOfWork', 'ScopeOfWorkVersion', 'ClientScopeOfWork', 'Rfp'],
    ['SELECT, UPDATE', 'ExportJob'],
  ],
} as const
type Role = keyof typeof GRANTS

export interface RoleUrls {
  bridge: string
  worker: string
}

/**
 * Creates the roles unless they are there, and grants what they need on tables that exist by now.
 * Their passwords are kept in the stack's directory. `databaseUrl` is the owner's.
 */
export async function createRoles(databaseUrl: string, directory: string): Promise<RoleUrls> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const bridge = await createRole(client, 'connexus_bridge', databaseUrl, directory)
    const worker = await createRole(client, 'connexus_worker', databaseUrl, directory)
    return { bridge, worker }
  } finally {
    await client.end()
  }
}

async function createRole(
  client: Client,
  role: Role,
  databaseUrl: string,
  directory: string,
): Promise<string> {
  const password = await secretOf(directory, role)
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  if (rowCount === 0) await client.query(`CREATE ROLE ${role}`)
  await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`)
  for (const [rights, ...tables] of GRANTS[role]) {
    const names = tables.map((table) => client.escapeIdentifier(table)).join(', ')
    await client.query(`GRANT ${rights} ON ${names} TO ${role}`)
  }
  const url = new URL(databaseUrl)
  url.username = role
  url.password = password
  return url.href
}
