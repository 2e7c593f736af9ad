/**
 * The activities as the workflows call them: each with its policy and a summary for Web UI, and done
 * again without counting when the worker that had it shuts down.
 */
import { ActivityFailure, ApplicationFailure, scheduleActivity } from '@temporalio/workflow'
import type { Activities } from '../activities/index.ts'
import { FailureCode } from '../contract/index.ts'
import { POLICIES } from './policies.ts'

export type StepName = keyof Activities

/** What Web UI shows beside each step. */
const SUMMARIES: Record<StepName, string> = {
  markProcessing: 'Check request and requester, mark as processing',
  fetchRows: 'Read all rows in one snapshot, stage them',
  renderFile: 'Render the file into an upload nobody sees yet',
  uploadFile: 'Complete the upload',
  recordCompletion: 'Publish: name the file on the record',
  recordFailure: 'Record the failure',
  recordCancellation: 'Record the cancellation',
  removeStaged: 'Remove staged rows and unfinished uploads',
  planScheduledRun: 'Decide which file comes next, record its job',
  recordedStatus: 'Look how the export stands',
  judgeSchedule: 'Pause the schedule if it keeps failing',
  planBackfillRuns: 'Decide which windows have no file',
  beginBackfillRun: 'Record the job of a window',
  endBackfill: 'Record that the backfill has ended',
  expireFiles: 'Remove files whose time is over, and those of removed exports',
  abortOrphanedUploads: 'Abort unfinished uploads that nobody works on',
  removeOrphanedStaged: 'Remove staged rows that nobody works on',
  removeOrphanedFiles: 'Remove files that no record names',
  resendOutbox: 'Send messages that lie in the outbox for over a minute',
  settleStuckJobs: 'Put stuck jobs on their way again, or end them',
  reconcileSchedules: 'Bring schedules and their records together again',
  planNotices: 'Write down who is to be told',
  deliverNotice: 'Tell one of them, by mail or webhook',
  recordUndelivered: 'Record that it was tried for long enough',
}

type Result<Name extends StepName> = Awaited<ReturnType<Activities[Name]>>

/** Runs a step. A worker's shutdown is not the job's failure: the step is scheduled anew. */
export async function runStep<Name extends StepName>(
  name: Name,
  ...args: Parameters<Activities[Name]>
): Promise<Result<Name>> {
  for (;;) {
    try {
      const options = { ...POLICIES[name], summary: SUMMARIES[name] }
      return await scheduleActivity<Result<Name>>(name, args, options)
    } catch (error) {
      if (codeOf(error) !== FailureCode.WORKER_SHUTDOWN) throw error
    }
  }
}

/** Our code of a failed step, or undefined when Temporal itself ended it. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) {
    return undefined
  }
  return error.cause.type ?? undefined
}
