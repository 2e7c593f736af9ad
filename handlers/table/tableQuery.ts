/**
 * The query of an exported table: rows that are not deleted, that the requester may see and that
 * the filters let through, with the joins that are needed and no other.
 */
import type { Knex } from 'knex'
import type { RowRequest, Scope } from '../../contract/index.ts'
import { aliasOf, type ColumnOf, type TableColumn } from './columns.ts'
import type { ExportTable, TableJoin } from './exportTable.ts'
import type { TableFilters } from './parseFilters.ts'
import { restrictToAny } from './restrictToAny.ts'

/** Any table, whatever its aliases. */
export type AnyTable = ExportTable<string, string, TableFilters, string>

export interface Restrictions {
  scope: Scope
  /** Values by name, as the table's schema gives them. */
  filters: Record<string, unknown>
  /** IANA zone in which days are meant. */
  timeZone: string
}

/** The rows, in no order and without columns; `columns` are those that will be asked of them. */
export function tableQuery(
  table: AnyTable,
  { scope, filters, timeZone }: Restrictions,
  columns: readonly ColumnOf<string>[],
  transaction: Knex.Transaction,
): Knex.QueryBuilder {
  const query = transaction.queryBuilder().from(`${table.table} as row`).whereNull('row.deletedAt')
  restrictToScope(query, table, scope)
  const used = Object.entries(table.filters).filter(([name]) => filters[name] !== undefined)
  for (const [name, filter] of used) filter.restrict(query, filters[name], timeZone)
  const needed = [...columns, ...used.flatMap(([, filter]) => filter.columns)].map(aliasOf)
  for (const [alias, join] of joinsOf(needed, table.joins)) addJoin(query, alias, join)
  return query
}

function restrictToScope(query: Knex.QueryBuilder, table: AnyTable, scope: Scope): void {
  if (scope.kind === 'all') return
  restrictToAny(query, 'row.clientId', scope.clientIds)
  if (table.confidential !== undefined && !scope.confidential) {
    void query.where(table.confidential, false)
  }
}

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
 * Nulls come last either way, and the id decides between equals. `updatedAt` is never null: without
 * NULLS LAST its index gives the default order.
 */
export function applySort(query: Knex.QueryBuilder, sort: readonly SortedColumn[]): void {
  if (sort.length === 0) void query.orderByRaw('?? DESC', ['row.updatedAt'])
  for (const { from, direction } of sort) {
    void query.orderByRaw(`?? ${direction} NULLS LAST`, [from])
  }
  void query.orderBy('row.id')
}

/** The joins of these aliases, each after the one that it rests on. */
function joinsOf(
  aliases: readonly string[],
  joins: AnyTable['joins'],
): ReadonlyMap<string, TableJoin<string>> {
  const needed = new Map<string, TableJoin<string>>()
  const need = (alias: string): void => {
    const join = joins[alias]
    if (!join || needed.has(alias)) return
    need(aliasOf(join.equals))
    needed.set(alias, join)
  }
  aliases.forEach(need)
  return needed
}

function addJoin(query: Knex.QueryBuilder, alias: string, join: TableJoin<string>): void {
  void query.leftJoin(`${join.table} as ${alias}`, (clause) => {
    clause.on(`${alias}.${join.column}`, join.equals)
    if (join.only !== undefined) clause.andOnVal(`${alias}.${join.only}`, true)
  })
}
