/** The order of a handler's rows: PostgreSQL's own, NULL last, ties broken by id. */
import { describe, expect, test } from '@jest/globals'
import type { SortChoice } from '../../contract/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { EVERYTHING, readSource, withSource } from './handlerReading.ts'
import type { HandlerWorld } from './handlerWorld.ts'

interface Ordered {
  handler: IExportHandler
  idColumn: string
  tiedColumn: string
  emptyColumns: readonly [string, ...string[]]
  columns: Readonly<Record<string, string>>
}

/** Makes PostgreSQL prefer a parallel scan of any table. */
const PARALLEL = `SELECT set_config(name, '0', true) FROM unnest(ARRAY[
  'parallel_setup_cost', 'parallel_tuple_cost', 'min_parallel_table_scan_size']) AS name`

const DIRECTIONS = ['ASC', 'DESC'] as const

export function describeOrder(contract: Ordered, world: HandlerWorld): void {
  const { handler, idColumn, tiedColumn, columns } = contract
  const [emptyColumn] = contract.emptyColumns
  const { database, idsOf, idsWhere } = world

  function orderBy(sort: SortChoice[]): string {
    const keys = sort.map(({ column, direction }) => `${columns[column]} ${direction} NULLS LAST`)
    return [...keys, 't."id"'].join(', ')
  }

  describe('order', () => {
    test.each(Object.keys(columns))('is by %s, either way, when asked', async (column) => {
      for (const direction of DIRECTIONS) {
        const sort = [{ column, direction }]
        expect(await idsOf({ sort })).toEqual(await idsWhere('TRUE', [], orderBy(sort)))
      }
    })

    test.each(DIRECTIONS)('is by several columns, the first one %s', async (direction) => {
      const sort: SortChoice[] = [
        { column: tiedColumn, direction },
        { column: emptyColumn, direction: direction === 'ASC' ? 'DESC' : 'ASC' },
      ]
      expect(await idsOf({ sort })).toEqual(await idsWhere('TRUE', [], orderBy(sort)))
    })

    test('is the default one when the list is empty', async () => {
      expect(await idsOf({ sort: [] })).toEqual(await idsOf({}))
    })

    test('of ties is by id, each row once, and the same when scans are parallel', async () => {
      const sort: SortChoice[] = [{ column: tiedColumn, direction: 'DESC' }]
      const request = { columns: [tiedColumn, idColumn], sort }
      const rows = await withSource(database(), handler, request, EVERYTHING, readSource)
      expect(new Set(rows.map(([, id]) => id)).size).toBe(rows.length)
      expect(new Set(rows.map(([value]) => value)).size).toBeLessThan(rows.length / 100)
      const unsorted = rows.filter(([value, id], index) => {
        const [before, idBefore] = rows[index - 1] ?? []
        return value === before && String(id) <= String(idBefore)
      })
      expect(unsorted).toEqual([])
      const inParallel = await withSource(
        database(),
        handler,
        request,
        EVERYTHING,
        async (source, transaction) => {
          await transaction.raw(PARALLEL)
          return await readSource(source)
        },
      )
      expect(inParallel).toEqual(rows)
    })

    test.each(DIRECTIONS)('puts NULL last when %s', async (direction) => {
      const request = { columns: [emptyColumn], sort: [{ column: emptyColumn, direction }] }
      const rows = await withSource(database(), handler, request, EVERYTHING, readSource)
      const firstNull = rows.findIndex(([value]) => value === null)
      expect(firstNull).toBeGreaterThan(0)
      expect(rows.slice(firstNull).every(([value]) => value === null)).toBe(true)
    })
  })
}
