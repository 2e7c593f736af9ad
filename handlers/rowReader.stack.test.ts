/** How far the reader reads ahead, seen from the server. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { openDatabase } from '../stores/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
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
