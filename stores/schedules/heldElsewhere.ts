/** Whether what a schedule's job would hold is in another file of the schedule by now. */
import type { Knex } from 'knex'

/** The same day, or some of the same changes; of a job that has or is about to have its file. */
const HELD_ELSEWHERE = `
  SELECT EXISTS (
    SELECT FROM "ExportJob" AS own JOIN "ExportJob" AS other
      ON other."scheduleId" = own."scheduleId" AND other."id" <> own."id"
     AND other."status" IN ('PENDING', 'COMPLETED')
     AND (other."localDay" = own."localDay"
       OR (other."windowStart" < own."windowEnd" AND own."windowStart" < other."windowEnd"))
   WHERE own."id" = ?) AS "isHeld"`

/** Holds the job's schedule until the transaction ends; false for a job of none. */
export async function isHeldElsewhere(
  transaction: Knex.Transaction,
  exportId: string,
): Promise<boolean> {
  const job = await transaction('ExportJob')
    .where({ id: exportId })
    .first<{ scheduleId: string | null } | undefined>('scheduleId')
  if (!job?.scheduleId) return false
  await transaction('ExportSchedule').where({ id: job.scheduleId }).forUpdate().first('id')
  const { rows } = await transaction.raw<{ rows: { isHeld: boolean }[] }>(HELD_ELSEWHERE, [
    exportId,
  ])
  return rows[0]?.isHeld ?? false
}
