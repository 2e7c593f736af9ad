/**
 * Creates the schedules: for whom and what an export recurs, what came of each time it was due, and
 * backfills; and adds to a job which of them it is, and which changes its file holds.
 */
import type { Knex } from 'knex'
import { addColumn, columnType, dropAddedColumns } from '../exportJobTable.ts'

const COLUMNS: readonly [name: string, type: string][] = [
  ['scheduleId', 'uuid'],
  ['localDay', 'date'],
  ['windowStart', 'timestamptz'],
  ['windowEnd', 'timestamptz'],
  ['backfillId', 'uuid'],
]

export async function up(knex: Knex): Promise<void> {
  const userId = (await columnType(knex, 'createdById')) ?? 'uuid'
  const exportId = (await columnType(knex, 'id')) ?? 'uuid'
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  for (const [name, type] of COLUMNS) await addColumn(knex, name, type)
  // One file for each local day; one that failed or was cancelled leaves the day free.
  await knex.raw(`CREATE UNIQUE INDEX "ExportJob_localDay_idx"
    ON "ExportJob" ("scheduleId", "localDay")
    WHERE "localDay" IS NOT NULL AND "status" IN ('PENDING', 'COMPLETED')`)
  await knex.raw(`CREATE INDEX "ExportJob_schedule_idx"
    ON "ExportJob" ("scheduleId", "windowEnd") WHERE "scheduleId" IS NOT NULL`)
  await knex.raw(`
    CREATE TABLE "ExportSchedule" (
      "id" uuid PRIMARY KEY,
      "ownerId" ${userId} NOT NULL,
      "name" text NOT NULL,
      "request" jsonb NOT NULL,
      "content" text NOT NULL,
      "fullEvery" integer,
      "rule" jsonb NOT NULL,
      "timeZone" text NOT NULL,
      "startAt" timestamptz,
      "endAt" timestamptz,
      "runs" integer,
      "recipientIds" ${userId}[] NOT NULL DEFAULT '{}',
      "webhookUrl" text,
      "webhookSecret" text,
      "revision" integer NOT NULL DEFAULT 1,
      "syncedRevision" integer NOT NULL DEFAULT 0,
      "createdAt" timestamptz NOT NULL DEFAULT now(),
      "updatedAt" timestamptz NOT NULL DEFAULT now(),
      "deletedAt" timestamptz,
      "endedAt" timestamptz,
      "pauseNote" text,
      "selfPausedAt" timestamptz
    )`)
  await knex.raw(`CREATE INDEX "ExportSchedule_owner_idx"
    ON "ExportSchedule" ("ownerId", "createdAt" DESC, "id" DESC)`)
  await knex.raw(`
    CREATE TABLE "ExportBackfill" (
      "id" uuid PRIMARY KEY,
      "scheduleId" uuid NOT NULL REFERENCES "ExportSchedule",
      "fromDay" date NOT NULL,
      "toDay" date NOT NULL,
      "createdAt" timestamptz NOT NULL DEFAULT now(),
      "plannedAt" timestamptz,
      "endedAt" timestamptz,
      "alreadyThere" integer NOT NULL DEFAULT 0
    )`)
  await knex.raw(`CREATE INDEX "ExportBackfill_schedule_idx"
    ON "ExportBackfill" ("scheduleId", "createdAt" DESC)`)
  await knex.raw(`
    CREATE TABLE "ExportScheduleRun" (
      "id" uuid PRIMARY KEY,
      "scheduleId" uuid NOT NULL REFERENCES "ExportSchedule",
      "firing" text NOT NULL,
      "step" integer NOT NULL,
      "dueAt" timestamptz NOT NULL,
      "createdAt" timestamptz NOT NULL DEFAULT now(),
      "content" text NOT NULL,
      "localDay" date,
      "windowStart" timestamptz,
      "windowEnd" timestamptz,
      "exportId" ${exportId},
      "skipReason" text,
      "backfillId" uuid REFERENCES "ExportBackfill"
    )`)
  // A step of a firing that is done again, after a crash, finds what it did.
  await knex.raw(`CREATE UNIQUE INDEX "ExportScheduleRun_firing_idx"
    ON "ExportScheduleRun" ("firing", "step")`)
  await knex.raw(`CREATE INDEX "ExportScheduleRun_schedule_idx"
    ON "ExportScheduleRun" ("scheduleId", "createdAt" DESC, "id" DESC)`)
  await knex.raw(`CREATE INDEX "ExportScheduleRun_backfill_idx"
    ON "ExportScheduleRun" ("backfillId") WHERE "backfillId" IS NOT NULL`)
  await knex.raw('ALTER TABLE "ExportAccessLog" ADD COLUMN "scheduleId" text')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE "ExportAccessLog" DROP COLUMN "scheduleId"')
  for (const table of ['ExportScheduleRun', 'ExportBackfill', 'ExportSchedule']) {
    await knex.schema.dropTable(table)
  }
  await knex.raw('DROP INDEX "ExportJob_localDay_idx", "ExportJob_schedule_idx"')
  await dropAddedColumns(
    knex,
    COLUMNS.map(([name]) => name),
  )
}
