/** Databases of the embedded stack with a sample each, and the query of an export as plain SQL. */
import createKnex, { type Knex } from 'knex'
import { Client } from 'pg'
import { ExportRequestType, FileType } from '../../contract/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { migrate } from '../../migrations/index.ts'
import { createDatabase, type StackAddresses } from '../../stack/index.ts'
import { createSample, sampleRowsAt } from '../../stack/sample/index.ts'

export type Filters = Record<string, unknown>

/** URL of a database with a sample of that size, which is filled at the first call and kept. */
export async function benchDatabase(
  addresses: StackAddresses,
  rows: number,
  say: (line: string) => void,
): Promise<string> {
  const url = await createDatabase(addresses, `bench_${rows}`)
  if ((await sampleRowsAt(url)) !== rows) {
    say(`Filling a database with ${rows.toLocaleString('en')} scopes of work`)
    await createSample({ connectionString: url, rows })
  }
  await migrate(url)
  return url
}

/** The SQL that the handler of scopes of work runs for an administrator. */
export function sowQuery(filters: Filters = {}): string {
  const knex = createKnex({ client: 'pg' })
  const builder = knex.queryBuilder()
  // The handler builds its query when it is asked for rows and runs it when they are read.
  const transaction = {
    queryBuilder: () => builder,
    raw: knex.raw.bind(knex),
  } as unknown as Knex.Transaction
  const { SOW } = ExportRequestType
  const request = { type: SOW, fileType: FileType.CSV, timeZone: 'UTC', filters }
  handlerOf(SOW).fetch(request, { kind: 'all' }, transaction)
  return builder.toQuery()
}

/** Rows of an export, and the filters that leave `limit` of them, or somewhat less. */
export async function shareOfRows(
  databaseUrl: string,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<{ filters: Filters; rows: number }> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // The newest row that is too many; a millisecond later, everything counts.
    const { rows } = await client.query<{ since: Date }>(
      `SELECT "updatedAt" + interval '1 ms' AS since FROM "ScopeOfWork" WHERE "deletedAt" IS NULL
       ORDER BY 1 DESC OFFSET $1 LIMIT 1`,
      [limit],
    )
    const filters = rows[0] ? { updatedFrom: rows[0].since.toISOString() } : {}
    const counted = await client.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM (${sowQuery(filters)}) AS export`,
    )
    return { filters, rows: counted.rows[0]?.rows ?? 0 }
  } finally {
    await client.end()
  }
}
