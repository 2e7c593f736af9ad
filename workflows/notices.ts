/** Starts workflows that tell people and machines, and outlive the one that starts them. */
import { startChild } from '@temporalio/workflow'
import { type NoticeSubject, SEND_NOTICES } from '../contract/index.ts'

type ScheduleEvent = Extract<NoticeSubject, { kind: 'SCHEDULE' }>['event']

/** `occasion` tells this time from another: of one, nobody is told twice. */
export async function tellOfSchedule(
  scheduleId: string,
  event: ScheduleEvent,
  occasion: string,
): Promise<void> {
  const subject: NoticeSubject = { kind: 'SCHEDULE', scheduleId, event, occasion }
  await tell(subject, `notices-${event}-${scheduleId}-${occasion}`)
}

async function tell(subject: NoticeSubject, workflowId: string): Promise<void> {
  try {
    await startChild<(given: NoticeSubject) => Promise<void>>(SEND_NOTICES, {
      args: [subject],
      workflowId,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: 'ABANDON',
      staticSummary: `Notices: ${subject.kind === 'EXPORT' ? 'an export has ended' : subject.event}`,
    })
  } catch {
    // Told already, as a rule. Whatever else it is, it must not harm what is told of.
  }
}
