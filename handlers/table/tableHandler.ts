/** Makes a handler from the description of a table: what every export type has in common. */
import type { Knex } from 'knex'
import {
  type ChangeWindow,
  ExportFailure,
  type ExportRequestType,
  type Failure,
  FailureCode,
  isTimeZone,
  type RowRequest,
  type Scope,
} from '../../contract/index.ts'
import type { IExportHandler, ResolvedRequest } from '../handler.ts'
import { readRows } from '../reading/index.ts'
import { requesterScope } from '../requesterScope.ts'
import { CHANGE, changesFailures, columnsWithId, describeChanges } from './changesColumns.ts'
import { changesQuery } from './changesQuery.ts'
import { chosenColumns, columnFailures, sortFailures } from './columnChoice.ts'
import { aliasOf, type ColumnOf, exported } from './columns.ts'
import type { AnyTable, ExportTable } from './exportTable.ts'
import type { TableFilter } from './filters.ts'
import { findChoices } from './findChoices.ts'
import {
  type FilterInput,
  filterSchema,
  type ParsedFilters,
  parseFilters,
  type TableFilters,
} from './parseFilters.ts'
import type { Restrictions } from './restrictions.ts'
import { estimateRows } from './rowEstimate.ts'
import { applySort, sortOf } from './rowOrder.ts'
import { type TableRows, tableQuery } from './tableQuery.ts'

export function createTableHandler<
  Join extends string,
  Key extends string,
  Filters extends TableFilters,
  Type extends string = ExportRequestType,
>(
  definition: ExportTable<Join, Key, Filters, Type>,
): IExportHandler<Type, Key, FilterInput<Filters>>
// Aliases are checked above; from here on they are names among others.
export function createTableHandler(table: AnyTable): IExportHandler {
  const { type, roles, columns, filters } = table
  const schema = filterSchema(filters, (filter) => descriptionOf(filter, table))

  /** The values of the filters, and every fault of the whole request. */
  function read(request: RowRequest): ParsedFilters {
    const parsed = parseFilters(schema, filters, request)
    const failures = [
      ...parsed.failures,
      ...columnFailures(request, columns),
      ...sortFailures(request, columns),
      ...timeZoneFailures(request),
    ]
    return { ...parsed, failures }
  }

  function restrictionsOf(
    request: ResolvedRequest,
    scope: Scope,
    changes: ChangeWindow | undefined,
  ): Restrictions {
    const { filters: values = {}, failures } = read(request)
    if (changes) failures.push(...changesFailures(request, table))
    const [first, ...others] = failures
    if (first) throw new ExportFailure([first, ...others])
    return { scope, filters: values, timeZone: request.timeZone, changes }
  }

  return {
    getSupportedType: () => type,
    roles: () => roles,
    columns: () => columns.map((column) => ({ ...exported(column), isDefault: column.isDefault })),
    changes: () => describeChanges(table),
    filterSchema: () => schema,
    validate: (request) => read(request).failures,
    changesFailures: (request) => changesFailures(request, table),
    scopeOf: (requester) => requesterScope(requester, type, roles),
    choices: (filter, search, limit, scope, transaction) =>
      findChoices(filters, { filter, search, limit }, scope, transaction),
    estimate: async (request, scope, transaction, changes) => {
      const { query } = queryRows(table, restrictionsOf(request, scope, changes), [], transaction)
      return await estimateRows(query, table.table, transaction)
    },
    fetch: (request, scope, transaction, changes) => {
      const restrictions = restrictionsOf(request, scope, changes)
      const chosen = changes ? columnsWithId(request, table) : chosenColumns(request, columns)
      const sort = sortOf(request, columns)
      const needed = [...chosen, ...sort].map(({ from }) => from)
      const rows = queryRows(table, restrictions, needed, transaction)
      applySort(rows, sort)
      const { query, change } = rows
      if (change) void query.select(change)
      void query.select(chosen.map(({ from }) => rows.shown(from)))
      const shown = change ? [CHANGE, ...chosen] : chosen
      return { columns: shown.map(exported), blocks: readRows(query, shown, transaction) }
    },
  }
}

function queryRows(
  table: AnyTable,
  restrictions: Restrictions,
  columns: readonly ColumnOf<string>[],
  transaction: Knex.Transaction,
): TableRows {
  const { changes } = restrictions
  return changes && changes.start !== null
    ? changesQuery(table, { ...changes, start: changes.start }, restrictions, columns, transaction)
    : tableQuery(table, restrictions, columns, transaction)
}

/**
 * `Due Date is this day or later. Give a day such as 2026-03-29.` An id is named after what the join
 * over it shows.
 */
function descriptionOf(filter: TableFilter<string>, { columns, joins }: AnyTable): string {
  const names = filter.columns.map((looked) => {
    const alias = Object.keys(joins).find((name) => joins[name]?.equals === looked)
    const shown =
      columns.find(({ from }) => from === looked) ??
      columns.find(({ from }) => aliasOf(from) === alias)
    return shown?.heading ?? looked
  })
  return `${names.join(' or ')} ${filter.meaning}. ${filter.remedy}`
}

function timeZoneFailures({ timeZone }: RowRequest): Failure[] {
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
