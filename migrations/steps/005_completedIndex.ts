/** Adds the index by which estimates find the newest completed jobs of a type and file type. */
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  // Connexus' own statements queue behind one that waits for the table: rather fail, and be run again.
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  // Jobs that Connexus completed before us have no rowCount, and there may be very many.
  await knex.raw(`CREATE INDEX "ExportJob_completed_idx"
    ON "ExportJob" ("type", "fileType", "completedAt" DESC)
    WHERE "status" = 'COMPLETED' AND "rowCount" IS NOT NULL`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX "ExportJob_completed_idx"')
}
