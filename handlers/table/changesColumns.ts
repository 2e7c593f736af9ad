/** The columns of a file of changes: what the request names, and what makes it one. */
import { ColumnType, type Failure, FailureCode, type RowRequest } from '../../contract/index.ts'
import type { ChangesDescription } from '../handler.ts'
import { changedByOf } from './changesQuery.ts'
import { chosenColumns, headingFailures } from './columnChoice.ts'
import { aliasOf, type TableColumn } from './columns.ts'
import type { AnyTable } from './exportTable.ts'
import { fieldOf, givenFilters } from './parseFilters.ts'

/** The first column of a file of changes: what became of the row. */
export const CHANGE = { key: 'change', heading: 'Change', type: ColumnType.TEXT } as const

/** Those that the request names, and the id, by which a file's reader tells the rows apart. */
export function columnsWithId(request: RowRequest, table: AnyTable): TableColumn<string>[] {
  const chosen = chosenColumns(request, table.columns)
  return chosen.some(isId) ? chosen : [...chosen, idColumnOf(table)]
}

function idColumnOf({ type, columns }: AnyTable): TableColumn<string> {
  const found = columns.find(isId)
  if (!found) throw new TypeError(`${type} offers no column from row.id.`)
  return found
}

function isId({ from }: TableColumn<string>): boolean {
  return from === 'row.id'
}

/** As `IExportHandler.changes`. */
export function describeChanges(table: AnyTable): ChangesDescription {
  const changedBy = changedByOf(table).map((column) => {
    const alias = aliasOf(column)
    const join = table.joins[alias]
    const name = `${join?.table ?? table.table}.${column.slice(alias.length + 1)}`
    return join?.only === undefined ? name : `${name} where ${join.only}`
  })
  return { idColumn: idColumnOf(table).key, changedBy }
}

/** As `IExportHandler.changesFailures`. */
export function changesFailures(request: RowRequest, table: AnyTable): Failure[] {
  const named = new Set(chosenColumns(request, table.columns).map(({ key }) => key))
  const added = [CHANGE, ...columnsWithId(request, table)].filter(({ key }) => !named.has(key))
  return [
    ...filterFailures(request, table),
    ...headingFailures(
      request,
      table.columns,
      added.map(({ heading }) => heading),
    ),
  ]
}

function filterFailures(request: RowRequest, table: AnyTable): Failure[] {
  const changedBy = new Set(changedByOf(table))
  return givenFilters(request).flatMap(([name]) => {
    const isOnChange = table.filters[name]?.columns.some((column) => changedBy.has(column)) ?? false
    if (!isOnChange) return []
    const field = fieldOf([name])
    return [
      {
        code: FailureCode.INVALID_REQUEST,
        message: `${field} can't narrow files of changes, which go by when a row changed.`,
        remedy: 'Leave the filter out: each file holds what changed since the one before.',
        field,
      },
    ]
  })
}
