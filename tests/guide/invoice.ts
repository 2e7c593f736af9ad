/** Invoices to clients, drafts included; whose row it is, its `clientId` says. */
import { ColumnType, Role } from '../../contract/index.ts'
import { clients } from '../../handlers/choices.ts'
import { statusWords } from '../../handlers/statusWords.ts'
import {
  beginsWith,
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
} from './table.ts'

const { TEXT, INTEGER, MONEY, DATE, DATE_TIME, BOOLEAN, JSON } = ColumnType

const STATUSES = ['DRAFT', 'SENT', 'PAST_DUE']

export const invoiceHandler = createTableHandler({
  type: 'INVOICE',
  roles: [Role.ADMIN, Role.STAFF, Role.CLIENT],
  table: 'Invoice',
  joins: {
    client: { table: 'Client', column: 'id', equals: 'row.clientId' },
    uploader: { table: 'Users', column: 'id', equals: 'row.createdById' },
    updater: { table: 'Users', column: 'id', equals: 'row.modifiedById' },
  },
  columns: [
    column('Invoice Number', TEXT, 'row.invoiceNumber'),
    column('Client', TEXT, 'client.clientName'),
    { ...column('Status', TEXT, 'row.invoiceStatus'), show: statusWords },
    column('Amount', MONEY, 'row.amount'),
    column('Currency', TEXT, 'row.currency'),
    column('Issued On', DATE, 'row.issuedOn'),
    column('Paid', BOOLEAN, 'row.isPaid'),
    column('Paid Date', DATE_TIME, 'row.paidAt'),
    column('Uploaded By', TEXT, 'uploader.fullName'),
    column('Uploaded Date', DATE_TIME, 'row.createdAt'),
    column('Updated By', TEXT, 'updater.fullName'),
    column('Updated Date', DATE_TIME, 'row.updatedAt'),
    optional(column('Pages', INTEGER, 'row.pageCount')),
    optional(column('Lines', JSON, 'row.lines')),
    optional(column('Invoice Id', TEXT, 'row.id')),
  ],
  filters: {
    search: contains('row.invoiceNumber'),
    status: isOneOf('row.invoiceStatus', STATUSES),
    clientIds: hasId('row.clientId', { choices: clients }),
    createdByIds: hasId('row.createdById'),
    ids: hasId('row.id'),
    createdFrom: isFrom('row.createdAt'),
    createdTo: isUntil('row.createdAt'),
    updatedFrom: isFrom('row.updatedAt'),
    updatedTo: isUntil('row.updatedAt'),
    issuedFrom: isOnOrAfter('row.issuedOn'),
    issuedTo: isOnOrBefore('row.issuedOn'),
    amountMin: isAtLeast('row.amount'),
    amountMax: isAtMost('row.amount'),
    pagesMin: isAtLeast('row.pageCount'),
    isPaid: hasFlag('row.isPaid'),
    numberPrefix: beginsWith('row.invoiceNumber'),
  },
})
