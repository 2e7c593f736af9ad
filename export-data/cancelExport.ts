/** Stops a job of the requester's own, on its record and in its run. */
import {
  ExportFailure,
  ExportStatus,
  FailureCode,
  type RequestedExport,
  workflowIdOf,
} from '../contract/index.ts'
import { AccessAction, type JobKey } from '../stores/index.ts'
import { accessOf } from './access.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { ownJob, wrongStatus } from './ownJobs.ts'

export async function cancelExport(
  needed: ExportDataDependencies,
  caller: Caller,
  exportId: string,
): Promise<RequestedExport> {
  const { requester, record, job } = await ownJob(needed, caller.userId, exportId)
  if (job.status === ExportStatus.CANCELLED) return job
  if (job.status !== ExportStatus.PENDING) {
    throw wrongStatus(job, 'Only one that is waiting or running can be cancelled.')
  }
  const key = { exportId: record.id, attempt: record.attempt }
  await needed.accessLog.record({
    ...accessOf(caller, AccessAction.CANCEL, record.id),
    userId: requester.id,
  })
  await needed.requests.markCancelling(key)
  await stop(needed, key)
  return (await ownJob(needed, caller.userId, exportId)).job
}

/** A run that is told to stop records that itself; what none would record is recorded here. */
async function stop(
  { runs, requests, jobs }: Pick<ExportDataDependencies, 'runs' | 'requests' | 'jobs'>,
  key: JobKey,
): Promise<void> {
  try {
    const isRunning = await runs.cancel(workflowIdOf(key.exportId, key.attempt))
    // A run that has not begun may wait for a worker for long; when it begins it finds this.
    await (isRunning ? requests.cancelUnstarted(key) : jobs.recordCancellation(key))
  } catch (error) {
    const isUnreachable =
      error instanceof ExportFailure && error.code === FailureCode.TEMPORAL_UNAVAILABLE
    if (!isUnreachable || !(await requests.cancelUnstarted(key))) throw error
  }
}
