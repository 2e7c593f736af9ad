/** Creates the notices: whom a job's end, or a schedule's, was told, and what came of telling it. */
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE "ExportNotice" (
      "id" uuid PRIMARY KEY,
      "subject" text NOT NULL,
      "event" text NOT NULL,
      "channel" text NOT NULL,
      "recipient" text NOT NULL,
      "exportId" text,
      "attempt" integer,
      "scheduleId" uuid,
      "createdAt" timestamptz NOT NULL DEFAULT now(),
      "tries" integer NOT NULL DEFAULT 0,
      "lastTriedAt" timestamptz,
      "lastError" text,
      "deliveredAt" timestamptz,
      "gaveUpAt" timestamptz
    )`)
  // Nobody is told the same thing twice, however often it is planned.
  await knex.raw(`CREATE UNIQUE INDEX "ExportNotice_subject_idx"
    ON "ExportNotice" ("subject", "channel", "recipient")`)
  await knex.raw(`CREATE INDEX "ExportNotice_export_idx"
    ON "ExportNotice" ("exportId") WHERE "exportId" IS NOT NULL`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('ExportNotice')
}
