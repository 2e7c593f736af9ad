/** Whether the role may do on each table what a process does there: docker/grants.sql as it works. */
import type { Knex } from 'knex'
import { failed, type Outcome, ok } from './finding.ts'

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'
type Need = readonly [table: string, ...rights: Right[]]

interface ProcessNeeds {
  process: string
  needs: readonly Need[]
  /** Whether it must see when others' transactions began, as schedules of changes do. */
  seesTransactions?: true
}
/** PostgreSQL's own role for that. */
const SEEING_ROLE = 'pg_read_all_stats'
const SEEING = `the role ${SEEING_ROLE}`

const PEOPLE: readonly Need[] = [
  ['Users', 'SELECT'],
  ['UserClient', 'SELECT'],
]
const EXPORTED: readonly Need[] = [
  ['Client', 'SELECT'],
  ['Services', 'SELECT'],
  ['ScopeOfWork', 'SELECT'],
  ['ScopeOfWorkVersion', 'SELECT'],
  ['ClientScopeOfWork', 'SELECT'],
  ['Rfp', 'SELECT'],
]

const NEEDS: readonly ProcessNeeds[] = [
  {
    process: 'bridge',
    needs: [
      ...PEOPLE,
      ['ExportJob', 'SELECT', 'UPDATE'],
      ['ExportOutbox', 'SELECT', 'UPDATE', 'DELETE'],
    ],
  },
  {
    process: 'worker',
    needs: [
      ...PEOPLE,
      ['ExportJob', 'SELECT', 'INSERT', 'UPDATE'],
      ['ExportOutbox', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      ['ExportSchedule', 'SELECT', 'UPDATE'],
      ['ExportScheduleRun', 'SELECT', 'INSERT', 'UPDATE'],
      ['ExportBackfill', 'SELECT', 'UPDATE'],
      ['ExportNotice', 'SELECT', 'INSERT', 'UPDATE'],
      ...EXPORTED,
    ],
    seesTransactions: true,
  },
  {
    process: 'API',
    needs: [
      ...PEOPLE,
      ['ExportJob', 'SELECT', 'INSERT', 'UPDATE'],
      ['ExportOutbox', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      ['ExportSchedule', 'SELECT', 'INSERT', 'UPDATE'],
      ['ExportScheduleRun', 'SELECT'],
      ['ExportBackfill', 'SELECT', 'INSERT', 'UPDATE'],
      ['ExportAccessLog', 'INSERT'],
      ...EXPORTED,
    ],
  },
]

/** Each process has a role of its own: one that serves any of them is as it should be. */
export async function rightsOutcome(database: Knex): Promise<Outcome> {
  const lacking = await lackingRights(database)
  const told = NEEDS.map((process) => ({
    process: process.process,
    lacks: wantedBy(process).filter((name) => lacking.has(name)),
  }))
  const served = told.filter(({ lacks }) => lacks.length === 0).map(({ process }) => process)
  const missing = told
    .filter(({ lacks }) => lacks.length > 0)
    .map(({ process, lacks }) => `The ${process} would lack ${lacks.join(', ')}.`)
  if (served.length > 0) return ok([`Enough for: ${served.join(', ')}.`, ...missing].join(' '))
  const remedy =
    'Run docker/grants.sql as the owner of the tables: see docs/production.md#postgresql.'
  return failed(missing.join(' '), remedy)
}

/** A table that is not there is one that nothing may be done with; one column to update is enough. */
async function lackingRights(database: Knex): Promise<Set<string>> {
  const needs = NEEDS.flatMap((each) => each.needs)
  const pairs = needs.flatMap(([table, ...rights]) => rights.map((right) => ({ table, right })))
  const { rows } = await database.raw<{ rows: { table: string; right: Right }[] }>(
    `SELECT "table", "right" FROM unnest(?::text[], ?::text[]) AS needed("table", "right")
      WHERE NOT coalesce(
        has_table_privilege(to_regclass(quote_ident("table")), "right")
          OR "right" = 'UPDATE'
             AND has_any_column_privilege(to_regclass(quote_ident("table")), "right"), false)`,
    [pairs.map(({ table }) => table), pairs.map(({ right }) => right)],
  )
  const lacking = new Set(rows.flatMap(({ table, right }) => namesOf([table, right])))
  if (!(await seesTransactions(database))) lacking.add(SEEING)
  return lacking
}

async function seesTransactions(database: Knex): Promise<boolean> {
  const { rows } = await database.raw<{ rows: { isSo: boolean }[] }>(
    `SELECT pg_has_role(?, 'USAGE') AS "isSo"`,
    [SEEING_ROLE],
  )
  return rows[0]?.isSo === true
}

function wantedBy({ needs, seesTransactions: sees }: ProcessNeeds): string[] {
  return [...needs.flatMap(namesOf), ...(sees ? [SEEING] : [])]
}

function namesOf([table, ...rights]: Need): string[] {
  return rights.map((right) => `${right} on ${table}`)
}
