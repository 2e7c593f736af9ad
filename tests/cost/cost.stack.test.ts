/**
 * What exports cost the database: blocks of 8 KB that each reads, counted by the server, on a sample
 * of 200,000 scopes of work, with row-level security in force. A block that is read twice counts
 * twice, cached or not.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import knex, { type Knex } from 'knex'
import type { RowRequest, Scope } from '../../contract/index.ts'
import { handlerOf, setRowSecurity } from '../../handlers/index.ts'
import { migrate } from '../../migrations/index.ts'
import { createSample, sampleId } from '../../stack/sample/index.ts'
import { readChanges } from '../contracts/handlerChanges.ts'
import { EVERYTHING, readRows } from '../contracts/handlerReading.ts'
import { freshDatabase, freshRoles } from '../support/stack.ts'

const ROWS = 200_000
/** The smallest client that has rows: about one in a thousand. */
const SMALL_CLIENT = sampleId('client', 39)
/** The large tables that a type's default columns and filters look at. */
const READ = {
  SOW: ['ScopeOfWork', 'ScopeOfWorkVersion'],
  CLIENT_SOW: ['ClientScopeOfWork', 'ScopeOfWork'],
  RFP: ['Rfp'],
} as const
type Type = keyof typeof READ
/** Those that a file of changes looks at. */
const READ_FOR_CHANGES = {
  ...READ,
  CLIENT_SOW: [...READ.CLIENT_SOW, 'ScopeOfWorkVersion'],
} as const
const TYPES = Object.keys(READ) as Type[]

/** For each row its own block and those of its index entry, its joins and their index entries. */
const BLOCKS_A_ROW = 16
/** Names of clients, services and users, and the upper levels of indexes. */
const BLOCKS_ALWAYS = 150

let exporting: Knex
let watching: Knex
let dispose: () => Promise<void>

beforeAll(async () => {
  const fresh = await freshDatabase()
  dispose = fresh.dispose
  await createSample({ connectionString: fresh.url, rows: ROWS })
  const pool = { min: 1, max: 1 }
  await migrate(fresh.url)
  const { worker } = await freshRoles(fresh.url)
  exporting = knex({ client: 'pg', connection: worker, pool })
  watching = knex({ client: 'pg', connection: fresh.url, pool })
  for (const table of new Set(Object.values(READ).flat())) {
    // What autovacuum reads would be counted as ours.
    await watching.raw('ALTER TABLE ?? SET (autovacuum_enabled = off)', [table])
    await watching.raw('VACUUM ??', [table])
  }
  // What this session read for it must not be reported later, in the middle of a count.
  await watching.raw('SELECT pg_stat_force_next_flush()')
}, 180_000)

afterAll(async () => {
  await exporting.destroy()
  await watching.destroy()
  await dispose()
})

async function totalBlocks(): Promise<number> {
  // A session reports what it did when it is idle next.
  await exporting.raw('SELECT pg_stat_force_next_flush()')
  const { rows } = await watching.raw<{ rows: { blocks: string }[] }>(
    `SELECT sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0)) AS blocks
       FROM pg_statio_user_tables`,
  )
  return Number(rows[0]?.blocks)
}

async function costOf(
  type: Type,
  request: RowRequest,
  scope: Scope = EVERYTHING,
): Promise<{ rows: number; blocks: number }> {
  const before = await totalBlocks()
  const { length: rows } = await readRows(exporting, handlerOf(type), request, scope)
  return { rows, blocks: (await totalBlocks()) - before }
}

async function blocksOf(table: string): Promise<number> {
  const { rows } = await watching.raw<{ rows: { blocks: string }[] }>(
    `SELECT pg_relation_size(quote_ident(?)) / 8192 AS blocks`,
    [table],
  )
  return Number(rows[0]?.blocks)
}

function everyColumn(type: Type): string[] {
  return handlerOf(type)
    .columns()
    .map(({ key }) => key)
}

async function limitOf(type: Type, read: Record<Type, readonly string[]> = READ): Promise<number> {
  const blocks = await Promise.all(read[type].map(blocksOf))
  return blocks.reduce((sum, count) => sum + count, 0) * 1.15 + BLOCKS_ALWAYS
}

const DAY = '2025-05-05'
const AUTHOR = sampleId('user', 17)
const SERVICE = sampleId('service', 4)

const BY_INDEX: { name: string; types?: Type[]; filters: Record<string, unknown> }[] = [
  { name: 'clientIds', filters: { clientIds: SMALL_CLIENT } },
  { name: 'serviceIds', filters: { serviceIds: SERVICE } },
  { name: 'createdByIds', filters: { createdByIds: AUTHOR } },
  { name: 'createdFrom and createdTo', filters: { createdFrom: DAY, createdTo: DAY } },
  { name: 'updatedFrom and updatedTo', filters: { updatedFrom: DAY, updatedTo: DAY } },
  {
    name: 'startFrom and startTo',
    types: ['CLIENT_SOW'],
    filters: { startFrom: DAY, startTo: DAY },
  },
  { name: 'dueFrom and dueTo', types: ['RFP'], filters: { dueFrom: DAY, dueTo: DAY } },
]

const BY_SCAN: typeof BY_INDEX = [
  { name: 'search', filters: { search: 'no name contains this' } },
  { name: 'status', types: ['SOW', 'RFP'], filters: { status: 'DRAFT' } },
  { name: 'status', types: ['CLIENT_SOW'], filters: { status: 'PROPOSED' } },
  { name: 'createdFrom', filters: { createdFrom: '2026-10-01' } },
  { name: 'createdTo', filters: { createdTo: '1950-01-01' } },
  { name: 'updatedFrom', filters: { updatedFrom: '2026-10-01' } },
  { name: 'updatedTo', filters: { updatedTo: '1950-01-01' } },
  { name: 'amountMin', filters: { amountMin: '999999999999.99' } },
  { name: 'amountMax', filters: { amountMax: '-999999999999.99' } },
  { name: 'startFrom', types: ['CLIENT_SOW'], filters: { startFrom: '2027-08-01' } },
  { name: 'startTo', types: ['CLIENT_SOW'], filters: { startTo: '1950-01-01' } },
  { name: 'dueFrom', types: ['RFP'], filters: { dueFrom: '2027-08-01' } },
  { name: 'dueTo', types: ['RFP'], filters: { dueTo: '1950-01-01' } },
  { name: 'isConfidential', types: ['RFP'], filters: { isConfidential: true } },
]

function casesOf(list: typeof BY_INDEX) {
  return list.flatMap(({ types = TYPES, ...rest }) => types.map((type) => ({ type, ...rest })))
}

describe('by an index, and so little more than its rows, reads', () => {
  test.each(casesOf(BY_INDEX))('$name of $type', async ({ type, filters }) => {
    const { rows, blocks } = await costOf(type, { columns: everyColumn(type), filters })
    expect(rows).toBeGreaterThan(0)
    expect(blocks).toBeLessThan(rows * BLOCKS_A_ROW + BLOCKS_ALWAYS)
  })

  test.each(TYPES)('ids of %s', async (type) => {
    const idColumn = everyColumn(type).at(-1) ?? ''
    const all = await readRows(exporting, handlerOf(type), { columns: [idColumn] })
    const ids = [3, 333, 3_333].map((row) => all[row]?.[0])
    const { rows, blocks } = await costOf(type, { columns: everyColumn(type), filters: { ids } })
    expect(rows).toBe(3)
    expect(blocks).toBeLessThan(rows * BLOCKS_A_ROW + BLOCKS_ALWAYS)
  })
})

describe('no more than its tables, once, reads', () => {
  test.each(casesOf(BY_SCAN))('$name of $type', async ({ type, filters }) => {
    const { blocks } = await costOf(type, { filters })
    expect(blocks).toBeLessThan(await limitOf(type))
  })

  test.each(TYPES)('all of %s', async (type) => {
    const { rows, blocks } = await costOf(type, {})
    expect(rows).toBeGreaterThan(60_000)
    expect(blocks).toBeLessThan(await limitOf(type))
  })
})

describe('no more than its tables, once, reads a file of changes', () => {
  const aDay = { start: '2025-05-05T00:00:00Z', end: '2025-05-06T00:00:00Z' }
  const allTime = { start: '1950-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z' }

  test.each(TYPES)('of %s, of a day or of all time', async (type) => {
    for (const window of [aDay, allTime]) {
      const before = await totalBlocks()
      const { rows } = await exporting.transaction(async (transaction) => {
        await setRowSecurity(transaction, type, EVERYTHING)
        return await readChanges(handlerOf(type), { filters: { search: 'a' } }, window, transaction)
      })
      expect(rows.length).toBeGreaterThan(window === aDay ? 10 : 60_000)
      const limit = await limitOf(type, READ_FOR_CHANGES)
      expect((await totalBlocks()) - before).toBeLessThan(limit)
    }
  })
})

describe('the rows of one small client alone, whatever the filters, reads', () => {
  const scope: Scope = { kind: 'clients', clientIds: [SMALL_CLIENT], confidential: true }
  const filters = [{}, { search: 'a' }, { amountMin: '0' }, { createdFrom: '2000-01-01' }]

  test.each(TYPES)('an export of %s', async (type) => {
    const columns = everyColumn(type)
    const { rows: ofClient } = await costOf(type, { columns }, scope)
    expect(ofClient).toBeGreaterThan(50)
    expect(ofClient).toBeLessThan(250)
    for (const given of filters) {
      const { blocks } = await costOf(type, { columns, filters: given }, scope)
      expect(blocks).toBeLessThan(ofClient * BLOCKS_A_ROW + BLOCKS_ALWAYS)
    }
  })
})
