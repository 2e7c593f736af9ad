/** What runs of a schedule hold, in one statement: a schedule by the minute has half a million a year. */
import type { Knex } from 'knex'
import type { RunCoverage } from './scheduleRuns.ts'

/**
 * `held` are windows and days of jobs that have their file or are about to, and of backfills that wait.
 * Windows that touch or overlap are one island: a new one begins where none before reaches.
 */
const COVERAGE = `
  WITH job AS (
    SELECT "status" = 'COMPLETED' AS "isCompleted", "backfillId" IS NOT NULL AS "isBackfill",
           "localDay", "windowStart", "windowEnd", "requestDigest"
      FROM "ExportJob"
     WHERE "scheduleId" = :scheduleId AND "status" IN ('PENDING', 'COMPLETED')
  ), full_ AS (
    SELECT CASE WHEN "requestDigest" = :requestDigest THEN "windowEnd" END AS until FROM job
     WHERE "isCompleted" AND NOT "isBackfill" AND "windowStart" IS NULL AND "windowEnd" IS NOT NULL
     ORDER BY "windowEnd" DESC LIMIT 1
  ), held AS (
    SELECT "localDay", "windowStart", "windowEnd" FROM job
     UNION ALL
    SELECT run."localDay", run."windowStart", run."windowEnd"
      FROM "ExportScheduleRun" AS run JOIN "ExportBackfill" AS backfill
        ON backfill."id" = run."backfillId"
     WHERE run."scheduleId" = :scheduleId AND run."exportId" IS NULL
       AND run."skipReason" IS NULL AND backfill."endedAt" IS NULL
  ), reach AS (
    SELECT "windowStart" AS start, "windowEnd" AS until,
           max("windowEnd") OVER (ORDER BY "windowStart", "windowEnd"
             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM held
     WHERE "windowStart" IS NOT NULL
       AND "windowEnd" > coalesce((SELECT until FROM full_), '-infinity')
  ), island AS (
    SELECT start, until, count(*) FILTER (WHERE before IS NULL OR before < start)
             OVER (ORDER BY start, until) AS number
      FROM reach
  ), taken AS (
    SELECT min(start) AS start, max(until) AS until FROM island GROUP BY number
  )
  SELECT
    EXISTS (SELECT FROM job WHERE NOT "isCompleted" AND NOT "isBackfill") AS "isRunning",
    (SELECT until FROM full_) AS "fullUntil",
    (SELECT count(*)::int FROM job
      WHERE "isCompleted" AND NOT "isBackfill" AND "windowStart" IS NOT NULL
        AND "windowEnd" > (SELECT until FROM full_)) AS deltas,
    ARRAY(SELECT start FROM taken ORDER BY start) AS starts,
    ARRAY(SELECT until FROM taken ORDER BY start) AS ends,
    ARRAY(SELECT "localDay"::text FROM held WHERE "localDay" IS NOT NULL) AS days,
    (SELECT max("localDay") FROM job WHERE "isCompleted" AND NOT "isBackfill") AS "lastDay",
    (SELECT max("dueAt") FROM "ExportScheduleRun"
      WHERE "scheduleId" = :scheduleId AND "backfillId" IS NULL) AS "lastDueAt",
    coalesce((SELECT "skipReason" IS NOT NULL FROM "ExportScheduleRun"
      WHERE "scheduleId" = :scheduleId AND "backfillId" IS NULL
      ORDER BY "createdAt" DESC, "id" DESC LIMIT 1), false) AS "isOwed"`

type Row = Omit<RunCoverage, 'taken'> & { starts: Date[]; ends: Date[] }

/** `requestDigest` null: as if there were no file of every row. */
export async function runCoverage(
  transaction: Knex.Transaction,
  scheduleId: string,
  requestDigest: string | null,
): Promise<RunCoverage> {
  const { rows } = await transaction.raw<{ rows: Row[] }>(COVERAGE, { scheduleId, requestDigest })
  const [found] = rows
  if (!found) throw new Error('PostgreSQL gave no row for an aggregate.')
  const { starts, ends, ...coverage } = found
  const taken = starts.flatMap((start, index) => {
    const end = ends[index]
    return end ? [{ start, end }] : []
  })
  return { ...coverage, taken }
}
