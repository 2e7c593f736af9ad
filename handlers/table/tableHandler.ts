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
import type { TableColumn } from './columns.ts'
import type { ExportTable } from './exportTable.ts'
import type { TableFilter } from './filters.ts'
import { type FilterInput, filterSchema, parseFilters, type TableFilters } from './parseFilters.ts'
import { estimateRows } from './rowEstimate.ts'
import { type AnyTable, applySort, type Restrictions, sortOf, tableQuery } from './tableQuery.ts'

export function createTableHandler<
  Join extends string,
  Key extends string,
  Filters extends TableFilters,
  Type extends string = ExportRequestType,
>(
  definition: ExportTable<Join, Key, Filters, Type>,
): IExportHandler<Type, Key, FilterInput<Filters>> {
  const { type, roles, columns, filters } = definition
  // Its aliases were checked above; from here on they are names among others.
  const table = definition as unknown as AnyTable
  const schema = filterSchema(filters, (name) => descriptionOf(filters[name], columns))

  function restrictionsOf(request: ResolvedRequest, scope: Scope): Restrictions {
    const parsed = parseFilters(schema, filters, request)
    if (!parsed.isValid) throw new ExportFailure(parsed.failures)
    return { scope, filters: parsed.filters, timeZone: request.timeZone }
  }

  return {
    getSupportedType: () => type,
    roles: () => roles,
    columns: () => columns.map((column) => ({ ...exported(column), isDefault: column.isDefault })),
    filterSchema: () => schema,
    validate: (request) => [
      ...parseFilters(schema, filters, request).failures,
      ...columnFailures(request, columns),
      ...sortFailures(request, columns),
      ...timeZoneFailures(request),
    ],
    scopeOf: (requester) => requesterScope(requester, type, roles),
    estimate: async (request, scope, transaction) => {
      const query = tableQuery(table, restrictionsOf(request, scope), [], transaction)
      return await estimateRows(query, table.table, transaction)
    },
    fetch: (request, scope, transaction) => {
      const chosen = chosenColumns(request, table.columns)
      const sort = sortOf(request, table.columns)
      const needed = [...chosen, ...sort].map(({ from }) => from)
      const query = tableQuery(table, restrictionsOf(request, scope), needed, transaction)
      applySort(query, sort)
      void query.select(chosen.map(({ from }) => from))
      return { columns: chosen.map(exported), blocks: readRows(query, chosen, transaction) }
    },
  }
}

function exported<Key extends string>({ key, heading, type }: Column<Key>): ExportColumn<Key> {
  return { key, heading, type }
}

/**
 * `Due Date is this day or later. Give a day such as 2026-03-29.` A column that is not exported is
 * named as in the table.
 */
function descriptionOf(
  filter: TableFilter<string> | undefined,
  columns: readonly TableColumn<string>[],
): string {
  if (!filter) return ''
  const names = filter.columns.map((looked) => {
    const shown = columns.find(({ from }) => from === looked)
    return shown?.heading ?? looked.slice(looked.indexOf('.') + 1)
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
