/** Adds what the sweep goes by: when a job's message was sent again, and jobs that were removed. */
import type { Knex } from 'knex'
import { addColumn, dropAddedColumns } from '../exportJobTable.ts'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  await addColumn(knex, 'sentAgainAt', 'timestamptz')
  await knex.raw(`CREATE INDEX "ExportJob_removed_idx"
    ON "ExportJob" ("deletedAt") WHERE "deletedAt" IS NOT NULL AND "objectKey" IS NOT NULL`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX "ExportJob_removed_idx"')
  await dropAddedColumns(knex, ['sentAgainAt'])
}
