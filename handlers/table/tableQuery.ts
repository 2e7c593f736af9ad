/**
 * The query of an exported table: rows that are not deleted, that the requester may see and that
 * the filters let through, with the joins that are needed and no other.
 */
import type { Knex } from 'knex'
import type { ColumnOf } from './columns.ts'
import type { AnyTable } from './exportTable.ts'
import { addJoins } from './joins.ts'
import { type Restrictions, restrictToScope, usedFilters } from './restrictions.ts'

/** Rows in no order and without columns yet, and how these are had. */
export interface TableRows {
  query: Knex.QueryBuilder
  /** The value that a row's cell shows of a column. */
  shown(column: ColumnOf<string>): Knex.Raw
  /** When a row changed last, as far as the default order goes. */
  changedAt: Knex.Raw
  /** Which `RowChange` it was; only of a file of changes. */
  change?: Knex.Raw
}

/** `columns` are those that will be asked of the rows. */
export function tableQuery(
  table: AnyTable,
  restrictions: Restrictions,
  columns: readonly ColumnOf<string>[],
  transaction: Knex.Transaction,
): TableRows {
  const query = transaction.queryBuilder().from(`${table.table} as row`).whereNull('row.deletedAt')
  restrictToScope(query, table, restrictions.scope)
  const used = usedFilters(table, restrictions)
  for (const filter of used) filter.restrict(query)
  addJoins(query, table, [...columns, ...used.flatMap((filter) => filter.columns)])
  const shown = (column: ColumnOf<string>) => transaction.raw('??', [column])
  return { query, shown, changedAt: shown('row.updatedAt') }
}
