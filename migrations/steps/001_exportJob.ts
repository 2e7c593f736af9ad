/** Creates Connexus' `ExportJob` table where it is missing, with Connexus' own columns alone. */
import type { Knex } from 'knex'
import { CREATED_TABLE, EXPORT_JOB, tableComment } from '../exportJobTable.ts'

export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable(EXPORT_JOB)) return
  await knex.raw(`
    CREATE TABLE "ExportJob" (
      "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      "type" text NOT NULL,
      "fileType" text NOT NULL,
      "status" text NOT NULL CONSTRAINT "ExportJob_status_check"
        CHECK ("status" IN ('PENDING', 'COMPLETED', 'FAILED', 'CANCELLED')),
      "createdById" uuid NOT NULL,
      "createdAt" timestamptz NOT NULL DEFAULT now(),
      "startedAt" timestamptz,
      "completedAt" timestamptz,
      "fileUrl" text,
      "fileName" text,
      "errorMessage" text
    )`)
  await knex.raw(`COMMENT ON TABLE "ExportJob" IS '${CREATED_TABLE}'`)
}

export async function down(knex: Knex): Promise<void> {
  if ((await tableComment(knex)) === CREATED_TABLE) await knex.schema.dropTable(EXPORT_JOB)
}
