/**
 * How many rows a query on a table will give, within milliseconds: counted where that is cheap, else
 * counted in a sample of the table's pages, and where even that takes too long, as PostgreSQL's
 * planner expects. Leaves the transaction as it was, also where it fails.
 */
import type { Knex } from 'knex'
import { z } from 'zod'
import { SqlState, sqlStateOf } from '../../contract/index.ts'
import type { RowEstimate } from '../handler.ts'

/**
 * Plans that the planner holds to be dearer than this are not run in full. A scan of some 125,000
 * rows costs as much, so that whatever fits a PDF is counted; it took 30 ms on a slow core from
 * memory, 130 ms with a search in its texts. A million rows cost 31,500, and 220 ms.
 */
const MAX_COUNT_COST = 4_000
/**
 * Pages of a sample: some 10,000 rows, 5 to 15 ms from memory, 150 ms where each is joined by an
 * index. What is a hundredth of the table's rows or more is then met within a fifth or so. On a disk
 * each page is a seek of its own.
 */
const SAMPLE_PAGES = 200
/** Longest that each of the statements may take, in milliseconds: a cold or busy disk is slower. */
const TIMEOUT_MS = 500

/** What `EXPLAIN (FORMAT JSON)` gives, as far as it is read here. */
const Plan = z.object({ 'Total Cost': z.number(), 'Plan Rows': z.number() })
const Explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan })]) })])

/** `query` is from `table` as `row`, selects nothing yet and has no order. */
export async function estimateRows(
  query: Knex.QueryBuilder,
  table: string,
  transaction: Knex.Transaction,
): Promise<RowEstimate> {
  const found = query.clone().select(transaction.raw('1'))
  const plan = await aside(transaction, (savepoint) => planOf(found, savepoint))
  const isCheap = plan['Total Cost'] <= MAX_COUNT_COST
  const counted = await inTime(
    aside(transaction, (savepoint) =>
      isCheap ? count(found, savepoint) : countInSample(found, table, savepoint),
    ),
  )
  // A sample without such rows does not say how many there are: few.
  const isUnknown = counted === undefined || (counted === 0 && !isCheap)
  if (!isUnknown) return { rows: counted, isExact: isCheap }
  const share = await aside(transaction, (savepoint) => shareExpected(table, savepoint))
  return { rows: Math.round(plan['Plan Rows'] / share), isExact: false }
}

/**
 * In a savepoint that is rolled back whatever comes of it: so neither a failed statement nor the
 * limit outlasts it, which `SET LOCAL` would after a release.
 */
async function aside<T>(
  transaction: Knex.Transaction,
  work: (savepoint: Knex.Transaction) => Promise<T>,
): Promise<T> {
  const savepoint = await transaction.transaction()
  try {
    await savepoint.raw(`SELECT set_config('statement_timeout', ?, true)`, [String(TIMEOUT_MS)])
    return await work(savepoint)
  } finally {
    await savepoint.rollback()
  }
}

async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    // Whoever means to stop more than this statement stops the next one as well.
    if (sqlStateOf(error) === SqlState.QUERY_CANCELED) return undefined
    throw error
  }
}

async function planOf(
  query: Knex.QueryBuilder,
  transaction: Knex.Transaction,
): Promise<z.infer<typeof Plan>> {
  const { rows } = await transaction.raw<{ rows: unknown }>('EXPLAIN (FORMAT JSON) ?', [query])
  const [{ 'QUERY PLAN': plans }] = Explained.parse(rows)
  return plans[0].Plan
}

async function count(query: Knex.QueryBuilder, transaction: Knex.Transaction): Promise<number> {
  const { rows } = await transaction.raw<{ rows: { rows: string }[] }>(
    'SELECT count(*) AS rows FROM ? AS found',
    [query],
  )
  return Number(rows[0]?.rows)
}

/** Counts on some of the table's pages, the same ones each time, and infers the rest. */
async function countInSample(
  query: Knex.QueryBuilder,
  table: string,
  transaction: Knex.Transaction,
): Promise<number> {
  // Joined tables are looked up by their keys: to hash a large one for a small sample takes longer,
  // and the planner does not know how small it is where it takes policies for conditions.
  const { rows } = await transaction.raw<{ rows: { pages: number }[] }>(
    `SELECT (pg_relation_size(quote_ident(?)) / current_setting('block_size')::int)::int AS pages,
       set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
    [table],
  )
  const percent = Math.min(100, (100 * SAMPLE_PAGES) / Math.max(1, rows[0]?.pages ?? 0))
  const sample = transaction.raw('?? AS "row" TABLESAMPLE SYSTEM (?) REPEATABLE (0)', [
    table,
    percent,
  ])
  const counted = await count(query.clone().from(sample), transaction)
  return Math.round((counted * 100) / percent)
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
