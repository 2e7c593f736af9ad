/** Begins the next attempt of a job of the requester's own. */
import {
  ExportFailure,
  ExportStatus,
  exportMessage,
  type RequestedExport,
} from '../contract/index.ts'
import { requestDigest } from '../handlers/index.ts'
import { AccessAction } from '../stores/index.ts'
import { accessOf } from './access.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { asRequested, ownJob, wrongStatus } from './ownJobs.ts'
import { tooManyOpenJobs } from './requestExport.ts'
import { resolveAsked } from './resolveAsked.ts'
import { sendNow } from './sendNow.ts'

export async function retryExport(
  needed: ExportDataDependencies,
  caller: Caller,
  exportId: string,
): Promise<RequestedExport> {
  const { record, job } = await ownJob(needed, caller.userId, exportId)
  if (!job.isRetriable || !record.request) throw wrongStatus(job, remedyFor(job))
  const { requester } = await resolveAsked(needed, caller.userId, record.request)
  const next = { exportId: record.id, attempt: record.attempt + 1 }
  const beginning = await needed.requests.beginAttempt({
    key: { exportId: record.id, attempt: record.attempt },
    createdById: requester.id,
    digest: requestDigest(record.request),
    message: exportMessage(next, record.request, requester.id),
    maxOpen: needed.maxOpenJobs,
    access: { ...accessOf(caller, AccessAction.RETRY, record.id), userId: requester.id },
  })
  if (beginning.kind === 'TOO_MANY_OPEN_JOBS') {
    throw new ExportFailure(tooManyOpenJobs(needed.maxOpenJobs))
  }
  if (beginning.kind === 'HELD_ELSEWHERE') {
    throw wrongStatus(job, 'Its rows are in another file of its schedule; download that one.')
  }
  if (beginning.kind === 'CHANGED') {
    throw wrongStatus((await ownJob(needed, caller.userId, exportId)).job, 'Look at it again.')
  }
  await sendNow(needed, next)
  return asRequested(beginning.record)
}

function remedyFor({ status }: RequestedExport): string {
  const isOver = status === ExportStatus.FAILED || status === ExportStatus.CANCELLED
  return isOver
    ? 'It can not be retried, since what it asked for is not on record; ask for a new export.'
    : 'Only one that failed or was cancelled can be retried.'
}
