/** Checks of the database: reached, migrated, open to the role, and keeping requesters apart. */
import type { Knex } from 'knex'
import { tablesWithoutRowSecurity } from '../../../handlers/index.ts'
import { stepsToRun } from '../../../migrations/index.ts'
import { openDatabase } from '../../../stores/index.ts'
import { type CheckGroup, failed, type Outcome, ok, skipped, warning } from './finding.ts'
import { rightsOutcome } from './rights.ts'

const STATEMENT_TIMEOUT_MS = 5_000
/** Difference from which signed links and tokens begin to be refused, with some room. */
const MAX_CLOCK_DIFFERENCE_MS = 5_000

const SEE = 'See docs/production.md#postgresql.'

export function databaseChecks(url: string | undefined): CheckGroup {
  const database =
    url === undefined
      ? undefined
      : openDatabase({
          url,
          applicationName: 'connexus-exports doctor',
          maxConnections: 3,
          statementTimeoutMs: STATEMENT_TIMEOUT_MS,
        })
  const check = (name: string, remedy: string, run: (knex: Knex) => Promise<Outcome>) => ({
    name,
    remedy,
    run: () =>
      database ? run(database) : Promise.resolve(skipped('Not checked without DATABASE_URL.')),
  })
  return {
    checks: [
      check('database', 'Check DATABASE_URL, and that the server lets this machine in.', reach),
      check('migrations', MIGRATE_REMEDY, migrations),
      check('rights', `Run docker/grants.sql as the owner of the tables. ${SEE}`, rightsOutcome),
      check('row-level security', ROW_SECURITY_REMEDY, rowSecurity),
      check('clock', CLOCK_REMEDY, clock),
    ],
    close: () => database?.destroy(),
  }
}

const MIGRATE_REMEDY = 'As the owner of the tables, run npm run migrate, then docker/grants.sql.'
const ROW_SECURITY_REMEDY =
  'Run docker/rowSecurity.sql, and connect as connexus_worker: owners are above it. See docs/production.md#row-level-security.'
const CLOCK_REMEDY = 'Synchronise the clocks of this machine and of the database’s.'

async function reach(database: Knex): Promise<Outcome> {
  const { rows } = await database.raw<{ rows: { version: string; role: string }[] }>(
    `SELECT current_setting('server_version') AS version, current_user AS role`,
  )
  return ok(`PostgreSQL ${rows[0]?.version} as ${rows[0]?.role}`)
}

async function migrations(database: Knex): Promise<Outcome> {
  const lacking = await stepsToRun(database)
  if (lacking.length === 0) return ok('Every step has run.')
  return failed(`Not run: ${lacking.join(', ')}.`, MIGRATE_REMEDY)
}

/** Exports run without it: the query alone then applies the scope. */
async function rowSecurity(database: Knex): Promise<Outcome> {
  const { rows } = await database.raw<{ rows: { mayRead: boolean }[] }>(
    `SELECT has_table_privilege(to_regclass('"ScopeOfWork"'), 'SELECT') AS "mayRead"`,
  )
  if (!rows[0]?.mayRead) return skipped('This role reads none of the exported tables.')
  const tables = await tablesWithoutRowSecurity(database)
  return tables.length === 0
    ? ok('In force on every exported table.')
    : warning(`Not in force for this role on ${tables.join(', ')}.`, ROW_SECURITY_REMEDY)
}

async function clock(database: Knex): Promise<Outcome> {
  const before = Date.now()
  const { rows } = await database.raw<{ rows: { now: string }[] }>(
    `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::text AS now`,
  )
  // The server looked at its clock somewhere between.
  const difference = Number(rows[0]?.now) - (before + Date.now()) / 2
  const message = `The database's differs by ${(difference / 1_000).toFixed(1)} s.`
  return Math.abs(difference) > MAX_CLOCK_DIFFERENCE_MS
    ? warning(message, CLOCK_REMEDY)
    : ok(message)
}
