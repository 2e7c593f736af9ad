/** Whether what a run would hold is in another file of its schedule, or is about to be. */
import type { Knex } from 'knex'
import type { RunExport } from './scheduleRuns.ts'

/** The same day, or some of the same changes. */
const HELD = `
  SELECT EXISTS (
    SELECT FROM "ExportJob"
     WHERE "scheduleId" = :scheduleId AND "status" IN ('PENDING', 'COMPLETED')
       AND ("localDay" = :localDay::date
         OR ("windowStart" < :end::timestamptz AND "windowEnd" > :start::timestamptz))
  ) AS "isHeld"`

/** For a transaction that holds the schedule, and a run that has no job, or one that is over. */
export async function isHeld(
  transaction: Knex.Transaction,
  scheduleId: string,
  { localDay, window }: Pick<RunExport, 'localDay' | 'window'>,
): Promise<boolean> {
  const { rows } = await transaction.raw<{ rows: { isHeld: boolean }[] }>(HELD, {
    scheduleId,
    localDay,
    start: window?.start?.toISOString() ?? null,
    end: window?.start ? window.end.toISOString() : null,
  })
  return rows[0]?.isHeld ?? false
}

/** Of a job that is over, for its next attempt. Holds its schedule until the transaction ends. */
export async function isHeldElsewhere(
  transaction: Knex.Transaction,
  exportId: string,
): Promise<boolean> {
  const job = await transaction('ExportJob').where({ id: exportId }).first<
    | {
        scheduleId: string | null
        localDay: string | null
        windowStart: Date | null
        windowEnd: Date | null
      }
    | undefined
  >('scheduleId', 'localDay', 'windowStart', 'windowEnd')
  if (!job?.scheduleId) return false
  const { scheduleId, localDay, windowStart: start, windowEnd: end } = job
  await transaction('ExportSchedule').where({ id: scheduleId }).forUpdate().first('id')
  return await isHeld(transaction, scheduleId, { localDay, window: end && { start, end } })
}
