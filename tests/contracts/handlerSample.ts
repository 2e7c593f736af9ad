/** The sample database in the handlers' suite, and its other tables in plain SQL. */
import { createSample } from '../../stack/sample/index.ts'
import { lookup } from './handlerSql.ts'

/** Several batches in the smallest table, and every odd text. */
const ROWS = 12_000

export async function prepareSample(url: string): Promise<void> {
  await createSample({ connectionString: url, rows: ROWS })
}

export const CLIENTS = { table: 'Client', name: 'clientName', ofClients: 'o."id" = ANY (?)' }
export const SERVICES = { table: 'Services', name: 'servicesName' }
export const CLIENT = lookup('Client', 'clientName', 't."clientId"')
export const CREATOR = lookup('Users', 'fullName', 't."createdById"')
export const MODIFIER = lookup('Users', 'fullName', 't."modifiedById"')

/** Of the current version of a scope of work, whose id is the expression. */
export function currentVersion(column: string, scopeId: string): string {
  return `(SELECT v."${column}" FROM "ScopeOfWorkVersion" v
    WHERE v."scopeOfWorkId" = ${scopeId} AND v."isCurrent")`
}

/** Gives a scope of work, whose id is the expression over `:id`, another current version at `:at`. */
export function newVersion(scopeId: string): string[] {
  return [
    `UPDATE "ScopeOfWorkVersion" SET "isCurrent" = false
      WHERE "scopeOfWorkId" = ${scopeId} AND "isCurrent"`,
    // Every other one has no amount.
    `INSERT INTO "ScopeOfWorkVersion"
       ("id", "scopeOfWorkId", "versionNumber", "isCurrent", "description", "totalAmount",
         "createdById", "createdAt")
     SELECT gen_random_uuid(), s."id",
       (SELECT 1 + count(*) FROM "ScopeOfWorkVersion" v WHERE v."scopeOfWorkId" = s."id"),
       true, 'As of ' || :at,
       CASE WHEN extract(microseconds FROM :at::timestamptz)::int % 2 = 0 THEN 999999999999.99 END,
       s."createdById", :at::timestamptz
     FROM "ScopeOfWork" s WHERE s."id" = ${scopeId}`,
  ]
}
