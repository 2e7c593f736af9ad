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
import { sowHandler } from './sow.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'
const CLIENT_3 = sampleId('client', 3)
const SERVICE_4 = sampleId('service', 4)
const SERVICE_5 = sampleId('service', 5)
const USER_7 = sampleId('user', 7)
const SCOPE_1 = sampleId('scope', 1)
const SCOPE_2 = sampleId('scope', 2)

const AMOUNT = currentVersion('totalAmount', 't."id"')

describeHandler({
  handler: sowHandler,
  prepare: prepareSample,
  table: 'ScopeOfWork',
  roles: [Role.ADMIN, Role.STAFF],
  idColumn: 'scopeId',
  tiedColumn: 'status',
  // The version's, since some scopes have no current one.
  emptyColumns: ['updatedBy', 'version', 'description', 'effectiveFrom', 'totalAmount', 'currency'],
  columns: {
    services: lookup('Services', 'servicesName', 't."serviceId"'),
    scopeOfWorkName: 't."scopeName"',
    uploadedBy: CREATOR,
    uploadedDate: 't."createdAt"',
    updatedBy: MODIFIER,
    updatedDate: 't."updatedAt"',
    status: 't."scopeOfWorkStatus"',
    client: CLIENT,
    version: currentVersion('versionNumber', 't."id"'),
    description: currentVersion('description', 't."id"'),
    effectiveFrom: currentVersion('effectiveFrom', 't."id"'),
    totalAmount: AMOUNT,
    currency: currentVersion('currency', 't."id"'),
    scopeId: 't."id"',
  },
  shown: {
    status: `CASE t."scopeOfWorkStatus" WHEN 'DRAFT' THEN 'Draft'
      WHEN 'PENDING_APPROVAL' THEN 'Pending approval' WHEN 'ACTIVE' THEN 'Active'
      WHEN 'ARCHIVED' THEN 'Archived' END`,
  },
  changedAt: `greatest(t."updatedAt", t."deletedAt", ${currentVersion('createdAt', 't."id"')})`,
  otherChanges: { 'a new version': newVersion(':id') },
  searched: [{ table: 'ScopeOfWork', column: 'scopeName', id: 't."id"' }],
  choices: { clientIds: CLIENTS, serviceIds: SERVICES },
  filters: {
    search: [
      {
        value: 'FAÇADE rest',
        where: `position('façade rest' in lower(t."scopeName")) > 0`,
      },
    ],
    status: [
      { value: 'PENDING_APPROVAL', where: `t."scopeOfWorkStatus" = 'PENDING_APPROVAL'` },
      { value: ['DRAFT', 'ARCHIVED'], where: `t."scopeOfWorkStatus" IN ('DRAFT', 'ARCHIVED')` },
    ],
    clientIds: [
      { value: CLIENT_3, where: `t."clientId" = '${CLIENT_3}'` },
      { value: [CLIENT_3, NOBODY], where: `t."clientId" = '${CLIENT_3}'` },
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
      { value: SCOPE_1.toUpperCase(), where: `t."id" = '${SCOPE_1}'` },
      { value: [SCOPE_2, SCOPE_1, NOBODY], where: `t."id" IN ('${SCOPE_1}', '${SCOPE_2}')` },
    ],
    createdFrom: [
      { value: '2025-01-01', where: `t."createdAt" >= '2025-01-01 00:00:00+00'` },
      { value: '2025-01-01T00:00+02:00', where: `t."createdAt" >= '2024-12-31 22:00:00+00'` },
    ],
    createdTo: [
      { value: '2025-05-31', where: `t."createdAt" < '2025-06-01 00:00:00+00'` },
      { value: '1970-01-01T00:00:00Z', where: `t."createdAt" < '1970-01-01 00:00:00+00'` },
    ],
    updatedFrom: [
      { value: '2025-06-01', where: `t."updatedAt" >= '2025-06-01 00:00:00+00'` },
      { value: '2026-06-30T22:00:00Z', where: `t."updatedAt" >= '2026-06-30 22:00:00+00'` },
    ],
    updatedTo: [
      { value: '2026-06-30', where: `t."updatedAt" < '2026-07-01 00:00:00+00'` },
      { value: '2026-06-30T22:00:00.000Z', where: `t."updatedAt" < '2026-06-30 22:00:00+00'` },
    ],
    amountMin: [
      { value: '999999999999.99', where: `${AMOUNT} = 999999999999.99` },
      { value: 0.1, where: `${AMOUNT} >= 0.10` },
    ],
    amountMax: [
      { value: '-5', where: `${AMOUNT} <= -5.00` },
      { value: -999_999_999_999.99, where: `${AMOUNT} = -999999999999.99` },
    ],
  },
  combined: [
    { filters: { amountMin: '0.10', amountMax: 0.1 }, where: `${AMOUNT} = 0.10` },
    {
      filters: { search: 'audit', status: 'ACTIVE', clientIds: CLIENT_3, amountMin: 0 },
      where: `t."scopeName" ILIKE '%audit%' AND t."scopeOfWorkStatus" = 'ACTIVE'
        AND t."clientId" = '${CLIENT_3}' AND ${AMOUNT} >= 0`,
    },
  ],
})
