/**
 * Adds what the sweep goes by: when a job's attempt began, unless it is the first, and when its message
 * was sent again; and files nobody may have any more.
 */
import type { Knex } from 'knex'
import { addColumn, dropAddedColumns } from '../exportJobTable.ts'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  await addColumn(knex, 'attemptBegunAt', 'timestamptz')
  await addColumn(knex, 'sentAgainAt', 'timestamptz')
  // The one of before grew with all that ever expired.
  await knex.raw('DROP INDEX "ExportJob_expiry_idx"')
  await knex.raw(`CREATE INDEX "ExportJob_expiry_idx"
    ON "ExportJob" ("expiresAt") WHERE "expiresAt" IS NOT NULL AND "objectKey" IS NOT NULL`)
  await knex.raw(`CREATE INDEX "ExportJob_removed_idx"
    ON "ExportJob" ("deletedAt") WHERE "deletedAt" IS NOT NULL AND "objectKey" IS NOT NULL`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX "ExportJob_removed_idx", "ExportJob_expiry_idx"')
  await knex.raw(`CREATE INDEX "ExportJob_expiry_idx"
    ON "ExportJob" ("expiresAt") WHERE "expiresAt" IS NOT NULL`)
  await dropAddedColumns(knex, ['attemptBegunAt', 'sentAgainAt'])
}
