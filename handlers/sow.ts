/** Scopes of work, each with its current version; a scope without one has empty version columns. */
import { z } from 'zod'
import { ColumnType, ExportRequestType, Role } from '../contract/index.ts'
import { contains, isOneOf, isWithin } from './conditions.ts'
import { ids, moment, searchText, statuses } from './filterSchemas.ts'
import { statusWords } from './statusWords.ts'
import { column, optional } from './tableColumn.ts'
import { createTableHandler } from './tableHandler.ts'

const { TEXT, INTEGER, MONEY, DATE, DATE_TIME } = ColumnType

const STATUSES = ['DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'ARCHIVED'] as const

export const sowHandler = createTableHandler({
  type: ExportRequestType.SOW,
  roles: [Role.ADMIN, Role.STAFF],
  table: 'ScopeOfWork',
  joins: {
    service: { table: 'Services', column: 'id', equals: 'row.serviceId' },
    client: { table: 'Client', column: 'id', equals: 'row.clientId' },
    uploader: { table: 'Users', column: 'id', equals: 'row.createdById' },
    updater: { table: 'Users', column: 'id', equals: 'row.modifiedById' },
    version: {
      table: 'ScopeOfWorkVersion',
      column: 'scopeOfWorkId',
      equals: 'row.id',
      only: 'isCurrent',
    },
  },
  columns: [
    column('Services', TEXT, 'service.servicesName', 'service'),
    column('Scope Of Work Name', TEXT, 'row.scopeName'),
    column('Uploaded By', TEXT, 'uploader.fullName', 'uploader'),
    column('Uploaded Date', DATE_TIME, 'row.createdAt'),
    column('Updated By', TEXT, 'updater.fullName', 'updater'),
    column('Updated Date', DATE_TIME, 'row.updatedAt'),
    { ...column('Status', TEXT, 'row.scopeOfWorkStatus'), show: statusWords },
    optional(column('Client', TEXT, 'client.clientName', 'client')),
    optional(column('Version', INTEGER, 'version.versionNumber', 'version')),
    optional(column('Description', TEXT, 'version.description', 'version')),
    optional(column('Effective From', DATE, 'version.effectiveFrom', 'version')),
    optional(column('Total Amount', MONEY, 'version.totalAmount', 'version')),
    optional(column('Currency', TEXT, 'version.currency', 'version')),
    optional(column('Scope Id', TEXT, 'row.id')),
  ],
  filters: z.strictObject({
    search: searchText,
    status: statuses(STATUSES),
    clientIds: ids,
    serviceIds: ids,
    createdFrom: moment,
    createdTo: moment,
    updatedFrom: moment,
    updatedTo: moment,
  }),
  where: (query, filters, timeZone) => {
    contains(query, ['row.scopeName'], filters.search)
    isOneOf(query, 'row.scopeOfWorkStatus', filters.status)
    isOneOf(query, 'row.clientId', filters.clientIds)
    isOneOf(query, 'row.serviceId', filters.serviceIds)
    const { createdFrom, createdTo, updatedFrom, updatedTo } = filters
    isWithin(query, 'row.createdAt', { from: createdFrom, to: createdTo, timeZone })
    isWithin(query, 'row.updatedAt', { from: updatedFrom, to: updatedTo, timeZone })
  },
})
