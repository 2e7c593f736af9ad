/** The order of a table's rows: as the request says, else newest change first, and the id decides. */
import type { RowRequest } from '../../contract/index.ts'
import type { ColumnOf, TableColumn } from './columns.ts'
import type { TableRows } from './tableQuery.ts'

/** A column to sort by, and which way. */
export interface SortedColumn {
  from: ColumnOf<string>
  direction: 'ASC' | 'DESC'
}

/** What the request sorts by; empty for the default order. */
export function sortOf(
  request: RowRequest,
  columns: readonly TableColumn<string>[],
): SortedColumn[] {
  return (request.sort ?? []).map(({ column: key, direction }) => {
    const from = columns.find((column) => column.key === key)?.from
    if (from === undefined) throw new TypeError('The sort was not checked.')
    return { from, direction: direction === 'ASC' ? 'ASC' : 'DESC' }
  })
}

/**
 * By what the cells show; nulls come last either way, and the id decides between equals. When a row
 * changed is never null: without NULLS LAST an index gives the default order.
 */
export function applySort(rows: TableRows, sort: readonly SortedColumn[]): void {
  const { query } = rows
  if (sort.length === 0) void query.orderByRaw('? DESC', [rows.changedAt])
  for (const { from, direction } of sort) {
    void query.orderByRaw(`? ${direction} NULLS LAST`, [rows.shown(from)])
  }
  void query.orderBy('row.id')
}
