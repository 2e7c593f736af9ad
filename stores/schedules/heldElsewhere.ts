/** Whether what a run would hold is in another file of its schedule, or is about to be. */
import type { Knex } from 'knex'
import type { RunExport } from './scheduleRuns.ts'

/** The same day, or some of the same changes: of a job, or of a window of a backfill that waits. */
const HELD = `
  SELECT EXISTS (
    SELECT FROM (
      SELECT "localDay", "windowStart", "windowEnd" FROM "ExportJob"
       WHERE "scheduleId" = :scheduleId AND "status" IN ('PENDING', 'COMPLETED')
       UNION ALL
      SELECT run."localDay", run."windowStart", run."windowEnd"
        FROM "ExportScheduleRun" AS run JOIN "ExportBackfill" AS backfill
          ON backfill."id" = run."backfillId"
       WHERE run."scheduleId" = :scheduleId AND run."exportId" IS NULL
         AND run."skipReason" IS NULL AND backfill."endedAt" IS NULL
         AND run."id" IS DISTINCT FROM :runId
    ) AS held
     WHERE "localDay" = :localDay::date
        OR ("windowStart" < :end::timestamptz AND "windowEnd" > :start::timestamptz)
  ) AS "isHeld"`

/** For a transaction that holds the schedule, and a run that has no job, or one that is over. */
export async function isHeld(
  transaction: Knex.Transaction,
  scheduleId: string,
  { localDay, window }: Pick<RunExport, 'localDay' | 'window'>,
  runId: string | null = null,
): Promise<boolean> {
  const { rows } = await transaction.raw<{ rows: { isHeld: boolean }[] }>(HELD, {
    scheduleId,
    runId,
    localDay,
    start: window?.start?.toISOString() ?? null,
    end: window?.start ? window.end.toISOString() : null,
  })
  return rows[0]?.isHeld ?? false
}

interface ScheduledJob {
  scheduleId: string | null
  backfillId: string | null
  localDay: string | null
  windowStart: Date | null
  windowEnd: Date | null
}

/**
 * Of a job that is over, for its next attempt; also where another run of its schedule is going on, as
 * there are never two. Holds the schedule until the transaction ends.
 */
export async function isHeldElsewhere(
  transaction: Knex.Transaction,
  exportId: string,
): Promise<boolean> {
  const job = await transaction('ExportJob')
    .where({ id: exportId })
    .first<ScheduledJob | undefined>(
      'scheduleId',
      'backfillId',
      'localDay',
      'windowStart',
      'windowEnd',
    )
  if (!job?.scheduleId) return false
  const { scheduleId, backfillId, localDay, windowStart: start, windowEnd: end } = job
  await transaction('ExportSchedule').where({ id: scheduleId }).forUpdate().first('id')
  if (backfillId === null && (await isRunning(transaction, scheduleId))) return true
  return await isHeld(transaction, scheduleId, { localDay, window: end && { start, end } })
}

async function isRunning(transaction: Knex.Transaction, scheduleId: string): Promise<boolean> {
  const open: unknown = await transaction('ExportJob')
    .where({ scheduleId, backfillId: null, status: 'PENDING' })
    .first('id')
  return open !== undefined
}
