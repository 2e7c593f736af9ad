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
