/** Begins to tell of a job's end, or a schedule's, in a workflow that outlives the one that asks. */
import { log, ParentClosePolicy, startChild } from '@temporalio/workflow'
import {
  type NoticeEvent,
  type NoticeSubject,
  noticesIdOf,
  SEND_NOTICES,
} from '../contract/index.ts'
import type { sendNotices } from './sendNotices.ts'

type ScheduleEvent = Extract<NoticeSubject, { kind: 'SCHEDULE' }>['event']

export async function tellOfExport(exportId: string, attempt: number): Promise<void> {
  const summary = `Notices of export ${exportId}, attempt ${attempt}`
  await tell({ kind: 'EXPORT', exportId, attempt }, noticesIdOf(exportId, attempt), summary)
}

/** `occasion` tells this time from another: of one, nobody is told twice. */
export async function tellOfSchedule(
  scheduleId: string,
  event: ScheduleEvent,
  occasion: string,
): Promise<void> {
  const subject: NoticeSubject = { kind: 'SCHEDULE', scheduleId, event, occasion }
  const summary = `Notices of schedule ${scheduleId}: ${event satisfies NoticeEvent}`
  await tell(subject, `notices-${event}-${scheduleId}-${occasion}`, summary)
}

/** Nothing fails for its notices: those whose id is taken were begun by an earlier run. */
async function tell(subject: NoticeSubject, workflowId: string, summary: string): Promise<void> {
  try {
    await startChild<typeof sendNotices>(SEND_NOTICES, {
      args: [subject],
      workflowId,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: summary,
    })
  } catch (error) {
    log.warn('the notices were not begun', { reason: String(error) })
  }
}
