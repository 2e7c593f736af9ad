/** What runs of a schedule are planned from: read in the transaction that holds the schedule. */
import type { Knex } from 'knex'
import { ExportFailure, ExportStatus, FailureCode } from '../../contract/index.ts'
import type { ScheduleRecord } from './scheduleRecord.ts'
import type { HeldRunRecord, PlanningState } from './scheduleRuns.ts'

interface HeldRow {
  isCompleted: boolean
  isBackfill: boolean
  localDay: string | null
  windowStart: Date | null
  windowEnd: Date | null
  requestDigest: string | null
}

export async function planningState(
  transaction: Knex.Transaction,
  schedule: ScheduleRecord,
  settleSeconds: number,
): Promise<PlanningState> {
  return {
    schedule,
    held: await heldRuns(transaction, schedule.id),
    settledUntil: await settledUntil(transaction, settleSeconds),
  }
}

/** Jobs that have their file or are about to, and windows of backfills that wait. */
async function heldRuns(
  transaction: Knex.Transaction,
  scheduleId: string,
): Promise<HeldRunRecord[]> {
  const { rows } = await transaction.raw<{ rows: HeldRow[] }>(
    `SELECT "status" = :completed AS "isCompleted", "backfillId" IS NOT NULL AS "isBackfill",
            "localDay", "windowStart", "windowEnd", "requestDigest"
       FROM "ExportJob"
      WHERE "scheduleId" = :scheduleId AND "status" IN (:pending, :completed)
      UNION ALL
     SELECT false, true, run."localDay", run."windowStart", run."windowEnd", NULL
       FROM "ExportScheduleRun" AS run JOIN "ExportBackfill" AS backfill
         ON backfill."id" = run."backfillId"
      WHERE run."scheduleId" = :scheduleId AND run."exportId" IS NULL
        AND run."skipReason" IS NULL AND backfill."endedAt" IS NULL`,
    { scheduleId, completed: ExportStatus.COMPLETED, pending: ExportStatus.PENDING },
  )
  return rows.map(({ windowStart, windowEnd, ...row }) => ({
    ...row,
    window: windowEnd && { start: windowStart, end: windowEnd },
  }))
}

/**
 * Our own snapshots only read, and those of an export can last for hours. Standbys and vacuuming write
 * no rows either.
 */
const SETTLED_UNTIL = `
  SELECT date_trunc('milliseconds', least(now() - make_interval(secs => ?), min(xact_start))) AS at,
         pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS "maySeeAll"
    FROM pg_stat_activity
   WHERE pid <> pg_backend_pid() AND datname = current_database()
     AND backend_type NOT IN ('autovacuum worker', 'walsender')
     AND NOT (usename = current_user AND application_name LIKE 'connexus-export %')`

async function settledUntil(transaction: Knex.Transaction, settleSeconds: number): Promise<Date> {
  const { rows } = await transaction.raw<{ rows: { at: Date; maySeeAll: boolean }[] }>(
    SETTLED_UNTIL,
    [settleSeconds],
  )
  const [found] = rows
  // Without the right, PostgreSQL shows sessions of others without their times: rows would be missed.
  if (!found?.maySeeAll) throw mayNotSee()
  return found.at
}

function mayNotSee(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.DATABASE_UNAVAILABLE,
    message:
      'The worker may not see when other transactions began, so that changes could be missed.',
    remedy: 'An operator grants pg_read_all_stats to the role of the worker (docker/grants.sql).',
  })
}
