/**
 * Adds whose rows a file holds, which each download is checked against; that its
 * requester wants a job stopped or has removed it; and by what a request is known again.
 */
import type { Knex } from 'knex'
import { addColumn, dropAddedColumns } from '../exportJobTable.ts'

const COLUMNS: readonly [name: string, type: string][] = [
  ['scope', 'jsonb'],
  ['cancelRequestedAt', 'timestamptz'],
  ['deletedAt', 'timestamptz'],
  ['idempotencyKey', 'text'],
  ['requestDigest', 'text'],
]

export async function up(knex: Knex): Promise<void> {
  // Connexus' own statements queue behind one that waits for the table: rather fail, and be run again.
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  for (const [name, type] of COLUMNS) await addColumn(knex, name, type)
  // A key stands for one job of its requester, also of two requests that come at the same time.
  await knex.raw(`CREATE UNIQUE INDEX "ExportJob_idempotency_idx"
    ON "ExportJob" ("createdById", "idempotencyKey") WHERE "idempotencyKey" IS NOT NULL`)
  // An identical request while its job is open; also how many jobs a requester has open.
  await knex.raw(`CREATE INDEX "ExportJob_open_idx"
    ON "ExportJob" ("createdById", "requestDigest") WHERE "status" = 'PENDING'`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX "ExportJob_idempotency_idx", "ExportJob_open_idx"')
  await dropAddedColumns(
    knex,
    COLUMNS.map(([name]) => name),
  )
}
