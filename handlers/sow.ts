/** Scopes of work, each with its current version; a scope without one has empty version columns. */
import { ColumnType, ExportRequestType, Role } from '../contract/index.ts'
import { clients, services } from './choices.ts'
import { statusWords } from './statusWords.ts'
import {
  column,
  contains,
  createTableHandler,
  hasId,
  isAtLeast,
  isAtMost,
  isFrom,
  isOneOf,
  isUntil,
  optional,
} from './table/index.ts'

const { TEXT, INTEGER, MONEY, DATE, DATE_TIME } = ColumnType

const STATUSES = ['DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'ARCHIVED']

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
  changedBy: ['row.updatedAt', 'row.deletedAt', 'version.createdAt'],
  columns: [
    column('Services', TEXT, 'service.servicesName'),
    column('Scope Of Work Name', TEXT, 'row.scopeName'),
    column('Uploaded By', TEXT, 'uploader.fullName'),
    column('Uploaded Date', DATE_TIME, 'row.createdAt'),
    column('Updated By', TEXT, 'updater.fullName'),
    column('Updated Date', DATE_TIME, 'row.updatedAt'),
    { ...column('Status', TEXT, 'row.scopeOfWorkStatus'), show: statusWords },
    optional(column('Client', TEXT, 'client.clientName')),
    optional(column('Version', INTEGER, 'version.versionNumber')),
    optional(column('Description', TEXT, 'version.description')),
    optional(column('Effective From', DATE, 'version.effectiveFrom')),
    optional(column('Total Amount', MONEY, 'version.totalAmount')),
    optional(column('Currency', TEXT, 'version.currency')),
    optional(column('Scope Id', TEXT, 'row.id')),
  ],
  filters: {
    search: contains('row.scopeName'),
    status: isOneOf('row.scopeOfWorkStatus', STATUSES),
    clientIds: hasId('row.clientId', { choices: clients }),
    serviceIds: hasId('row.serviceId', { choices: services }),
    createdByIds: hasId('row.createdById'),
    ids: hasId('row.id'),
    createdFrom: isFrom('row.createdAt'),
    createdTo: isUntil('row.createdAt'),
    updatedFrom: isFrom('row.updatedAt'),
    updatedTo: isUntil('row.updatedAt'),
    amountMin: isAtLeast('version.totalAmount'),
    amountMax: isAtMost('version.totalAmount'),
  },
})
