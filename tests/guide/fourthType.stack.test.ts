import { Role } from '../../contract/index.ts'
import { describeHandler } from '../contracts/handlerContract.ts'
import { lookup } from '../contracts/handlerSql.ts'
import { invoiceHandler } from './invoice.ts'
import { createInvoices } from './invoiceTable.ts'

const CLIENT_A = 'c0000001-0000-4000-8000-000000000000'
const CLIENT_B = 'c0000002-0000-4000-8000-000000000000'
const USER_7 = 'a0000007-0000-4000-8000-000000000000'
const INVOICE_1 = '10000001-0000-4000-8000-000000000000'

describeHandler({
  handler: invoiceHandler,
  prepare: createInvoices,
  table: 'Invoice',
  roles: [Role.ADMIN, Role.STAFF, Role.CLIENT],
  idColumn: 'invoiceId',
  tiedColumn: 'status',
  emptyColumns: ['paidDate', 'updatedBy', 'lines'],
  columns: {
    invoiceNumber: 't."invoiceNumber"',
    client: lookup('Client', 'clientName', 't."clientId"'),
    status: 't."invoiceStatus"',
    amount: 't."amount"',
    currency: 't."currency"',
    issuedOn: 't."issuedOn"',
    paid: 't."isPaid"',
    paidDate: 't."paidAt"',
    uploadedBy: lookup('Users', 'fullName', 't."createdById"'),
    uploadedDate: 't."createdAt"',
    updatedBy: lookup('Users', 'fullName', 't."modifiedById"'),
    updatedDate: 't."updatedAt"',
    pages: 't."pageCount"',
    lines: 't."lines"',
    invoiceId: 't."id"',
  },
  shown: {
    status: `CASE t."invoiceStatus" WHEN 'DRAFT' THEN 'Draft' WHEN 'SENT' THEN 'Sent'
      WHEN 'PAST_DUE' THEN 'Past due' END`,
  },
  searched: [{ table: 'Invoice', column: 'invoiceNumber', id: 't."id"' }],
  textFilters: { numberPrefix: `starts_with(t."invoiceNumber", ?)` },
  choices: {
    clientIds: { table: 'Client', name: 'clientName', ofClients: 'o."id" = ANY (?)' },
  },
  filters: {
    search: [{ value: 'inv-0012', where: `starts_with(t."invoiceNumber", 'INV-0012')` }],
    status: [
      { value: 'DRAFT', where: `t."invoiceStatus" = 'DRAFT'` },
      { value: ['DRAFT', 'SENT'], where: `t."invoiceStatus" IN ('DRAFT', 'SENT')` },
    ],
    clientIds: [
      { value: CLIENT_A, where: `t."clientId" = '${CLIENT_A}'` },
      { value: [CLIENT_A, CLIENT_B], where: `t."clientId" IN ('${CLIENT_A}', '${CLIENT_B}')` },
    ],
    createdByIds: [{ value: USER_7, where: `t."createdById" = '${USER_7}'` }],
    ids: [{ value: [INVOICE_1, CLIENT_A], where: `t."id" = '${INVOICE_1}'` }],
    createdFrom: [{ value: '2025-06-01', where: `t."createdAt" >= '2025-06-01 00:00:00+00'` }],
    createdTo: [{ value: '2025-05-31', where: `t."createdAt" < '2025-06-01 00:00:00+00'` }],
    updatedFrom: [
      { value: '2026-04-30T17:00:00Z', where: `t."updatedAt" >= '2026-04-30 17:00:00+00'` },
    ],
    updatedTo: [
      { value: '2026-04-30T17:00:00Z', where: `t."updatedAt" < '2026-04-30 17:00:00+00'` },
    ],
    issuedFrom: [{ value: '2026-03-29', where: `t."issuedOn" = '2026-03-29'` }],
    issuedTo: [
      {
        value: '2024-02-29',
        timeZone: 'Pacific/Kiritimati',
        where: `t."issuedOn" <= '2024-02-29'`,
      },
    ],
    amountMin: [{ value: '999999999999.99', where: `t."amount" = 999999999999.99` }],
    amountMax: [{ value: 0.1, where: `t."amount" <= 0.10` }],
    pagesMin: [
      { value: '9007199254740993.5', where: `t."pageCount" > 9007199254740993` },
      { value: 30, where: `t."pageCount" >= 30` },
    ],
    isPaid: [
      { value: true, where: `t."paidAt" IS NOT NULL` },
      { value: false, where: `t."paidAt" IS NULL` },
    ],
    numberPrefix: [{ value: 'INV-0012', where: `t."invoiceNumber" ~ '^INV-0012'` }],
  },
  combined: [
    {
      filters: { status: 'SENT', isPaid: true, issuedFrom: '2026-01-01', amountMin: '100.01' },
      where: `t."invoiceStatus" = 'SENT' AND t."isPaid" AND t."issuedOn" >= '2026-01-01'
        AND t."amount" >= 100.01`,
    },
  ],
})
