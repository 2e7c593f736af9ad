/** Which rows of a table a request may have, and which it asks for. */
import type { Knex } from 'knex'
import type { ChangeWindow, Scope } from '../../contract/index.ts'
import type { ColumnOf } from './columns.ts'
import type { AnyTable } from './exportTable.ts'
import { restrictToAny } from './restrictToAny.ts'

export interface Restrictions {
  scope: Scope
  /** Values by name, as the table's schema gives them. */
  filters: Record<string, unknown>
  /** IANA zone in which days are meant. */
  timeZone: string
  /** Where the rows are for a file of changes, or for one that such files follow. */
  changes: ChangeWindow | undefined
}

/** A filter with the value that it is given. */
export interface UsedFilter {
  /** What its condition looks at. */
  columns: readonly ColumnOf<string>[]
  restrict(query: Knex.QueryBuilder): void
}

export function usedFilters(table: AnyTable, { filters, timeZone }: Restrictions): UsedFilter[] {
  const used = Object.entries(table.filters).filter(([name]) => filters[name] !== undefined)
  return used.map(([name, filter]) => ({
    columns: filter.columns,
    restrict: (query) => filter.restrict(query, filters[name], timeZone),
  }))
}

export function restrictToScope(query: Knex.QueryBuilder, table: AnyTable, scope: Scope): void {
  if (scope.kind === 'all') return
  restrictToAny(query, 'row.clientId', scope.clientIds)
  if (table.confidential !== undefined && !scope.confidential) {
    void query.where(table.confidential, false)
  }
}
