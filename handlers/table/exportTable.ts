/** How an export type is described by its table: what each handler's file is made of. */
import type { ExportRequestType, Role } from '../../contract/index.ts'
import type { ColumnOf, TableColumn } from './columns.ts'
import type { TableFilters } from './parseFilters.ts'

/** At most one row of another table for each row; none leaves its columns empty. */
export interface TableJoin<Alias extends string> {
  table: string
  /** Column of the other table … */
  column: string
  /** … that equals this one, of the table itself or of another join. */
  equals: ColumnOf<Alias>
  /** Boolean column of the other table that must be true. */
  only?: string
}

/**
 * The table's own alias is `row`; it has `id`, `clientId`, `createdAt`, `updatedAt` and `deletedAt`. A
 * column of an alias that is neither `row` nor a join does not compile.
 */
export interface ExportTable<
  Join extends string,
  Key extends string,
  Filters extends TableFilters,
  Type extends string = ExportRequestType,
> {
  type: Type
  /** Roles that may export the type. */
  roles: readonly Role[]
  table: string
  /** Boolean column; rows where it is true are for those alone who may see confidential ones. */
  confidential?: ColumnOf<'row'>
  /** By alias; added to the query only when a column, the sort or a filter needs them. */
  joins: Record<Join, TableJoin<NoInfer<Join> | 'row'>>
  /**
   * When what the columns show has changed: the latest of these instants. Default: `updatedAt` and
   * `deletedAt` of the table itself.
   */
  changedBy?: readonly ColumnOf<NoInfer<Join> | 'row'>[]
  /** In default order; the one from `row.id` is in every file of changes. */
  columns: readonly TableColumn<NoInfer<Join> | 'row', Key>[]
  filters: Filters & TableFilters<NoInfer<Join> | 'row'>
}

/** Any table, whatever its aliases. */
export type AnyTable = ExportTable<string, string, TableFilters, string>
