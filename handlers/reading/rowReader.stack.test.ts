/** How far the reader reads ahead, seen from the server; and what it makes of the result's types. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { ColumnType } from '../../contract/index.ts'
import { type Cell, cellsOf } from '../../contract/rows/index.ts'
import { openDatabase } from '../../stores/index.ts'
import { freshDatabase } from '../../tests/support/stack.ts'
import { readRows } from './rowReader.ts'

let database: Knex
let drop: () => Promise<void>

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.dispose
  database = openDatabase({ url: fresh.url, applicationName: 'test' })
  await database.raw('CREATE SEQUENCE produced')
})
afterAll(async () => {
  await database.destroy()
  await drop()
})

/** Rows that the server has produced when the reader's caller has taken so many blocks. */
async function producedAfter(blocks: number, textLength: number): Promise<number> {
  await database.raw('ALTER SEQUENCE produced RESTART')
  await database.transaction(async (transaction) => {
    const query = database
      .select(database.raw("nextval('produced')"), database.raw("repeat('x', ?)", [textLength]))
      .from(database.raw('generate_series(1, 20000)'))
    const columns = [
      { key: 'n', heading: 'n', type: 'integer' as const },
      { key: 'text', heading: 'text', type: 'text' as const },
    ]
    let taken = 0
    for await (const block of readRows(query, columns, transaction)) {
      taken += Math.sign(block.rows)
      if (taken === blocks) break
    }
  })
  const { rows } = await database.raw<{ rows: { last: string }[] }>(
    'SELECT last_value AS last FROM produced',
  )
  return Number(rows[0]?.last)
}

it('asks for long rows by as many as fill a block, after a first hundred', async () => {
  // 41 rows of 100 KB fill a block of 4 MiB: the hundred are two blocks, with one batch ahead.
  expect(await producedAfter(2, 100_000)).toBe(100 + 41)
})

it('asks for short rows by as many as a block may have', async () => {
  // The second block is full with the third batch, which has the fourth ahead of it.
  expect(await producedAfter(2, 10)).toBe(100 + 3 * 2_000)
})

/** The only row of a query without a table, each value given as SQL with its column's type. */
async function rowOf(values: [sql: string, type: ColumnType][], from = ''): Promise<Cell[]> {
  return await database.transaction(async (transaction) => {
    await transaction.raw("SET LOCAL extra_float_digits = -3; SET LOCAL TimeZone = 'Asia/Kolkata'")
    const query = database.select(values.map(([sql]) => database.raw(sql)))
    const columns = values.map(([sql, type]) => ({ key: sql, heading: sql, type }))
    const cells: Cell[] = []
    for await (const block of readRows(from ? query.fromRaw(from) : query, columns, transaction)) {
      cells.push(...block.columns.flatMap((column) => cellsOf(column, 0, block.rows)))
    }
    return cells
  })
}

it('reads every type that a column may have, to the last digit, whatever the session is set to', async () => {
  const { INTEGER, DECIMAL, MONEY, DATE, DATE_TIME, BOOLEAN, JSON: json, TEXT } = ColumnType
  const read = await rowOf([
    ['1::int2', INTEGER],
    ['2::int4', INTEGER],
    ['9223372036854775807::int8', INTEGER],
    ['sum(9223372036854775807::int8)', INTEGER],
    ['0.1::float8 + 0.2', DECIMAL],
    ["'-0'::float8", DECIMAL],
    ['1.1::float4', DECIMAL],
    ['0.10::numeric(14,2)', MONEY],
    ["date '2026-07-14'", DATE],
    ["timestamptz '2026-07-14 00:00:00+00'", DATE_TIME],
    ['true', BOOLEAN],
    [`'{"b":1, "a":2}'::jsonb`, json],
    [`'{"b":1,"a":2}'::json`, json],
    ["interval '1 day'", TEXT],
  ])
  expect(read).toEqual([
    '1',
    '2',
    '9223372036854775807',
    '9223372036854775807',
    '0.30000000000000004',
    '-0',
    '1.1',
    '0.10',
    20_648,
    20_648 * 86_400_000,
    true,
    '{"a": 2, "b": 1}',
    '{"b":1,"a":2}',
    '1 day',
  ])
})

it('takes a domain for the type that it rests on', async () => {
  await database.raw('CREATE DOMAIN price AS numeric(14,2) CHECK (value >= 0)')
  expect(await rowOf([['12.5::price', ColumnType.MONEY]])).toEqual(['12.50'])
})

it('names every column that is not of its type, with or without rows', async () => {
  const wrong: [string, ColumnType][] = [
    ['1', ColumnType.INTEGER],
    ["interval '1 day'", ColumnType.INTEGER],
    ["timestamp '2026-07-14 00:00'", ColumnType.DATE_TIME],
    ['1', ColumnType.BOOLEAN],
    ["'{}'::text", ColumnType.JSON],
  ]
  const message =
    'The database has another type than its column in the export: ' +
    "interval '1 day' is interval, read as integer; " +
    "timestamp '2026-07-14 00:00' is timestamp, read as date-time; " +
    "1 is int4, read as boolean; '{}'::text is text, read as json."
  await expect(rowOf(wrong)).rejects.toThrow(message)
  await expect(rowOf(wrong, 'generate_series(1, 0)')).rejects.toThrow(message)
})
