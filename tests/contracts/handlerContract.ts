/**
 * What every handler promises, checked against real PostgreSQL with sample data: tenant isolation,
 * filters, order, choice of columns, and how a fetch ends when its connection or query does.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import knex, { type Knex } from 'knex'
import { Role, type RowRequest, type Scope } from '../../contract/index.ts'
import { type Cell, valuesKind } from '../../contract/rows/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { createSample, type SampleKind, sampleId } from '../../stack/sample/index.ts'
import { freshDatabase } from '../support/stack.ts'
import { describeInterruptions } from './handlerInterruptions.ts'
import { EVERYTHING, readRows, withSource } from './handlerReading.ts'

export interface HandlerContract {
  handler: IExportHandler
  /** The exported table, and the kind of its ids in the sample. */
  table: string
  kind: SampleKind
  /** Key of the column that holds the row's id. */
  idColumn: string
  /** The table's text column that `search` looks at. */
  nameColumn: string
  /** Key of a column in which many rows have the same value, and of one that may be NULL. */
  tiedColumn: string
  nullableColumn: string
  roles: readonly Role[]
  /** Filters, each with an independent condition on the table in plain SQL. */
  filters: { name: string; filters: Record<string, unknown>; where: string }[]
}

/** Several batches, and enough for every odd text. */
const ROWS = 20_000

const INJECTIONS = [
  '\'; DROP TABLE "Users"; --',
  "' OR '1'='1",
  '" OR ""="',
  '?',
  '??',
  ':name',
  '$1',
  '\\',
  "\\'",
  '%',
  '_',
  '${1}',
  "E'\\x27'",
]

export function describeHandler(contract: HandlerContract): void {
  const { handler, table, idColumn } = contract
  let database: Knex
  let url: string
  let dispose = async (): Promise<void> => {}

  beforeAll(async () => {
    const fresh = await freshDatabase()
    dispose = fresh.dispose
    url = fresh.url
    await createSample({ connectionString: url, rows: ROWS })
    database = knex({ client: 'pg', connection: url, pool: { min: 0, max: 4 } })
  })

  afterAll(async () => {
    await database.destroy()
    await dispose()
  })

  /** Ids of a fetch, in its order. */
  async function idsOf(parts: RowRequest, scope: Scope = EVERYTHING): Promise<Cell[]> {
    const rows = await readRows(database, handler, { ...parts, columns: [idColumn] }, scope)
    return rows.map(([id]) => id ?? null)
  }

  /** Ids by an independent query, in the default order. */
  async function idsWhere(where: string, values: string[] = []): Promise<string[]> {
    const { rows } = await database.raw<{ rows: { id: string }[] }>(
      `SELECT "id" FROM "${table}" WHERE "deletedAt" IS NULL AND (${where})
       ORDER BY "updatedAt" DESC, "id"`,
      values,
    )
    return rows.map(({ id }) => id)
  }

  /** Gives rows 1, 2, … of the sample these values. */
  async function setRows(values: Record<string, string>[]): Promise<string[]> {
    const ids = values.map((_, index) => sampleId(contract.kind, index + 1))
    for (const [index, value] of values.entries()) {
      await database(table)
        .where('id', ids[index] ?? '')
        .update({ ...value, deletedAt: null })
    }
    return ids
  }

  describe('rows', () => {
    test('are all that are not deleted, newest change first', async () => {
      const ids = await idsOf({})
      expect(ids.length).toBeGreaterThan(4_000)
      expect(ids).toEqual(await idsWhere('TRUE'))
    })

    test('are of the scope only, whatever the filters ask for', async () => {
      const clientIds = [sampleId('client', 2), sampleId('client', 7)]
      const scope: Scope = { kind: 'clients', clientIds, confidential: true }
      const visible = await idsWhere(`"clientId" IN ('${clientIds.join("', '")}')`)
      expect(visible.length).toBeGreaterThan(100)
      expect(await idsOf({}, scope)).toEqual(visible)
      expect(await idsOf({ filters: { clientIds: sampleId('client', 1) } }, scope)).toEqual([])
    })

    test('are none for a scope without clients', async () => {
      expect(await idsOf({}, { kind: 'clients', clientIds: [], confidential: true })).toEqual([])
    })

    test.each(Object.values(Role))('are exported for the role %s as the contract says', (role) => {
      const clientId = role === Role.CLIENT ? sampleId('client', 2) : null
      const user = { id: 'u', role, clientId, timeZone: 'UTC', assignedClientIds: [] }
      const allowed = contract.roles.includes(role)
      expect('code' in handler.scopeOf({ ...user, isActive: true })).toBe(!allowed)
      expect('code' in handler.scopeOf({ ...user, isActive: false })).toBe(true)
    })

    test('are none, in no block, when nothing fits', async () => {
      expect(await idsOf({ filters: { search: 'no name contains this' } })).toEqual([])
    })
  })

  describe('filters', () => {
    test.each(contract.filters)('$name', async ({ filters, where }) => {
      const expected = await idsWhere(where)
      expect(expected.length).toBeGreaterThan(0)
      expect(await idsOf({ filters })).toEqual(expected)
      const estimate = await database.transaction((transaction) =>
        handler.estimate({ filters, timeZone: 'UTC' }, EVERYTHING, transaction),
      )
      expect(estimate).toEqual({ rows: expected.length, isExact: true })
    })

    test.each([
      ['a_b', ['a_b']],
      ['50%', ['50%']],
      ['_', ['a_b']],
      ['%', ['50%']],
      ['BACK\\', ['back\\slash']],
      ['łódź', ['Łódź depot']],
    ])('search for %s takes its signs as they are', async (search, names) => {
      const all = ['a_b', 'axb', '50%', '500', 'back\\slash', 'Łódź depot']
      const ids = await setRows(all.map((name) => ({ [contract.nameColumn]: name })))
      const found = new Set(await idsOf({ filters: { search } }))
      expect(all.filter((_, index) => found.has(ids[index] ?? ''))).toEqual(names)
    })

    test.each(INJECTIONS)('search for %s is a text like any other', async (search) => {
      const where = `position(lower(?) in lower("${contract.nameColumn}")) > 0`
      expect(await idsOf({ filters: { search } })).toEqual(await idsWhere(where, [search]))
      expect(await idsOf({})).toEqual(await idsWhere('TRUE'))
    })

    test.each(INJECTIONS)('%s is refused as an id and as a status', (value) => {
      const failures = handler.validate({
        filters: { clientIds: value, serviceIds: [value], status: value },
      })
      expect(failures.map(({ field }) => field ?? '').toSorted()).toEqual([
        'filters.clientIds',
        'filters.serviceIds[0]',
        'filters.status',
      ])
    })

    test.each([
      // A day of 23 hours, one of 25, and one that begins 14 hours before UTC's.
      ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
      ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
      ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z', '2026-01-01T10:00:00Z'],
    ])('a day is that day in %s: %s', async (timeZone, day, start, end) => {
      const instants = [`${start} -1 us`, start, `${end} -1 us`, end]
      const ids = await setRows(instants.map(() => ({ createdAt: start, updatedAt: start })))
      for (const [index, id] of ids.entries()) {
        const [instant = '', shift = '0 us'] = (instants[index] ?? '').split(/ (.*)/)
        await database.raw(
          `UPDATE "${table}" SET "createdAt" = ?::timestamptz + ?::interval,
             "updatedAt" = ?::timestamptz + ?::interval WHERE "id" = ?`,
          [instant, shift, instant, shift, id],
        )
      }
      for (const field of ['created', 'updated']) {
        const within = await idsOf({
          timeZone,
          filters: { [`${field}From`]: day, [`${field}To`]: day },
        })
        expect(ids.map((id) => within.includes(id))).toEqual([false, true, true, false])
      }
    })

    test('an instant is included as a start and excluded as an end', async () => {
      const at = '2026-07-14T12:00:00.000001Z'
      const [id = ''] = await setRows([{ createdAt: at, updatedAt: at }])
      expect(await idsOf({ filters: { createdFrom: at } })).toContain(id)
      expect(await idsOf({ filters: { createdTo: at } })).not.toContain(id)
      expect(await idsOf({ filters: { updatedTo: '2026-07-14T12:00:00.000002Z' } })).toContain(id)
    })
  })

  describe('order', () => {
    test('breaks ties by id, and is the same twice', async () => {
      const parts: RowRequest = {
        columns: [contract.tiedColumn, idColumn],
        sort: [{ column: contract.tiedColumn, direction: 'DESC' }],
      }
      const rows = await readRows(database, handler, parts)
      expect(new Set(rows.map(([, id]) => id)).size).toBe(rows.length)
      for (const [index, [value, id]] of rows.entries()) {
        const [before, idBefore] = rows[index - 1] ?? []
        if (value === before) expect(String(id) > String(idBefore)).toBe(true)
      }
      expect(await readRows(database, handler, parts)).toEqual(rows)
    })

    test.each(['ASC', 'DESC'] as const)('puts NULL last when %s', async (direction) => {
      const sort = [{ column: contract.nullableColumn, direction }]
      const rows = await readRows(database, handler, { columns: [contract.nullableColumn], sort })
      const firstNull = rows.findIndex(([value]) => value === null)
      expect(firstNull).toBeGreaterThan(0)
      expect(rows.slice(firstNull).every(([value]) => value === null)).toBe(true)
    })
  })

  describe('columns', () => {
    test('are the default ones when none are named', async () => {
      const defaults = handler.columns().filter(({ isDefault }) => isDefault)
      await withSource(database, handler, {}, EVERYTHING, async ({ columns }) => {
        expect(columns).toEqual(defaults.map(({ key, heading, type }) => ({ key, heading, type })))
      })
    })

    test('come in the order and with the headings that the request names', async () => {
      const columns = [{ key: contract.tiedColumn, heading: 'State "now"' }, idColumn]
      await withSource(database, handler, { columns }, EVERYTHING, async (source) => {
        expect(source.columns.map(({ key }) => key)).toEqual([contract.tiedColumn, idColumn])
        expect(source.columns[0]?.heading).toBe('State "now"')
      })
    })

    test('can all be read together, each as its type says', async () => {
      const columns = handler.columns().map(({ key }) => key)
      await withSource(database, handler, { columns }, EVERYTHING, async (source) => {
        for await (const block of source.blocks) {
          expect(block.columns.map(({ kind }) => kind)).toEqual(
            source.columns.map(({ type }) => valuesKind(type)),
          )
        }
      })
    })
  })

  describeInterruptions({ handler, table, url: () => url })
}
