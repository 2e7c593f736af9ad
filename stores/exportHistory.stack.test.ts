import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { Client } from 'pg'
import { migrate } from '../migrations/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { type ExportHistory, knexExportHistory, openDatabase } from './index.ts'

const KIND = { type: 'SOW', fileType: 'CSV' } as const

let database: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex
let history: ExportHistory

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  knex = openDatabase({ url: database.url, applicationName: 'stores-test' })
  history = knexExportHistory(knex)
  // One job an hour, each of one row more: every ninth is of this kind, and of any kind every
  // seventh failed, and every one before it was completed by Connexus alone.
  await knex.raw(`
    INSERT INTO "ExportJob" ("id", "type", "fileType", "status", "createdById", "rowCount",
      "byteCount", "startedAt", "completedAt")
    SELECT gen_random_uuid(), ('{SOW,CLIENT_SOW,RFP}'::text[])[1 + n % 3],
      ('{CSV,XLSX,PDF}'::text[])[1 + n / 3 % 3],
      CASE WHEN n % 7 = 0 THEN 'FAILED' ELSE 'COMPLETED' END, gen_random_uuid(),
      CASE WHEN n % 7 < 6 THEN n END, n * 1000000000::bigint, at, at + interval '2.5 seconds'
    FROM generate_series(1, 30000) AS n
      CROSS JOIN LATERAL (SELECT timestamptz '2026-01-01' + n * interval '1 hour' AS at)`)
  await knex.raw('ANALYZE "ExportJob"')
})

afterAll(async () => {
  await knex.destroy()
  await database.dispose()
})

it('gives rows, bytes and seconds of the newest of a kind whose rows were counted', async () => {
  expect((await history.lastCompleted(KIND, 4)).map(({ rows }) => rows)).toEqual(
    newestOfKind().slice(0, 4),
  )
  const [newest] = await history.lastCompleted(KIND, 1)
  const [rows = 0] = newestOfKind()
  expect(newest).toEqual({ rows, columns: null, bytes: rows * 1e9, seconds: 2.5 })
})

it.each([
  ['{"columns": ["status", {"key": "client", "heading": "C"}]}', 2],
  ['{"columns": "status"}', null],
  ['[]', null],
])('counts the columns that were asked for: %s', async (request, columns) => {
  await knex.raw(`UPDATE "ExportJob" SET "request" = ? WHERE "rowCount" = ?`, [
    request,
    newestOfKind()[0] ?? 0,
  ])
  const [newest] = await history.lastCompleted(KIND, 1)
  expect(newest?.columns).toBe(columns)
})

it('learns nothing from jobs that were given the file of another one, which took no time', async () => {
  await knex.raw(`
    INSERT INTO "ExportJob" ("id", "type", "fileType", "status", "createdById", "rowCount",
      "byteCount", "startedAt", "completedAt", "reusedFrom")
    VALUES (gen_random_uuid(), 'SOW', 'CSV', 'COMPLETED', gen_random_uuid(), 7, 7, now(), now(),
      gen_random_uuid())`)
  const [newest] = await history.lastCompleted(KIND, 1)
  expect(newest?.rows).toBe(newestOfKind()[0])
})

function newestOfKind(): number[] {
  return Array.from({ length: 3_333 }, (_, i) => (3_333 - i) * 9).filter(
    (n) => n % 7 !== 0 && n % 7 !== 6,
  )
}

it('gives none where none has completed', async () => {
  const empty = await freshDatabase()
  await migrate(empty.url)
  const fresh = openDatabase({ url: empty.url, applicationName: 'stores-test' })
  expect(await knexExportHistory(fresh).lastCompleted(KIND, 20)).toEqual([])
  await fresh.destroy()
  await empty.dispose()
})

it('reads the records of no other kind', async () => {
  let asked: { sql: string; bindings: unknown[] } | undefined
  knex.on('query', (query: typeof asked) => {
    asked = query
  })
  await history.lastCompleted(KIND, 20)
  const client = new Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query<Record<string, string>>(
    `EXPLAIN (COSTS off) ${asked?.sql}`,
    asked?.bindings,
  )
  await client.end()
  const plan = rows.map((line) => line['QUERY PLAN'] ?? '')
  expect(plan[0]).toBe('Limit')
  expect(plan[1]).toContain('Index Scan using "ExportJob_completed_idx"')
})
