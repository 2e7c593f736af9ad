import { Role } from '../contract/index.ts'
import { sampleId } from '../stack/sample/index.ts'
import { describeHandler } from '../tests/contracts/handlerContract.ts'
import { sowHandler } from './sow.ts'

const CLIENT = sampleId('client', 3)
const SERVICE = sampleId('service', 4)

describeHandler({
  handler: sowHandler,
  table: 'ScopeOfWork',
  kind: 'scope',
  idColumn: 'scopeId',
  nameColumn: 'scopeName',
  tiedColumn: 'status',
  nullableColumn: 'updatedBy',
  roles: [Role.ADMIN, Role.STAFF],
  filters: [
    {
      name: 'status takes one',
      filters: { status: 'PENDING_APPROVAL' },
      where: `"scopeOfWorkStatus" = 'PENDING_APPROVAL'`,
    },
    {
      name: 'status takes several',
      filters: { status: ['DRAFT', 'ARCHIVED'] },
      where: `"scopeOfWorkStatus" IN ('DRAFT', 'ARCHIVED')`,
    },
    {
      name: 'clientIds takes one',
      filters: { clientIds: CLIENT },
      where: `"clientId" = '${CLIENT}'`,
    },
    {
      name: 'clientIds takes several, known or not',
      filters: { clientIds: [CLIENT, '00000000-0000-0000-0000-000000000000'] },
      where: `"clientId" = '${CLIENT}'`,
    },
    {
      name: 'serviceIds takes one',
      filters: { serviceIds: [SERVICE] },
      where: `"serviceId" = '${SERVICE}'`,
    },
    {
      name: 'created and updated take instants',
      filters: { createdFrom: '2025-01-01T00:00:00+02:00', updatedTo: '2026-01-01T00:00:00Z' },
      where: `"createdAt" >= '2024-12-31 22:00:00+00' AND "updatedAt" < '2026-01-01 00:00:00+00'`,
    },
    {
      name: 'created and updated take days',
      filters: { createdTo: '2025-05-31', updatedFrom: '2025-06-01' },
      where: `"createdAt" < '2025-06-01 00:00:00+00' AND "updatedAt" >= '2025-06-01 00:00:00+00'`,
    },
    {
      name: 'search looks for a part of the name, without regard to case',
      filters: { search: 'FAÇADE rest' },
      where: `position('façade rest' in lower("scopeName")) > 0`,
    },
    {
      name: 'all are joined by AND',
      filters: { search: 'audit', status: 'ACTIVE', clientIds: sampleId('client', 1) },
      where: `"scopeName" ILIKE '%audit%' AND "scopeOfWorkStatus" = 'ACTIVE'
        AND "clientId" = '${sampleId('client', 1)}'`,
    },
  ],
})
