/**
 * Makes a handler from the description of a table: what every export type has in common. The
 * table's own alias is `row`; it has `id`, `clientId`, `updatedAt` and `deletedAt`.
 */
import type { Knex } from 'knex'
import type { z } from 'zod'
import {
  type Column,
  type ExportColumn,
  ExportFailure,
  type ExportRequest,
  type ExportRequestType,
  type Failure,
  FailureCode,
  isTimeZone,
  type Role,
  type Scope,
} from '../contract/index.ts'
import { chosenColumns, columnFailures, sortFailures } from './columnChoice.ts'
import { isOneOf } from './conditions.ts'
import type { IExportHandler } from './handler.ts'
import { type FilterShape, parseFilters } from './parseFilters.ts'
import { requesterScope } from './requesterScope.ts'
import { readRows } from './rowReader.ts'
import type { TableColumn } from './tableColumn.ts'

/** At most one row of another table for each row; none leaves its columns empty. */
export interface TableJoin {
  table: string
  /** Column of the other table … */
  column: string
  /** … that equals this `alias.column`. */
  equals: string
  /** Boolean column of the other table that must be true. */
  only?: string
}

export interface ExportTable<Shape extends FilterShape, Join extends string> {
  type: ExportRequestType
  /** Roles that may export the type. */
  roles: readonly Role[]
  table: string
  /** By alias; added to the query only when a chosen or sorted column needs them. */
  joins: Record<Join, TableJoin>
  /** In default order. */
  columns: readonly TableColumn<Join>[]
  /** Each filter described by what it allows. */
  filters: z.ZodObject<Shape>
  /** Adds the filters' conditions; days are meant in the time zone. */
  where(query: Knex.QueryBuilder, filters: FiltersOf<Shape>, timeZone: string): void
}

/** Filters of a request as the table's schema gives them. */
type FiltersOf<Shape extends FilterShape> = z.output<z.ZodObject<Shape>>

export function createTableHandler<Shape extends FilterShape, Join extends string>(
  definition: ExportTable<Shape, Join>,
): IExportHandler<FiltersOf<Shape>> {
  const { type, columns } = definition
  const filtersOf = (request: ExportRequest): FiltersOf<Shape> => {
    const parsed = parseFilters(definition.filters, request)
    if (parsed.isValid) return parsed.filters
    throw new ExportFailure(parsed.failures)
  }
  return {
    getSupportedType: () => type,
    columns: () => columns.map((column) => ({ ...exported(column), isDefault: column.isDefault })),
    validate: (request) => [
      ...parseFilters(definition.filters, request).failures,
      ...columnFailures(request, columns),
      ...sortFailures(request, columns),
      ...timeZoneFailures(request),
    ],
    parseFilters: filtersOf,
    scopeOf: (requester) => requesterScope(requester, type, definition.roles),
    fetch: (request, scope, transaction) => {
      const chosen = chosenColumns(request, columns)
      const query = scopedQuery(definition.table, scope, transaction)
      definition.where(query, filtersOf(request), request.timeZone)
      const sorted = applySort(query, request, columns)
      for (const alias of joinsOf([...chosen, ...sorted])) {
        addJoin(query, alias, definition.joins[alias])
      }
      void query.select(chosen.map(({ from }) => from))
      return {
        columns: chosen.map(exported),
        blocks: readRows(query, chosen, transaction),
      }
    },
  }
}

function exported({ key, heading, type }: Column): ExportColumn {
  return { key, heading, type }
}

/** The base of every query: rows that are not deleted and that the requester may see. */
function scopedQuery(
  table: string,
  scope: Scope,
  transaction: Knex.Transaction,
): Knex.QueryBuilder {
  const query = transaction.queryBuilder().from(`${table} as row`).whereNull('row.deletedAt')
  if (scope.kind === 'clients') isOneOf(query, 'row.clientId', scope.clientIds)
  return query
}

/**
 * Nulls come last either way, and the id decides between equals. `updatedAt` is never null: without
 * NULLS LAST its index gives the default order. Answers with the columns sorted by.
 */
function applySort<Join extends string>(
  query: Knex.QueryBuilder,
  request: ExportRequest,
  columns: readonly TableColumn<Join>[],
): TableColumn<Join>[] {
  const sort = request.sort ?? []
  if (sort.length === 0) void query.orderByRaw('?? DESC', ['row.updatedAt'])
  const sorted = sort.flatMap(({ column: key, direction }) => {
    const column = columns.find((candidate) => candidate.key === key)
    if (!column) return []
    const order = direction === 'ASC' ? 'ASC' : 'DESC'
    void query.orderByRaw(`?? ${order} NULLS LAST`, [column.from])
    return [column]
  })
  void query.orderBy('row.id')
  return sorted
}

function joinsOf<Join extends string>(columns: readonly TableColumn<Join>[]): Set<Join> {
  return new Set(columns.flatMap(({ join }) => (join === undefined ? [] : [join])))
}

function addJoin(query: Knex.QueryBuilder, alias: string, join: TableJoin): void {
  void query.leftJoin(`${join.table} as ${alias}`, (clause) => {
    clause.on(`${alias}.${join.column}`, join.equals)
    if (join.only !== undefined) clause.andOnVal(`${alias}.${join.only}`, true)
  })
}

function timeZoneFailures({ timeZone }: ExportRequest): Failure[] {
  if (timeZone === undefined || isTimeZone(timeZone)) return []
  return [
    {
      code: FailureCode.INVALID_REQUEST,
      message: 'timeZone is unknown.',
      remedy: 'Give the IANA name of a time zone, such as Europe/Berlin.',
      field: 'timeZone',
    },
  ]
}
