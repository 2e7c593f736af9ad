/** Requests for proposal. Confidential ones are for staff: a client's user never sees them. */
import { ColumnType, ExportRequestType, Role } from '../contract/index.ts'
import { clients, services } from './choices.ts'
import { statusWords } from './statusWords.ts'
import {
  column,
  contains,
  createTableHandler,
  hasFlag,
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

const { TEXT, INTEGER, MONEY, DATE, DATE_TIME, BOOLEAN } = ColumnType

const STATUSES = ['DRAFT', 'OPEN', 'CLOSED', 'AWARDED', 'CANCELLED']

export const rfpHandler = createTableHandler({
  type: ExportRequestType.RFP,
  roles: [Role.ADMIN, Role.STAFF, Role.CLIENT],
  table: 'Rfp',
  confidential: 'row.isConfidential',
  joins: {
    client: { table: 'Client', column: 'id', equals: 'row.clientId' },
    service: { table: 'Services', column: 'id', equals: 'row.serviceId' },
    uploader: { table: 'Users', column: 'id', equals: 'row.createdById' },
    updater: { table: 'Users', column: 'id', equals: 'row.modifiedById' },
  },
  columns: [
    column('RFP Number', TEXT, 'row.rfpNumber'),
    column('Title', TEXT, 'row.title'),
    column('Client', TEXT, 'client.clientName'),
    column('Services', TEXT, 'service.servicesName'),
    { ...column('Status', TEXT, 'row.rfpStatus'), show: statusWords },
    column('Due Date', DATE, 'row.dueDate'),
    column('Budget', MONEY, 'row.budgetAmount'),
    column('Currency', TEXT, 'row.currency'),
    column('Bids', INTEGER, 'row.bidCount'),
    column('Confidential', BOOLEAN, 'row.isConfidential'),
    column('Awarded To', TEXT, 'row.awardedTo'),
    column('Issued', DATE_TIME, 'row.issuedAt'),
    column('Uploaded By', TEXT, 'uploader.fullName'),
    column('Uploaded Date', DATE_TIME, 'row.createdAt'),
    column('Updated By', TEXT, 'updater.fullName'),
    column('Updated Date', DATE_TIME, 'row.updatedAt'),
    optional(column('RFP Id', TEXT, 'row.id')),
  ],
  filters: {
    search: contains('row.title', 'row.rfpNumber'),
    status: isOneOf('row.rfpStatus', STATUSES),
    clientIds: hasId('row.clientId', { choices: clients }),
    serviceIds: hasId('row.serviceId', { choices: services }),
    createdByIds: hasId('row.createdById'),
    ids: hasId('row.id'),
    createdFrom: isFrom('row.createdAt'),
    createdTo: isUntil('row.createdAt'),
    updatedFrom: isFrom('row.updatedAt'),
    updatedTo: isUntil('row.updatedAt'),
    dueFrom: isOnOrAfter('row.dueDate'),
    dueTo: isOnOrBefore('row.dueDate'),
    amountMin: isAtLeast('row.budgetAmount'),
    amountMax: isAtMost('row.budgetAmount'),
    isConfidential: hasFlag('row.isConfidential'),
  },
})
