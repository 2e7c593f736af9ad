/** Adds by what a finished file is found again for an identical request, and whose file a job shares. */
import type { Knex } from 'knex'
import { addColumn, columnType, dropAddedColumns } from '../exportJobTable.ts'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  await addColumn(knex, 'reuseDigest', 'text')
  await addColumn(knex, 'reusedFrom', (await columnType(knex, 'id')) ?? 'uuid')
  await knex.raw(`CREATE INDEX "ExportJob_reuse_idx"
    ON "ExportJob" ("reuseDigest", "snapshotAt" DESC)
    WHERE "reuseDigest" IS NOT NULL AND "status" = 'COMPLETED'`)
  // How long exports take is told by those that were made.
  await knex.raw('DROP INDEX "ExportJob_completed_idx"')
  await knex.raw(`CREATE INDEX "ExportJob_completed_idx"
    ON "ExportJob" ("type", "fileType", "completedAt" DESC)
    WHERE "status" = 'COMPLETED' AND "rowCount" IS NOT NULL AND "reusedFrom" IS NULL`)
  // Whether another record names a file that is to be removed.
  await knex.raw(`CREATE INDEX "ExportJob_objectKey_idx"
    ON "ExportJob" ("objectKey") WHERE "objectKey" IS NOT NULL`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'DROP INDEX "ExportJob_reuse_idx", "ExportJob_objectKey_idx", "ExportJob_completed_idx"',
  )
  await dropAddedColumns(knex, ['reuseDigest', 'reusedFrom'])
  await knex.raw(`CREATE INDEX "ExportJob_completed_idx"
    ON "ExportJob" ("type", "fileType", "completedAt" DESC)
    WHERE "status" = 'COMPLETED' AND "rowCount" IS NOT NULL`)
}
