/** Creates the outbox: messages that are recorded with their job, and sent once that is committed. */
import type { Knex } from 'knex'
import { columnType } from '../exportJobTable.ts'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE "ExportOutbox" (
      "exportId" ${(await columnType(knex, 'id')) ?? 'uuid'} NOT NULL,
      "attempt" integer NOT NULL,
      "body" text NOT NULL,
      "createdAt" timestamptz NOT NULL DEFAULT now(),
      "claimedUntil" timestamptz,
      CONSTRAINT "ExportOutbox_pkey" PRIMARY KEY ("exportId", "attempt")
    )`)
  await knex.raw(`CREATE INDEX "ExportOutbox_createdAt_idx" ON "ExportOutbox" ("createdAt")`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('ExportOutbox')
}
