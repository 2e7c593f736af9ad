/**
 * How many rows a query on a table will give, within milliseconds: counted where that is cheap, else
 * counted on some of the table's pages, and where even that takes too long, as PostgreSQL's planner
 * expects. Leaves the transaction as it was, also where it fails.
 */
import type { Knex } from 'knex'
import { z } from 'zod'
import {
  EstimateBasis,
  ExportFailure,
  FailureCode,
  type RowEstimate,
  SqlState,
  sqlStateOf,
} from '../../contract/index.ts'
import { countOnPages, countRows } from './pageSample.ts'

/**
 * Plans that the planner holds to be dearer than this are not run in full. A scan of some 125,000
 * rows costs as much, so that whatever fits a PDF is counted; it took 30 ms on a slow core from
 * memory, 130 ms with a search in its texts. A million rows cost 31,500, and 220 ms.
 */
const MAX_COUNT_COST = 4_000
/** Longest that each statement may take, in milliseconds: a cold or busy disk is slower. */
const TIMEOUT_MS = 500
/** By the limit above or by whoever stops the work, and by the role's own limit on locks. */
const STOPPED: ReadonlySet<string | undefined> = new Set([
  SqlState.QUERY_CANCELED,
  SqlState.LOCK_NOT_AVAILABLE,
])

/** What `EXPLAIN (FORMAT JSON)` gives, as far as it is read here. */
const Plan = z.object({ 'Total Cost': z.number(), 'Plan Rows': z.number() })
const Explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan })]) })])

/**
 * `query` is from `table` as `row`, selects nothing yet and has no order. Five statements at most,
 * of half a second each at most; without locks in the way they take milliseconds.
 * @throws ExportFailure DATABASE_UNAVAILABLE where not even a plan can be had in time, as behind a
 * lock on the table.
 */
export async function estimateRows(
  query: Knex.QueryBuilder,
  table: string,
  transaction: Knex.Transaction,
): Promise<RowEstimate> {
  const found = query.clone().select(transaction.raw('1'))
  const expected = await aside(transaction, (savepoint) => expectedOf(found, table, savepoint))
  if (!expected) throw unavailable()
  const counted = await aside(transaction, async (savepoint) => {
    if (expected.cost > MAX_COUNT_COST) return await countOnPages(found, table, savepoint)
    return { rows: await countRows(found, savepoint), basis: EstimateBasis.COUNTED }
  })
  return counted ?? { rows: expected.rows, basis: EstimateBasis.PLANNED }
}

/**
 * In a savepoint that is rolled back whatever comes of it: so neither a failed statement nor the
 * limit outlasts it, which `SET LOCAL` would after a release. Undefined where the limit was hit.
 */
async function aside<T>(
  transaction: Knex.Transaction,
  work: (savepoint: Knex.Transaction) => Promise<T>,
): Promise<T | undefined> {
  const savepoint = await transaction.transaction()
  try {
    await savepoint.raw(`SELECT set_config('statement_timeout', ?, true)`, [String(TIMEOUT_MS)])
    return await work(savepoint)
  } catch (error) {
    // Whoever means to stop more than this statement stops the next one as well.
    if (STOPPED.has(sqlStateOf(error))) return undefined
    throw error
  } finally {
    // knex resolves it also where the connection is lost: the first error stands.
    await savepoint.rollback()
  }
}

/** What the planner expects of a query; rows are whole. */
async function expectedOf(
  query: Knex.QueryBuilder,
  table: string,
  transaction: Knex.Transaction,
): Promise<{ cost: number; rows: number }> {
  const plan = await planOf(query, transaction)
  const share = await shareExpected(table, transaction)
  return { cost: plan['Total Cost'], rows: Math.round(plan['Plan Rows'] / share) }
}

async function planOf(
  query: Knex.QueryBuilder,
  transaction: Knex.Transaction,
): Promise<z.infer<typeof Plan>> {
  const { rows } = await transaction.raw<{ rows: unknown }>('EXPLAIN (FORMAT JSON) ?', [query])
  const [{ 'QUERY PLAN': plans }] = Explained.parse(rows)
  return plans[0].Plan
}

/**
 * The share of a table's rows that the planner expects to pass the policies of row-level security.
 * These repeat the scope that is in the query already, so they take nothing away; but the planner
 * takes them for conditions of their own. 1 where there are none for us, and where the table was
 * never analysed: how many rows it has is a guess by then.
 */
async function shareExpected(table: string, transaction: Knex.Transaction): Promise<number> {
  // As the planner itself reckons: the rows of a page when they were last counted, times pages.
  const { rows } = await transaction.raw<{ rows: { rows: number }[] }>(
    `SELECT reltuples / relpages * pg_relation_size(oid) / current_setting('block_size')::int AS rows
       FROM pg_class
      WHERE oid = quote_ident(?)::regclass AND reltuples > 0 AND relpages > 0
        AND row_security_active(oid)`,
    [table],
  )
  const all = rows[0]?.rows ?? 0
  if (all === 0) return 1
  const passing = transaction.queryBuilder().select(transaction.raw('1')).from(table)
  return Math.min(1, (await planOf(passing, transaction))['Plan Rows'] / all)
}

function unavailable(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.DATABASE_UNAVAILABLE,
    message: 'The database did not say in time how many rows there are.',
    remedy: 'Try again in a moment; if it persists, operators look for locks on the table.',
  })
}
