/** What a requester does to a job of theirs: cancel it, begin it again, let go of it. */
import {
  ExportFailure,
  ExportStatus,
  type RequestedExport,
  workflowIdOf,
} from '../contract/index.ts'
import { AccessAction, exportPrefix } from '../stores/index.ts'
import { accessOf } from './access.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import type { Caller } from './exportData.ts'
import { exportMessage } from './exportMessage.ts'
import { asRequested, ownJob, unknownJob, wrongStatus } from './ownJobs.ts'
import { tooManyOpenJobs } from './requestExport.ts'
import { activeRequester, resolveAsked } from './resolveAsked.ts'
import { sendNow } from './sendNow.ts'

/** More than the message allows; nobody comes so far. */
const MAX_ATTEMPTS = 1_000

export async function cancelExport(
  needed: ExportDataDependencies,
  caller: Caller,
  exportId: string,
): Promise<RequestedExport> {
  const { record, job } = await ownJob(needed, caller.userId, exportId)
  if (job.status === ExportStatus.CANCELLED) return job
  if (job.status !== ExportStatus.PENDING) {
    throw wrongStatus(job, 'Only one that is waiting or running can be cancelled.')
  }
  await needed.accessLog.record(accessOf(caller, AccessAction.CANCEL, record.id))
  const key = { exportId: record.id, attempt: record.attempt }
  const isRunning = await stopRun(needed, key, record.startedAt !== null)
  // Nothing has begun that would have to be stopped first; a run that comes later finds this.
  if (!isRunning || record.startedAt === null) await needed.jobs.recordCancellation(key)
  return (await ownJob(needed, caller.userId, exportId)).job
}

/** A job that has not begun is cancelled on its record, also where Temporal can't be told. */
async function stopRun(
  { runs }: Pick<ExportDataDependencies, 'runs'>,
  { exportId, attempt }: { exportId: string; attempt: number },
  hasBegun: boolean,
): Promise<boolean> {
  try {
    return await runs.cancel(workflowIdOf(exportId, attempt))
  } catch (error) {
    if (hasBegun) throw error
    return false
  }
}

export async function retryExport(
  needed: ExportDataDependencies,
  caller: Caller,
  exportId: string,
): Promise<RequestedExport> {
  const { record, job } = await ownJob(needed, caller.userId, exportId)
  const isRetriable = job.status === ExportStatus.FAILED || job.status === ExportStatus.CANCELLED
  if (!isRetriable) throw wrongStatus(job, 'Only one that failed or was cancelled can be retried.')
  // What its message asked for was refused before it was stored: by default it would be another file.
  if (!record.request || record.attempt >= MAX_ATTEMPTS) {
    throw wrongStatus(job, 'It can not be retried; ask for a new export.')
  }
  const { requester } = await resolveAsked(needed, caller.userId, record.request)
  const attempt = record.attempt + 1
  const beginning = await needed.requests.beginAttempt({
    key: { exportId: record.id, attempt: record.attempt },
    createdById: requester.id,
    message: exportMessage({ exportId: record.id, attempt }, record.request, requester.id),
    maxOpen: needed.maxOpenJobs,
    access: accessOf(caller, AccessAction.RETRY, record.id),
  })
  if (beginning.kind === 'TOO_MANY_OPEN_JOBS') {
    throw new ExportFailure(tooManyOpenJobs(needed.maxOpenJobs))
  }
  if (beginning.kind === 'CHANGED') {
    throw wrongStatus((await ownJob(needed, caller.userId, exportId)).job, 'Look at it again.')
  }
  await sendNow(needed, { exportId: record.id, attempt })
  return asRequested(beginning.record)
}

export async function removeExport(
  { requesters, requests, objects }: ExportDataDependencies,
  caller: Caller,
  exportId: string,
): Promise<void> {
  const { id: userId } = activeRequester(await requesters.find(caller.userId))
  const access = accessOf(caller, AccessAction.REMOVE, exportId)
  const record = await requests.remove(exportId, userId, access)
  if (!record) throw unknownJob()
  if (record.status === ExportStatus.PENDING) {
    throw wrongStatus(asRequested(record), 'Cancel it first.')
  }
  // The record goes first: a file that is gone must not be offered. Asking again goes on here.
  if (record.objectKey === null) return
  await objects.remove(await objects.list(exportPrefix(record.id)))
  await requests.forgetFile(record.id)
}
