/** The columns of a handler: which are exported, what they are called, and every value in them. */
import { describe, expect, test } from '@jest/globals'
import { assertNever, ColumnType } from '../../contract/index.ts'
import { type Cell, valuesKind } from '../../contract/rows/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { EVERYTHING, readRows, withSource } from './handlerReading.ts'
import type { HandlerWorld } from './handlerWorld.ts'

interface Columns {
  handler: IExportHandler
  table: string
  idColumn: string
  tiedColumn: string
  emptyColumns: readonly string[]
  columns: Readonly<Record<string, string>>
  shown?: Readonly<Record<string, string | undefined>>
}

export function describeColumns(contract: Columns, world: HandlerWorld): void {
  const { handler, table, idColumn, tiedColumn, emptyColumns } = contract
  const { database } = world

  /** Every cell as PostgreSQL itself computes it, without the exporter's parsers and joins. */
  async function storedCells(): Promise<string[]> {
    const cells = handler.columns().map(({ key, type }) => {
      const shown = contract.shown?.[key]
      return shown ?? cellOf(type, contract.columns[key] ?? '')
    })
    const { rows } = await database().raw<{ rows: { cells: Cell[] }[] }>(
      `SELECT json_build_array(${cells.join(', ')}) AS cells FROM "${table}" t
       WHERE t."deletedAt" IS NULL ORDER BY t."updatedAt" DESC, t."id"`,
    )
    return rows.map((row) => JSON.stringify(row.cells))
  }

  describe('columns', () => {
    test('have every value as it is stored', async () => {
      const columns = handler.columns().map(({ key }) => key)
      const exported = await readRows(database(), handler, { columns })
      // As texts: comparing the values themselves takes jest some seconds.
      expect(exported.map((cells) => JSON.stringify(cells))).toEqual(await storedCells())
      const empty = columns.filter((_, at) => exported.some((cells) => cells[at] === null))
      const full = columns.filter((_, at) => exported.some((cells) => cells[at] !== null))
      expect(new Set(empty)).toEqual(new Set(emptyColumns))
      expect(full).toEqual(columns)
    })

    test('are the default ones when none are named', async () => {
      const defaults = handler.columns().filter(({ isDefault }) => isDefault)
      await withSource(database(), handler, {}, EVERYTHING, async ({ columns }) => {
        expect(columns).toEqual(defaults.map(({ key, heading, type }) => ({ key, heading, type })))
      })
    })

    test('that do not exist are refused by a fetch as well, like sorts and filters', async () => {
      for (const wrong of [
        { columns: ['nothing'] },
        { sort: [{ column: 'nothing', direction: 'ASC' as const }] },
        { filters: { nothing: 1 } },
      ]) {
        const fetched = readRows(database(), handler, wrong)
        await expect(fetched).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
      }
    })

    test('come in the order and with the headings that the request names', async () => {
      const columns = [{ key: tiedColumn, heading: 'State "now"' }, idColumn]
      await withSource(database(), handler, { columns }, EVERYTHING, async (source) => {
        expect(source.columns.map(({ key }) => key)).toEqual([tiedColumn, idColumn])
        expect(source.columns[0]?.heading).toBe('State "now"')
      })
    })

    test('can each be read alone, as its type says', async () => {
      for (const { key, type } of handler.columns()) {
        const request = { columns: [key] }
        await withSource(database(), handler, request, EVERYTHING, async ({ blocks }) => {
          for await (const { columns } of blocks) {
            expect(columns.map(({ kind }) => kind)).toEqual([valuesKind(type)])
            break
          }
        })
      }
    })
  })
}

/** A value in SQL as the JSON of its cell: exact digits as a text, days and milliseconds since 1970. */
function cellOf(type: ColumnType, value: string): string {
  switch (type) {
    case ColumnType.TEXT:
    case ColumnType.BOOLEAN:
      return value
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
    case ColumnType.JSON:
      return `(${value})::text`
    case ColumnType.DATE:
      return `${value} - date '1970-01-01'`
    case ColumnType.DATE_TIME:
      return `floor(extract(epoch FROM ${value}) * 1000)`
    default:
      return assertNever(type)
  }
}
