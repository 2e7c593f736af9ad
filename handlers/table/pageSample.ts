/**
 * Counts a query's rows on some of its table's pages, spread evenly and the same ones each time, and
 * infers the rest. On 300,000 scopes of work, with and without policies, what was a tenth of the
 * table's rows or more was met within 7 %, a thirtieth within 9 %, a hundredth within 16 %; what was
 * rarer up to 36 %. Where rows lie in the order of `createdAt`, a month of them (one in 80) was met
 * within 22 %: what lies together on fewer pages than are between two of the sample may be missed.
 */
import type { Knex } from 'knex'
import { EstimateBasis, type RowEstimate } from '../../contract/index.ts'

/**
 * Pages of a sample: some 10,000 rows, 5 to 15 ms from memory, 150 ms where each is joined by an
 * index. On a disk each page is a seek of its own.
 */
const SAMPLE_PAGES = 200
/**
 * How many rows a sample without any stands for: of scattered rows that would be more on average,
 * only one sample in twenty has none. Rows that lie together may be up to one in 200 of the table's.
 */
const UNSEEN = 3

/**
 * The count itself where the table has no more pages than a sample. Undefined where there are no
 * pages to draw: of a view, or a table in partitions. `query` is from `table` as `row`.
 */
export async function countOnPages(
  query: Knex.QueryBuilder,
  table: string,
  transaction: Knex.Transaction,
): Promise<RowEstimate | undefined> {
  const pages = await pagesOf(table, transaction)
  if (pages === undefined) return undefined
  const drawn = Math.min(SAMPLE_PAGES, pages)
  const sample = query.clone().from(rowsOnPages(table, { pages, drawn }, transaction))
  const counted = await countRows(sample, transaction)
  if (drawn === pages) return { rows: counted, basis: EstimateBasis.COUNTED }
  const inferred = Math.round(((counted || UNSEEN) * pages) / drawn)
  return { rows: inferred, basis: EstimateBasis.SAMPLED }
}

export async function countRows(
  query: Knex.QueryBuilder,
  transaction: Knex.Transaction,
): Promise<number> {
  const { rows } = await transaction.raw<{ rows: { rows: string }[] }>(
    'SELECT count(*) AS rows FROM ? AS found',
    [query],
  )
  return Number(rows[0]?.rows)
}

/** How many pages a table has now, and how the sample's query is to be run. */
async function pagesOf(table: string, transaction: Knex.Transaction): Promise<number | undefined> {
  // Joined tables are looked up by their keys: to hash a large one for a small sample takes longer.
  // The planner does not know how small it is, so compiling would seem worth while to it as well.
  const { rows } = await transaction.raw<{ rows: { pages: string }[] }>(
    `SELECT pg_relation_size(oid) / current_setting('block_size')::int AS pages,
       set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
       set_config('jit', 'off', true)
       FROM pg_class WHERE oid = quote_ident(?)::regclass AND relkind IN ('r', 'm')`,
    [table],
  )
  return rows[0] && Number(rows[0].pages)
}

/**
 * Not TABLESAMPLE: it tosses for each page, so that nobody knows how many it drew (344,547 rows were
 * inferred of 296,909), and policies hide the rows that would tell. OFFSET keeps each page's rows a
 * query of its own, whose bounds are known when it begins: from PostgreSQL 14 on it reads that page
 * alone. Earlier ones would read the whole table each time, and hit the limit.
 */
function rowsOnPages(
  table: string,
  { pages, drawn }: { pages: number; drawn: number },
  transaction: Knex.Transaction,
): Knex.Raw {
  return transaction.raw(
    `(SELECT page.*
        FROM (SELECT (2 * n + 1) * ?::bigint / (2 * ?) AS number
                FROM generate_series(0, ? - 1) AS drawn (n)) AS drawn
       CROSS JOIN LATERAL (
         SELECT * FROM ??
          WHERE ctid >= format('(%s,0)', drawn.number)::tid
            AND ctid < format('(%s,0)', drawn.number + 1)::tid
         OFFSET 0) AS page) AS "row"`,
    [pages, drawn, drawn, table],
  )
}
