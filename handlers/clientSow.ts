/**
 * Clients' scopes of work: what a client agreed to, with name, service and current version of the
 * scope of work behind it, even where that one is deleted. Whose row it is, the client scope says.
 */
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
  isOnOrAfter,
  isOnOrBefore,
  isUntil,
  optional,
} from './table/index.ts'

const { TEXT, INTEGER, MONEY, DATE, DATE_TIME } = ColumnType

const STATUSES = ['PROPOSED', 'SIGNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED']

export const clientSowHandler = createTableHandler({
  type: ExportRequestType.CLIENT_SOW,
  roles: [Role.ADMIN, Role.STAFF, Role.CLIENT],
  table: 'ClientScopeOfWork',
  joins: {
    client: { table: 'Client', column: 'id', equals: 'row.clientId' },
    scope: { table: 'ScopeOfWork', column: 'id', equals: 'row.scopeOfWorkId' },
    service: { table: 'Services', column: 'id', equals: 'scope.serviceId' },
    uploader: { table: 'Users', column: 'id', equals: 'row.createdById' },
    updater: { table: 'Users', column: 'id', equals: 'row.modifiedById' },
    version: {
      table: 'ScopeOfWorkVersion',
      column: 'scopeOfWorkId',
      equals: 'row.scopeOfWorkId',
      only: 'isCurrent',
    },
  },
  changedBy: ['row.updatedAt', 'row.deletedAt', 'scope.updatedAt', 'version.createdAt'],
  columns: [
    column('Client', TEXT, 'client.clientName'),
    column('Services', TEXT, 'service.servicesName'),
    column('Scope Of Work Name', TEXT, 'scope.scopeName'),
    column('Client Reference', TEXT, 'row.clientReference'),
    column('Agreed Amount', MONEY, 'row.agreedAmount'),
    column('Currency', TEXT, 'row.currency'),
    column('Start Date', DATE, 'row.startDate'),
    column('End Date', DATE, 'row.endDate'),
    column('Signed', DATE_TIME, 'row.signedAt'),
    { ...column('Status', TEXT, 'row.clientStatus'), show: statusWords },
    column('Uploaded By', TEXT, 'uploader.fullName'),
    column('Uploaded Date', DATE_TIME, 'row.createdAt'),
    column('Updated By', TEXT, 'updater.fullName'),
    column('Updated Date', DATE_TIME, 'row.updatedAt'),
    optional(column('Version', INTEGER, 'version.versionNumber')),
    optional(column('Description', TEXT, 'version.description')),
    optional(column('Client Scope Id', TEXT, 'row.id')),
  ],
  filters: {
    search: contains('scope.scopeName', 'row.clientReference'),
    status: isOneOf('row.clientStatus', STATUSES),
    clientIds: hasId('row.clientId', { choices: clients }),
    serviceIds: hasId('scope.serviceId', { choices: services }),
    createdByIds: hasId('row.createdById'),
    ids: hasId('row.id'),
    createdFrom: isFrom('row.createdAt'),
    createdTo: isUntil('row.createdAt'),
    updatedFrom: isFrom('row.updatedAt'),
    updatedTo: isUntil('row.updatedAt'),
    startFrom: isOnOrAfter('row.startDate'),
    startTo: isOnOrBefore('row.startDate'),
    amountMin: isAtLeast('row.agreedAmount'),
    amountMax: isAtMost('row.agreedAmount'),
  },
})
