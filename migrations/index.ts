/**
 * Brings a Connexus database to the schema that this version needs, and back. Touches `ExportJob`
 * and tables of its own; Connexus' other tables are not its concern. Safe to start at the same
 * time on several machines: the second waits and finds nothing to do.
 */
import type { Knex } from 'knex'
import { Client } from 'pg'
import { openDatabase } from '../stores/index.ts'
import { migrationSource } from './source.ts'

export { describeSchema } from './schema.ts'

const TABLE = 'connexus_exports_migrations'

/** Any number that nothing else in the database uses as an advisory lock. */
const LOCK = 7_236_184_951

/** Runs every step that has not run yet; gives their names. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  return await alone(databaseUrl, (knex) => knex.migrate.latest())
}

/** Names of the steps that have not run yet; changes nothing. The role must be let see them. */
export async function stepsToRun(database: Knex): Promise<string[]> {
  const names = await migrationSource.getMigrations([])
  // knex's own look sees a table only where the role has a right on it.
  const { rows } = await database.raw<{ rows: { isThere: boolean }[] }>(
    'SELECT to_regclass(?) IS NOT NULL AS "isThere"',
    [TABLE],
  )
  if (!rows[0]?.isThere) return names
  const done = await database<{ name: string }>(TABLE).pluck('name')
  return names.filter((name) => !done.includes(name))
}

/** Undoes the steps of the last `migrate`, newest first; gives their names. */
export async function rollback(databaseUrl: string): Promise<string[]> {
  return await alone(databaseUrl, (knex) => knex.migrate.rollback())
}

/**
 * The lock belongs to a connection of its own, so it ends with the process however that ends; and to
 * a transaction, since a pooler may give a session to somebody else between two of them.
 * knex's lock is a row that outlives a killed process and makes a second one fail instead of wait;
 * under ours it can only be such a leftover, and is freed.
 */
async function alone(
  databaseUrl: string,
  run: (knex: Knex) => Promise<unknown>,
): Promise<string[]> {
  const lock = new Client({ connectionString: databaseUrl, keepAlive: true })
  // Should the lock's connection die under a running step, knex's own lock still stands.
  lock.on('error', () => undefined)
  const knex = openDatabase({
    url: databaseUrl,
    applicationName: 'connexus-exports-migrations',
    maxConnections: 2,
    migrations: { migrationSource, tableName: TABLE },
  })
  try {
    await lock.connect()
    await lock.query('BEGIN')
    await lock.query(`SELECT set_config('idle_in_transaction_session_timeout', '0', true)`)
    await lock.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    await knex.migrate.forceFreeMigrationsLock()
    const [, names] = (await run(knex)) as [batch: number, names: string[]]
    return names
  } finally {
    await Promise.all([lock.end(), knex.destroy()])
  }
}
