/**
 * The query of a file of changes: rows of the scope that changed in a window, those among them that
 * are deleted or do not fit the filters with nothing but their ids.
 */
import type { Knex } from 'knex'
import type { ChangeWindow } from '../../contract/index.ts'
import { RowChange } from '../handler.ts'
import type { ColumnOf } from './columns.ts'
import type { AnyTable } from './exportTable.ts'
import { addJoins } from './joins.ts'
import { type Restrictions, restrictToScope, type UsedFilter, usedFilters } from './restrictions.ts'
import type { TableRows } from './tableQuery.ts'

/** A window that does not hold every row; instants as ISO texts, to the microsecond. */
type Between = { [End in keyof ChangeWindow]: string }

/** What no change touches, in every table: a row that a filter on it refuses never was in a file. */
const NEVER_CHANGING: ReadonlySet<ColumnOf<string>> = new Set([
  'row.id',
  'row.createdAt',
  'row.createdById',
] as const)

/** By which columns a table tells when a row changed. */
export function changedByOf({ changedBy }: AnyTable): readonly ColumnOf<string>[] {
  return changedBy ?? ['row.updatedAt', 'row.deletedAt']
}

/** `columns` are those that will be asked of the rows. */
export function changesQuery(
  table: AnyTable,
  { start, end }: Between,
  restrictions: Restrictions,
  columns: readonly ColumnOf<string>[],
  transaction: Knex.Transaction,
): TableRows {
  const query = transaction.queryBuilder().from(`${table.table} as row`)
  restrictToScope(query, table, restrictions.scope)
  const used = usedFilters(table, restrictions)
  const { outright = [], others = [] } = Object.groupBy(used, (filter) =>
    filter.columns.every((column) => NEVER_CHANGING.has(column)) ? 'outright' : 'others',
  )
  for (const filter of outright) filter.restrict(query)
  const changedBy = changedByOf(table)
  addJoins(query, table, [...columns, ...changedBy, ...used.flatMap((filter) => filter.columns)])
  // Once a row, however many columns ask; and like any WHERE it takes NULL for a no.
  void query.joinRaw('LEFT JOIN LATERAL :fits AS "fitting" ON true', {
    fits: fitting(others, transaction),
  })
  const changedAt = latestOf(changedBy, transaction)
  void query.whereRaw('? >= ?::timestamptz', [changedAt, start])
  void query.whereRaw('? < ?::timestamptz', [changedAt, end])
  const shown = (column: ColumnOf<string>) =>
    column === 'row.id'
      ? transaction.raw('??', [column])
      : transaction.raw('CASE WHEN ?? THEN ?? END', ['fitting.fits', column])
  return { query, shown, changedAt, change: changeOf({ start, end }, transaction) }
}

function fitting(filters: readonly UsedFilter[], transaction: Knex.Transaction): Knex.QueryBuilder {
  const query = transaction.queryBuilder().select(transaction.raw('true AS ??', ['fits']))
  for (const filter of filters) filter.restrict(query)
  return query
}

/** Of those that are not NULL. */
function latestOf(columns: readonly ColumnOf<string>[], transaction: Knex.Transaction): Knex.Raw {
  return transaction.raw(`greatest(${columns.map(() => '??').join(', ')})`, [...columns])
}

function changeOf({ start, end }: Between, transaction: Knex.Transaction): Knex.Raw {
  return transaction.raw(
    `CASE WHEN ?? IS NOT NULL THEN '${RowChange.DELETED}'
      WHEN ?? IS NULL THEN '${RowChange.REMOVED}'
      WHEN ?? >= ?::timestamptz AND ?? < ?::timestamptz THEN '${RowChange.CREATED}'
      ELSE '${RowChange.UPDATED}' END`,
    ['row.deletedAt', 'fitting.fits', 'row.createdAt', start, 'row.createdAt', end],
  )
}
