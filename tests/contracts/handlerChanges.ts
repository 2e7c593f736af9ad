/** Files of changes: which rows are in a window, what is said of each, and what it shows. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import type { Knex } from 'knex'
import type { ChangeWindow, RowRequest, Scope } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { instantAt, type OtherChanges, withHistory } from './handlerHistory.ts'
import { EVERYTHING, readSource } from './handlerReading.ts'
import type { HandlerWorld } from './handlerWorld.ts'

export interface Changing {
  handler: IExportHandler
  table: string
  confidential?: string
  idColumn: string
  tiedColumn: string
  emptyColumns: readonly [string, ...string[]]
  columns: Readonly<Record<string, string>>
  changedAt?: string
  otherChanges?: OtherChanges
  filters: Readonly<Record<string, readonly { value: unknown; timeZone?: string; where: string }[]>>
}

/** Filters on what never changes: rows that they refuse are in no file, whatever happens to them. */
const OUTRIGHT: readonly string[] = ['ids', 'createdByIds', 'createdFrom', 'createdTo']
/** Filters that go by when a row changed. */
export const REFUSED: readonly string[] = ['updatedFrom', 'updatedTo']
const NOTHING_FITS = { search: 'no name contains this' }
/** All that the samples do not reach. */
const AFTER_SAMPLE = { start: instantAt(0), end: '2031-01-01T00:00:00Z' }

/** Rows of a fetch in the transaction, and the keys of its columns. */
export async function readChanges(
  handler: IExportHandler,
  request: RowRequest,
  changes: ChangeWindow | undefined,
  transaction: Knex.Transaction,
  scope: Scope = EVERYTHING,
): Promise<{ keys: string[]; rows: Cell[][] }> {
  const resolved = { ...request, timeZone: request.timeZone ?? 'UTC' }
  const source = handler.fetch(resolved, scope, transaction, changes)
  return { keys: source.columns.map(({ key }) => key), rows: await readSource(source) }
}

export function describeChanges(contract: Changing, world: HandlerWorld): void {
  const { handler, table, idColumn, tiedColumn, otherChanges = {} } = contract
  const { database, idsWhere, largestClients } = world
  const { changedAt = 'greatest(t."updatedAt", t."deletedAt")' } = contract
  const cases = Object.entries(contract.filters).flatMap(([name, values]) =>
    REFUSED.includes(name)
      ? []
      : values.map(({ value, timeZone = 'UTC', where }) => ({
          filters: { [name]: value },
          timeZone,
          where,
          isOutright: OUTRIGHT.includes(name),
        })),
  )

  async function read(request: RowRequest, changes: ChangeWindow, scope = EVERYTHING) {
    return await database().transaction((transaction) =>
      readChanges(handler, request, changes, transaction, scope),
    )
  }

  /** The window of the second half of all rows, to the microsecond. */
  async function newerHalf(): Promise<{ start: string; end: string }> {
    const { rows } = await database().raw<{ rows: { start: string }[] }>(
      `SELECT to_char(percentile_disc(0.5) WITHIN GROUP (ORDER BY t."createdAt")
         AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS start FROM "${table}" t`,
    )
    return { start: rows[0]?.start ?? '', end: instantAt(0) }
  }

  /** Each changed row that fits a condition, by plain SQL: what became of it, the id, and a value. */
  async function expected(
    { start, end }: { start: string; end: string },
    { fits, within, order }: { fits: string; within: string; order: string },
  ): Promise<Cell[][]> {
    const { rows } = await database().raw<{ rows: { row: Cell[] }[] }>(
      `SELECT json_build_array(
         CASE WHEN "deletedAt" IS NOT NULL THEN 'deleted' WHEN NOT fits THEN 'removed'
           WHEN "createdAt" >= :start THEN 'created' ELSE 'updated' END,
         "id", CASE WHEN fits THEN "updatedAt" END IS NOT NULL) AS row
       FROM (SELECT t.*, ${changedAt} AS changed, (${fits}) IS TRUE AS fits,
           ${contract.columns[tiedColumn]} AS tied FROM "${table}" t WHERE ${within}) AS t
       WHERE changed >= :start AND changed < :end ORDER BY ${order}`,
      { start, end },
    )
    return rows.map(({ row }) => row)
  }

  describe('changes', () => {
    test('at the edge of two windows are in the later one, each once, to the microsecond', async () => {
      const ids = await idsWhere('TRUE', [], 't."id" LIMIT 2510')
      const [before, at] = [instantAt(122), instantAt(123)]
      const files = await withHistory(world, table, async (_, transaction) => {
        await transaction(table).whereIn('id', ids.slice(0, 10)).update({ updatedAt: before })
        await transaction(table).whereIn('id', ids.slice(10)).update({ updatedAt: at })
        const windows = [
          { start: '2029-12-31T00:00:00Z', end: at },
          { start: at, end: '2030-01-02T00:00:00Z' },
        ]
        return await Promise.all(
          windows.map(async (window) => {
            const request = { columns: [idColumn] }
            return (await readChanges(handler, request, window, transaction)).rows
          }),
        )
      })
      expect(files).toEqual([
        ids.slice(0, 10).map((id) => ['updated', id]),
        ids.slice(10).map((id) => ['updated', id]),
      ])
    })

    test.each(cases)('$filters', async ({ filters, timeZone, where, isOutright }) => {
      const window = await newerHalf()
      const columns = [idColumn, 'updatedDate']
      const { rows } = await read({ filters, timeZone, columns }, window)
      const shown = rows.map(([change, id, updated]) => [change, id, updated !== null])
      expect(shown).toEqual(
        await expected(window, {
          fits: isOutright ? 'TRUE' : where,
          within: isOutright ? where : 'TRUE',
          order: 'changed DESC, "id"',
        }),
      )
      const found = new Set(shown.map(([change]) => change))
      if (!isOutright) expect(found).toContain('removed')
    })

    test('are sorted as the request says, rows without values last', async () => {
      const [{ value, where } = { value: null, where: '' }] = contract.filters['status'] ?? []
      const window = await newerHalf()
      for (const direction of ['ASC', 'DESC'] as const) {
        const sort = [{ column: tiedColumn, direction }]
        const request = { columns: [idColumn, 'updatedDate'], sort, filters: { status: value } }
        const order = `CASE WHEN fits THEN tied END ${direction} NULLS LAST, "id"`
        const { rows } = await read(request, window)
        const inOrder = await expected(window, { fits: where, within: 'TRUE', order })
        expect(rows.map(([, id]) => id)).toEqual(inOrder.map(([, id]) => id))
      }
    })

    test('show all of a row that fits, and the id alone of one that does not', async () => {
      const [first = '', second = '', third = ''] = await idsWhere('TRUE', [], 't."id" LIMIT 3')
      const added = randomUUID()
      const columns = handler.columns().map(({ key }) => key)
      const at = instantAt(5)
      await withHistory(world, table, async (history, transaction) => {
        await history.insert({ id: added, at }, first)
        await history.overwrite({ id: second, at }, third)
        const { rows: current } = await readChanges(handler, { columns }, undefined, transaction)
        await history.remove({ id: third, at })
        const { rows } = await readChanges(handler, { columns }, AFTER_SAMPLE, transaction)
        const idAt = columns.indexOf(idColumn)
        const cellsOf = (id: string) => current.find((cells) => cells[idAt] === id) ?? []
        const kinds = { [added]: 'created', [second]: 'updated', [third]: 'deleted' }
        const ids = Object.keys(kinds).toSorted()
        expect(rows).toEqual(ids.map((id) => [kinds[id], ...cellsOf(id)]))
        const none = { columns, filters: NOTHING_FITS }
        const hidden = await readChanges(handler, none, AFTER_SAMPLE, transaction)
        expect(hidden.rows).toEqual(
          ids.map((id) => [
            id === third ? 'deleted' : 'removed',
            ...columns.map((key) => (key === idColumn ? id : null)),
          ]),
        )
      })
    })

    if (Object.keys(otherChanges).length > 0) {
      test.each(Object.entries(otherChanges))('are also %s', async (_, statements) => {
        const [id = ''] = await idsWhere('TRUE', [], 't."id" LIMIT 1')
        await withHistory(world, table, async (history, transaction) => {
          await history.change({ id, at: instantAt(1) }, statements)
          const window = { start: instantAt(1), end: instantAt(2) }
          const { rows } = await readChanges(handler, {}, window, transaction)
          const ids = { filters: { ids: rows.map((cells) => cells.at(-1)) } }
          const { keys, rows: current } = await readChanges(
            handler,
            ids,
            { ...window, start: null },
            transaction,
          )
          expect(keys.at(-1)).toBe(idColumn)
          expect(rows.map((cells) => cells.at(-1))).toContain(id)
          const byId = (cells: Cell[][]) => cells.map((row) => JSON.stringify(row)).toSorted()
          expect(byId(rows)).toEqual(byId(current.map((cells) => ['updated', ...cells])))
        })
      })
    }

    test('are of the scope only, also those that are removed or deleted', async () => {
      const [, ...clientIds] = await largestClients(3)
      const { confidential = 'FALSE' } = contract
      const window = await newerHalf()
      const within = `t."clientId" IN ('${clientIds.join("', '")}') AND NOT (${confidential})`
      const scope = { kind: 'clients', clientIds, confidential: false } as const
      for (const [filters, fits] of [
        [{}, 'TRUE'],
        [NOTHING_FITS, 'FALSE'],
      ] as const) {
        const columns = [idColumn, 'updatedDate']
        const { rows } = await read({ filters, columns }, window, scope)
        const order = 'changed DESC, "id"'
        expect(rows.map(([change, id, updated]) => [change, id, updated !== null])).toEqual(
          await expected(window, { fits, within, order }),
        )
        expect(rows.length).toBeGreaterThan(50)
      }
      const nobody = { ...scope, clientIds: [] }
      expect((await read({}, window, nobody)).rows).toEqual([])
    })

    test('have the id in every file, last where it is not named, and say first what happened', async () => {
      const defaults = handler.columns().filter(({ isDefault }) => isDefault)
      const keys = defaults.map(({ key }) => key)
      const full = { ...AFTER_SAMPLE, start: null }
      const named = { columns: [idColumn, { key: tiedColumn, heading: 'State' }] }
      expect((await read({}, AFTER_SAMPLE)).keys).toEqual(['change', ...keys, idColumn])
      expect((await read({}, full)).keys).toEqual([...keys, idColumn])
      expect((await read(named, AFTER_SAMPLE)).keys).toEqual(['change', idColumn, tiedColumn])
      expect((await read(named, full)).keys).toEqual([idColumn, tiedColumn])
    })

    test('follow a file with the rows of any export', async () => {
      const columns = [tiedColumn, idColumn]
      const { rows } = await read({ columns }, { start: null, end: instantAt(0) })
      expect(rows.map(([, id]) => id)).toEqual(await idsWhere('TRUE'))
    })

    test('can be estimated', async () => {
      const window = await newerHalf()
      const { rows } = await read({ columns: [idColumn], filters: NOTHING_FITS }, window)
      const request = { filters: NOTHING_FITS, timeZone: 'UTC' }
      const estimate = await database().transaction((transaction) =>
        handler.estimate(request, EVERYTHING, transaction, window),
      )
      expect(estimate).toEqual({ rows: rows.length, basis: 'COUNTED' })
    })

    test('can’t be narrowed by when they were, nor have a heading twice that they need', async () => {
      const filters = { updatedFrom: '2026-01-01', updatedTo: '2026-01-02T00:00:00Z', search: 'a' }
      const taken = { key: tiedColumn, heading: ' change' }
      const request = { filters, columns: [idColumn, taken] }
      const fields = ['filters.updatedFrom', 'filters.updatedTo', 'columns[1].heading']
      expect(handler.validate(request)).toEqual([])
      expect(handler.changesFailures(request)).toMatchObject(
        fields.map((field) => ({ code: 'INVALID_REQUEST', field })),
      )
      for (const start of [instantAt(0), null]) {
        await expect(read(request, { ...AFTER_SAMPLE, start })).rejects.toMatchObject({
          failures: fields.map((field) => ({ field })),
        })
      }
      const idHeading = handler.columns().find(({ key }) => key === idColumn)?.heading ?? ''
      const asId = { key: tiedColumn, heading: idHeading.toUpperCase() }
      expect(handler.changesFailures({ columns: [asId] })).toMatchObject([
        { code: 'INVALID_REQUEST', field: 'columns[0].heading' },
      ])
      expect(handler.changesFailures({ columns: [asId, idColumn] })).toEqual([])
      const absent = { updatedFrom: null, updatedTo: '' }
      expect(handler.changesFailures({ filters: absent, columns: [tiedColumn] })).toEqual([])
    })
  })
}
