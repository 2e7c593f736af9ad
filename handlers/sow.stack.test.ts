import { expect, test } from '@jest/globals'
import knex from 'knex'
import { Role } from '../contract/index.ts'
import type { Cell } from '../contract/rows/index.ts'
import { createSample, sampleId } from '../stack/sample/index.ts'
import { describeHandler } from '../tests/contracts/handlerContract.ts'
import { readRows } from '../tests/contracts/handlerReading.ts'
import { freshDatabase } from '../tests/support/stack.ts'
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

/** Every column of SOW as PostgreSQL itself computes it, without the exporter's parsers and joins. */
const EVERY_CELL = `
  SELECT json_build_array(
    (SELECT "servicesName" FROM "Services" WHERE "id" = s."serviceId"),
    "scopeName",
    (SELECT "fullName" FROM "Users" WHERE "id" = s."createdById"),
    floor(extract(epoch FROM s."createdAt") * 1000),
    (SELECT "fullName" FROM "Users" WHERE "id" = s."modifiedById"),
    floor(extract(epoch FROM s."updatedAt") * 1000),
    CASE "scopeOfWorkStatus" WHEN 'DRAFT' THEN 'Draft' WHEN 'PENDING_APPROVAL' THEN 'Pending approval'
      WHEN 'ACTIVE' THEN 'Active' WHEN 'ARCHIVED' THEN 'Archived' END,
    (SELECT "clientName" FROM "Client" WHERE "id" = s."clientId"),
    v."versionNumber"::text,
    v."description",
    v."effectiveFrom" - date '1970-01-01',
    v."totalAmount"::text,
    v."currency",
    s."id") AS cells
  FROM "ScopeOfWork" s
    LEFT JOIN "ScopeOfWorkVersion" v ON v."scopeOfWorkId" = s."id" AND v."isCurrent"
  WHERE s."deletedAt" IS NULL
  ORDER BY s."updatedAt" DESC, s."id"`

test('exports every value of every column as it is stored', async () => {
  const { url, dispose } = await freshDatabase()
  const database = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } })
  try {
    await createSample({ connectionString: url, rows: 5_000 })
    const { rows } = await database.raw<{ rows: { cells: Cell[] }[] }>(EVERY_CELL)
    const columns = sowHandler.columns().map(({ key }) => key)
    const exported = await readRows(database, sowHandler, { columns })
    expect(exported).toEqual(rows.map(({ cells }) => cells))
    expect(
      exported.filter((cells) => cells[columns.indexOf('version')] === null).length,
    ).toBeGreaterThan(0)
  } finally {
    await database.destroy()
    await dispose()
  }
})
