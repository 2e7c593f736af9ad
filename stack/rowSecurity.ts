/** Row-level security on the exported tables, by the same file that production runs. */
import { readFile } from 'node:fs/promises'
import { Client } from 'pg'

const FILE = new URL('../docker/rowSecurity.sql', import.meta.url)

/** Needs the tables and the roles; can be repeated. `databaseUrl` is the owner's. */
export async function applyRowSecurity(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(await readFile(FILE, 'utf8'))
  } finally {
    await client.end()
  }
}
