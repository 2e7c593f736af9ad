import { describe, expect, test } from '@jest/globals'
import { Role, type Scope } from '../contract/index.ts'
import { sampleId } from '../stack/sample/index.ts'
import { describeHandler } from '../tests/contracts/handlerContract.ts'
import {
  CLIENT,
  CLIENTS,
  CREATOR,
  MODIFIER,
  prepareSample,
  SERVICES,
} from '../tests/contracts/handlerSample.ts'
import { lookup } from '../tests/contracts/handlerSql.ts'
import { rfpHandler } from './rfp.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'
const CLIENT_2 = sampleId('client', 2)
const CLIENT_3 = sampleId('client', 3)
const SERVICE_4 = sampleId('service', 4)
const SERVICE_5 = sampleId('service', 5)
const USER_7 = sampleId('user', 7)
const RFP_1 = sampleId('rfp', 1)
const RFP_2 = sampleId('rfp', 2)

const { idsOf, idsWhere } = describeHandler({
  handler: rfpHandler,
  prepare: prepareSample,
  table: 'Rfp',
  roles: [Role.ADMIN, Role.STAFF, Role.CLIENT],
  confidential: 't."isConfidential"',
  idColumn: 'rfpId',
  tiedColumn: 'status',
  emptyColumns: ['services', 'dueDate', 'budget', 'currency', 'awardedTo', 'issued', 'updatedBy'],
  columns: {
    rfpNumber: 't."rfpNumber"',
    title: 't."title"',
    client: CLIENT,
    services: lookup('Services', 'servicesName', 't."serviceId"'),
    status: 't."rfpStatus"',
    dueDate: 't."dueDate"',
    budget: 't."budgetAmount"',
    currency: 't."currency"',
    bids: 't."bidCount"',
    confidential: 't."isConfidential"',
    awardedTo: 't."awardedTo"',
    issued: 't."issuedAt"',
    uploadedBy: CREATOR,
    uploadedDate: 't."createdAt"',
    updatedBy: MODIFIER,
    updatedDate: 't."updatedAt"',
    rfpId: 't."id"',
  },
  shown: { status: `initcap(t."rfpStatus")` },
  searched: [
    { table: 'Rfp', column: 'title', id: 't."id"' },
    { table: 'Rfp', column: 'rfpNumber', id: 't."id"' },
  ],
  choices: { clientIds: CLIENTS, serviceIds: SERVICES },
  filters: {
    search: [
      { value: 'rfp-2024-1', where: `starts_with(t."rfpNumber", 'RFP-2024-1')` },
      { value: 'HARBOUR dredging, z', where: `starts_with(t."title", 'Harbour dredging, Z')` },
    ],
    status: [
      { value: 'AWARDED', where: `t."rfpStatus" = 'AWARDED'` },
      { value: ['DRAFT', 'CLOSED'], where: `t."rfpStatus" IN ('DRAFT', 'CLOSED')` },
    ],
    clientIds: [
      { value: CLIENT_3, where: `t."clientId" = '${CLIENT_3}'` },
      { value: [CLIENT_3, CLIENT_2], where: `t."clientId" IN ('${CLIENT_2}', '${CLIENT_3}')` },
    ],
    serviceIds: [
      { value: SERVICE_4, where: `t."serviceId" = '${SERVICE_4}'` },
      { value: [SERVICE_4, SERVICE_5], where: `t."serviceId" IN ('${SERVICE_4}', '${SERVICE_5}')` },
    ],
    createdByIds: [
      { value: USER_7, where: `t."createdById" = '${USER_7}'` },
      { value: [USER_7, NOBODY], where: `t."createdById" = '${USER_7}'` },
    ],
    ids: [
      { value: RFP_1, where: `t."id" = '${RFP_1}'` },
      { value: [RFP_2, RFP_1], where: `t."id" IN ('${RFP_1}', '${RFP_2}')` },
    ],
    createdFrom: [
      { value: '2025-01-01', where: `t."createdAt" >= '2025-01-01 00:00:00+00'` },
      { value: '2026-10-25T01:30:00Z', where: `t."createdAt" >= '2026-10-25 01:30:00+00'` },
    ],
    createdTo: [
      { value: '2025-05-31', where: `t."createdAt" < '2025-06-01 00:00:00+00'` },
      { value: '2026-10-25T01:30:00Z', where: `t."createdAt" < '2026-10-25 01:30:00+00'` },
    ],
    updatedFrom: [
      { value: '2025-06-01', where: `t."updatedAt" >= '2025-06-01 00:00:00+00'` },
      { value: '2026-06-30T18:00-04:00', where: `t."updatedAt" >= '2026-06-30 22:00:00+00'` },
    ],
    updatedTo: [
      { value: '2026-06-30', where: `t."updatedAt" < '2026-07-01 00:00:00+00'` },
      { value: '2026-06-30T18:00-04:00', where: `t."updatedAt" < '2026-06-30 22:00:00+00'` },
    ],
    dueFrom: [
      { value: '9999-12-31', where: `t."dueDate" = '9999-12-31'` },
      // A day is no instant: it is the same one in every zone.
      {
        value: '2026-03-29',
        timeZone: 'Pacific/Pago_Pago',
        where: `t."dueDate" >= '2026-03-29'`,
      },
    ],
    dueTo: [
      { value: '1899-12-31', where: `t."dueDate" <= '1899-12-31'` },
      {
        value: '2024-02-29',
        timeZone: 'Pacific/Kiritimati',
        where: `t."dueDate" <= '2024-02-29'`,
      },
    ],
    amountMin: [
      { value: '999999999999.99', where: `t."budgetAmount" = 999999999999.99` },
      { value: 0.1, where: `t."budgetAmount" >= 0.10` },
    ],
    amountMax: [
      { value: '-5', where: `t."budgetAmount" <= -5.00` },
      { value: -999_999_999_999.99, where: `t."budgetAmount" = -999999999999.99` },
    ],
    isConfidential: [
      { value: true, where: `t."isConfidential"` },
      { value: false, where: `NOT t."isConfidential"` },
    ],
  },
  combined: [
    { filters: { amountMin: '0.10', amountMax: 0.1 }, where: `t."budgetAmount" = 0.10` },
    {
      filters: { dueFrom: '2024-02-29', dueTo: '2024-02-29' },
      where: `t."dueDate" = '2024-02-29'`,
    },
    {
      filters: { search: 'rfp-2', status: 'OPEN', isConfidential: true, clientIds: CLIENT_2 },
      where: `concat(t."title", t."rfpNumber") ILIKE '%rfp-2%' AND t."rfpStatus" = 'OPEN'
        AND t."isConfidential" AND t."clientId" = '${CLIENT_2}'`,
    },
  ],
})

describe('a confidential request for proposal', () => {
  test("is out of a client's sight, even when asked for", async () => {
    const scope = { kind: 'clients', clientIds: [CLIENT_2], confidential: false } satisfies Scope
    const [id = '', ...others] = await idsWhere(
      `t."isConfidential" AND t."clientId" = '${CLIENT_2}'`,
    )
    expect(others.length).toBeGreaterThan(10)
    expect(await idsOf({ filters: { ids: id } }, { ...scope, confidential: true })).toEqual([id])
    expect(await idsOf({ filters: { ids: id } }, scope)).toEqual([])
    expect(await idsOf({ filters: { isConfidential: true } }, scope)).toEqual([])
  })
})
