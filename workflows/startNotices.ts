/** Begins to tell of a job's end, in a workflow that outlives the export's own. */
import { log, ParentClosePolicy, startChild } from '@temporalio/workflow'
import { type NoticeSubject, noticesIdOf, SEND_NOTICES } from '../contract/index.ts'
import type { sendNotices } from './sendNotices.ts'

/** An export never fails for its notices: one whose id is taken was begun by an earlier run. */
export async function startNotices(exportId: string, attempt: number): Promise<void> {
  const subject: NoticeSubject = { kind: 'EXPORT', exportId, attempt }
  try {
    await startChild<typeof sendNotices>(SEND_NOTICES, {
      args: [subject],
      workflowId: noticesIdOf(exportId, attempt),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `Notices of export ${exportId}, attempt ${attempt}`,
    })
  } catch (error) {
    log.warn('the notices were not begun', { reason: String(error) })
  }
}
