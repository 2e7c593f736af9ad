/** The columns of a file of changes: what the request names, and what makes it one. */
import { ColumnType, type Failure, FailureCode, type RowRequest } from '../../contract/index.ts'
import { changedByOf } from './changesQuery.ts'
import { chosenColumns, headingFailures } from './columnChoice.ts'
import type { TableColumn } from './columns.ts'
import type { AnyTable } from './exportTable.ts'
import { fieldOf, givenFilters } from './parseFilters.ts'

/** The first column of a file of changes: what became of the row. */
export const CHANGE = { key: 'change', heading: 'Change', type: ColumnType.TEXT } as const

/** Those that the request names, and the id, by which a file's reader tells the rows apart. */
export function columnsWithId(request: RowRequest, { columns }: AnyTable): TableColumn<string>[] {
  const chosen = chosenColumns(request, columns)
  return chosen.some(isId) ? chosen : [...chosen, ...columns.filter(isId).slice(0, 1)]
}

function isId({ from }: TableColumn<string>): boolean {
  return from === 'row.id'
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
