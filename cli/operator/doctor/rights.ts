/** Whether the role may do on each table what a process does there: docker/grants.sql as it works. */
import type { Knex } from 'knex'
import { failed, type Outcome, ok } from './finding.ts'

type Need = readonly [table: string, right: 'SELECT' | 'UPDATE']

const BRIDGE: readonly Need[] = [
  ['Users', 'SELECT'],
  ['UserClient', 'SELECT'],
  ['ExportJob', 'SELECT'],
  ['ExportJob', 'UPDATE'],
]

const NEEDS: readonly { process: string; needs: readonly Need[] }[] = [
  { process: 'bridge', needs: BRIDGE },
  {
    process: 'worker',
    needs: [
      ...BRIDGE,
      ['Client', 'SELECT'],
      ['Services', 'SELECT'],
      ['ScopeOfWork', 'SELECT'],
      ['ScopeOfWorkVersion', 'SELECT'],
      ['ClientScopeOfWork', 'SELECT'],
      ['Rfp', 'SELECT'],
    ],
  },
]

/** Each process has a role of its own: one that serves any of them is as it should be. */
export async function rightsOutcome(database: Knex): Promise<Outcome> {
  const lacking = await lackingRights(database)
  const told = NEEDS.map(({ process, needs }) => {
    const lacks = needs.map(nameOf).filter((name) => lacking.has(name))
    return { process, lacks }
  })
  const served = told.filter(({ lacks }) => lacks.length === 0).map(({ process }) => process)
  const missing = told
    .filter(({ lacks }) => lacks.length > 0)
    .map(({ process, lacks }) => `The ${process} would lack ${lacks.join(', ')}.`)
  if (served.length > 0) return ok([`Enough for: ${served.join(', ')}.`, ...missing].join(' '))
  const remedy =
    'Run docker/grants.sql as the owner of the tables: see docs/production.md#postgresql.'
  return failed(missing.join(' '), remedy)
}

/** A table that is not there is one that nothing may be done with. */
async function lackingRights(database: Knex): Promise<Set<string>> {
  const needs = NEEDS.flatMap((each) => each.needs)
  const { rows } = await database.raw<{ rows: { table: string; right: Need[1] }[] }>(
    `SELECT "table", "right" FROM unnest(?::text[], ?::text[]) AS needed("table", "right")
      WHERE NOT coalesce(has_table_privilege(to_regclass(quote_ident("table")), "right"), false)`,
    [needs.map(([table]) => table), needs.map(([, right]) => right)],
  )
  return new Set(rows.map(({ table, right }) => nameOf([table, right])))
}

function nameOf([table, right]: Need): string {
  return `${right} on ${table}`
}
