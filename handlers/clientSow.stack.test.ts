import { describe, expect, test } from '@jest/globals'
import { Role } from '../contract/index.ts'
import { sampleId } from '../stack/sample/index.ts'
import { describeHandler } from '../tests/contracts/handlerContract.ts'
import {
  CLIENT,
  CLIENTS,
  CREATOR,
  currentVersion,
  MODIFIER,
  newVersion,
  prepareSample,
  SERVICES,
} from '../tests/contracts/handlerSample.ts'
import { lookup } from '../tests/contracts/handlerSql.ts'
import { clientSowHandler } from './clientSow.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'
const CLIENT_2 = sampleId('client', 2)
const CLIENT_3 = sampleId('client', 3)
const SERVICE_4 = sampleId('service', 4)
const SERVICE_5 = sampleId('service', 5)
const USER_7 = sampleId('user', 7)
const ROW_1 = sampleId('clientScope', 1)
const ROW_2 = sampleId('clientScope', 2)

const SCOPE = 't."scopeOfWorkId"'
const SCOPE_NAME = lookup('ScopeOfWork', 'scopeName', SCOPE)
const SCOPE_OF_ROW = `(SELECT "scopeOfWorkId" FROM "ClientScopeOfWork" WHERE "id" = :id)`
const SERVICE_ID = lookup('ScopeOfWork', 'serviceId', SCOPE)

const { database, idsOf, idsWhere } = describeHandler({
  handler: clientSowHandler,
  prepare: prepareSample,
  table: 'ClientScopeOfWork',
  roles: [Role.ADMIN, Role.STAFF, Role.CLIENT],
  idColumn: 'clientScopeId',
  tiedColumn: 'status',
  emptyColumns: [
    'clientReference',
    'agreedAmount',
    'currency',
    'startDate',
    'endDate',
    'signed',
    'updatedBy',
    'version',
    'description',
  ],
  columns: {
    client: CLIENT,
    services: lookup('Services', 'servicesName', SERVICE_ID),
    scopeOfWorkName: SCOPE_NAME,
    clientReference: 't."clientReference"',
    agreedAmount: 't."agreedAmount"',
    currency: 't."currency"',
    startDate: 't."startDate"',
    endDate: 't."endDate"',
    signed: 't."signedAt"',
    status: 't."clientStatus"',
    uploadedBy: CREATOR,
    uploadedDate: 't."createdAt"',
    updatedBy: MODIFIER,
    updatedDate: 't."updatedAt"',
    version: currentVersion('versionNumber', SCOPE),
    description: currentVersion('description', SCOPE),
    clientScopeId: 't."id"',
  },
  shown: {
    status: `CASE t."clientStatus" WHEN 'PROPOSED' THEN 'Proposed' WHEN 'SIGNED' THEN 'Signed'
      WHEN 'IN_PROGRESS' THEN 'In progress' WHEN 'COMPLETED' THEN 'Completed'
      WHEN 'CANCELLED' THEN 'Cancelled' END`,
  },
  changedAt: `greatest(t."updatedAt", t."deletedAt", ${lookup('ScopeOfWork', 'updatedAt', SCOPE)},
    ${currentVersion('createdAt', SCOPE)})`,
  otherChanges: {
    'a new version of the scope of work': newVersion(SCOPE_OF_ROW),
    'another name and service of the scope of work': [
      `UPDATE "ScopeOfWork" SET "updatedAt" = :at, "scopeName" = 'Named at ' || :at,
         "serviceId" = (SELECT "id" FROM "Services" ORDER BY md5("id" || :at) LIMIT 1)
       WHERE "id" = ${SCOPE_OF_ROW}`,
    ],
  },
  searched: [
    { table: 'ScopeOfWork', column: 'scopeName', id: SCOPE },
    { table: 'ClientScopeOfWork', column: 'clientReference', id: 't."id"' },
  ],
  choices: { clientIds: CLIENTS, serviceIds: SERVICES },
  filters: {
    search: [
      { value: 'po-12', where: `strpos(t."clientReference", 'PO-12') > 0` },
      {
        value: 'ÜBERPRÜFUNG der',
        where: `strpos(concat(${SCOPE_NAME}, chr(10), t."clientReference"),
        'Überprüfung der') > 0`,
      },
    ],
    status: [
      { value: 'IN_PROGRESS', where: `t."clientStatus" = 'IN_PROGRESS'` },
      { value: ['SIGNED', 'CANCELLED'], where: `t."clientStatus" IN ('SIGNED', 'CANCELLED')` },
    ],
    clientIds: [
      { value: CLIENT_3, where: `t."clientId" = '${CLIENT_3}'` },
      { value: [CLIENT_3, CLIENT_2], where: `t."clientId" IN ('${CLIENT_2}', '${CLIENT_3}')` },
    ],
    serviceIds: [
      { value: SERVICE_4, where: `${SERVICE_ID} = '${SERVICE_4}'` },
      { value: [SERVICE_4, SERVICE_5], where: `${SERVICE_ID} IN ('${SERVICE_4}', '${SERVICE_5}')` },
    ],
    createdByIds: [
      { value: USER_7, where: `t."createdById" = '${USER_7}'` },
      { value: [USER_7, NOBODY], where: `t."createdById" = '${USER_7}'` },
    ],
    ids: [
      { value: ROW_1, where: `t."id" = '${ROW_1}'` },
      { value: [ROW_2, ROW_1], where: `t."id" IN ('${ROW_1}', '${ROW_2}')` },
    ],
    createdFrom: [
      { value: '2025-01-01', where: `t."createdAt" >= '2025-01-01 00:00:00+00'` },
      { value: '2026-03-29T01:00:00Z', where: `t."createdAt" >= '2026-03-29 01:00:00+00'` },
    ],
    createdTo: [
      { value: '2025-05-31', where: `t."createdAt" < '2025-06-01 00:00:00+00'` },
      { value: '2026-03-29T01:00:00Z', where: `t."createdAt" < '2026-03-29 01:00:00+00'` },
    ],
    updatedFrom: [
      { value: '2025-06-01', where: `t."updatedAt" >= '2025-06-01 00:00:00+00'` },
      { value: '2026-07-01T00:00+02:00', where: `t."updatedAt" >= '2026-06-30 22:00:00+00'` },
    ],
    updatedTo: [
      { value: '2026-06-30', where: `t."updatedAt" < '2026-07-01 00:00:00+00'` },
      { value: '2026-07-01T00:00+02:00', where: `t."updatedAt" < '2026-06-30 22:00:00+00'` },
    ],
    startFrom: [
      { value: '9999-12-31', where: `t."startDate" = '9999-12-31'` },
      // A day is no instant: it is the same one in every zone.
      {
        value: '2026-03-29',
        timeZone: 'Pacific/Pago_Pago',
        where: `t."startDate" >= '2026-03-29'`,
      },
    ],
    startTo: [
      { value: '1899-12-31', where: `t."startDate" <= '1899-12-31'` },
      {
        value: '2024-02-29',
        timeZone: 'Pacific/Kiritimati',
        where: `t."startDate" <= '2024-02-29'`,
      },
    ],
    amountMin: [
      { value: '999999999999.99', where: `t."agreedAmount" = 999999999999.99` },
      { value: 0.1, where: `t."agreedAmount" >= 0.10` },
    ],
    amountMax: [
      { value: '-5', where: `t."agreedAmount" <= -5.00` },
      { value: -999_999_999_999.99, where: `t."agreedAmount" = -999999999999.99` },
    ],
  },
  combined: [
    { filters: { amountMin: '0.10', amountMax: 0.1 }, where: `t."agreedAmount" = 0.10` },
    {
      filters: { startFrom: '2024-02-29', startTo: '2024-02-29' },
      where: `t."startDate" = '2024-02-29'`,
    },
    {
      filters: { search: 'a', status: 'SIGNED', clientIds: CLIENT_3, serviceIds: SERVICE_4 },
      where: `concat(${SCOPE_NAME}, t."clientReference") ILIKE '%a%' AND t."clientStatus" = 'SIGNED'
        AND t."clientId" = '${CLIENT_3}' AND ${SERVICE_ID} = '${SERVICE_4}'`,
    },
  ],
})

describe("a client's scope of work", () => {
  test('is exported when its scope of work is deleted', async () => {
    const ids = await idsWhere(`${lookup('ScopeOfWork', 'deletedAt', SCOPE)} IS NOT NULL`)
    expect(ids.length).toBeGreaterThan(10)
    expect(await idsOf({ filters: { ids } })).toEqual(ids)
  })

  test("is of its own client, also when its scope of work is another's", async () => {
    const [id = ''] = await idsWhere(`t."clientId" = '${CLIENT_2}'`)
    await database()('ClientScopeOfWork').where('id', id).update({ clientId: CLIENT_3 })
    const request = { filters: { ids: id } }
    const scope = { kind: 'clients', confidential: false } as const
    expect(await idsOf(request, { ...scope, clientIds: [CLIENT_3] })).toEqual([id])
    expect(await idsOf(request, { ...scope, clientIds: [CLIENT_2] })).toEqual([])
    expect(await idsOf({ filters: { ids: id, clientIds: CLIENT_3 } })).toEqual([id])
    expect(await idsOf({ filters: { ids: id, clientIds: CLIENT_2 } })).toEqual([])
  })
})
