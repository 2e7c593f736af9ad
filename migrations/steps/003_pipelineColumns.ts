/** Adds what the pipeline records about a job, and the indexes that lists and sweeps need. */
import type { Knex } from 'knex'
import { addColumn, columnType, dropAddedColumns } from '../exportJobTable.ts'

/** Name and type. `tenantId` is a client's id: of the same type as the other ids there. */
function columnsFor(idType: string): [name: string, type: string][] {
  return [
    ['request', 'jsonb'],
    ['tenantId', idType],
    ['attempt', 'integer NOT NULL DEFAULT 1'],
    ['errorCode', 'text'],
    ['errorRemedy', 'text'],
    ['warnings', 'jsonb'],
    ['rowCount', 'bigint'],
    ['byteCount', 'bigint'],
    ['sha256', 'text'],
    ['mediaType', 'text'],
    ['objectKey', 'text'],
    ['snapshotAt', 'timestamptz'],
    ['workflowId', 'text'],
    ['expiresAt', 'timestamptz'],
  ]
}

export async function up(knex: Knex): Promise<void> {
  // Connexus' own statements queue behind one that waits for the table: rather fail, and be run again.
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  for (const [name, type] of columnsFor((await columnType(knex, 'createdById')) ?? 'uuid')) {
    await addColumn(knex, name, type)
  }
  // A requester's list, newest first, page by page.
  await knex.raw(`CREATE INDEX "ExportJob_requester_idx"
    ON "ExportJob" ("createdById", "createdAt" DESC, "id" DESC)`)
  // Sweeps look at the few jobs that are open, and at files that have run out.
  await knex.raw(`CREATE INDEX "ExportJob_pending_idx" ON "ExportJob" ("createdAt")
    WHERE "status" = 'PENDING'`)
  await knex.raw(`CREATE INDEX "ExportJob_expiry_idx" ON "ExportJob" ("expiresAt")
    WHERE "expiresAt" IS NOT NULL`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    `DROP INDEX "ExportJob_requester_idx", "ExportJob_pending_idx", "ExportJob_expiry_idx"`,
  )
  await dropAddedColumns(knex)
}
