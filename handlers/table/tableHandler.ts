/** Makes a handler from the description of a table: what every export type has in common. */
import {
  type Column,
  type ExportColumn,
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
import { chosenColumns, columnFailures, sortFailures } from './columnChoice.ts'
import { aliasOf } from './columns.ts'
import type { ExportTable } from './exportTable.ts'
import type { TableFilter } from './filters.ts'
import { findChoices } from './findChoices.ts'
import {
  type FilterInput,
  filterSchema,
  type ParsedFilters,
  parseFilters,
  type TableFilters,
} from './parseFilters.ts'
import { estimateRows } from './rowEstimate.ts'
import { type AnyTable, applySort, type Restrictions, sortOf, tableQuery } from './tableQuery.ts'

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

  function restrictionsOf(request: ResolvedRequest, scope: Scope): Restrictions {
    const { filters: values = {}, failures } = read(request)
    const [first, ...others] = failures
    if (first) throw new ExportFailure([first, ...others])
    return { scope, filters: values, timeZone: request.timeZone }
  }

  return {
    getSupportedType: () => type,
    roles: () => roles,
    columns: () => columns.map((column) => ({ ...exported(column), isDefault: column.isDefault })),
    filterSchema: () => schema,
    validate: (request) => read(request).failures,
    scopeOf: (requester) => requesterScope(requester, type, roles),
    choices: (filter, search, limit, scope, transaction) =>
      findChoices(filters, { filter, search, limit }, scope, transaction),
    estimate: async (request, scope, transaction) => {
      const query = tableQuery(table, restrictionsOf(request, scope), [], transaction)
      return await estimateRows(query, table.table, transaction)
    },
    fetch: (request, scope, transaction) => {
      const restrictions = restrictionsOf(request, scope)
      const chosen = chosenColumns(request, columns)
      const sort = sortOf(request, columns)
      const needed = [...chosen, ...sort].map(({ from }) => from)
      const query = tableQuery(table, restrictions, needed, transaction)
      applySort(query, sort)
      void query.select(chosen.map(({ from }) => from))
      return { columns: chosen.map(exported), blocks: readRows(query, chosen, transaction) }
    },
  }
}

function exported({ key, heading, type }: Column): ExportColumn {
  return { key, heading, type }
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
