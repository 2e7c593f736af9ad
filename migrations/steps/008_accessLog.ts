/**
 * Creates the log of who asked for exports and got at them. Ids are text and refer to nothing: a user
 * who does not exist and a job that was removed are entries as well.
 */
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE "ExportAccessLog" (
      "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      "at" timestamptz NOT NULL DEFAULT now(),
      "userId" text NOT NULL,
      "action" text NOT NULL,
      "exportId" text,
      "refusalCode" text,
      "address" text,
      "userAgent" text
    )`)
  // "Who had this file?", and "What did this user do?", newest first.
  await knex.raw(`CREATE INDEX "ExportAccessLog_export_idx"
    ON "ExportAccessLog" ("exportId", "at" DESC)`)
  await knex.raw(`CREATE INDEX "ExportAccessLog_user_idx"
    ON "ExportAccessLog" ("userId", "at" DESC)`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('ExportAccessLog')
}
