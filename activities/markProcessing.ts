/** First step: the record says that the export is being worked on. */
import type { ChangeWindow } from '../contract/index.ts'
import { resolveRequest } from '../handlers/index.ts'
import type { JobKey } from '../stores/index.ts'
import { activeJob, notActive, requestOf } from './activeJob.ts'
import type { ActivityDependencies } from './dependencies.ts'

export interface MarkedJob {
  /** Client whose user asked; null for staff. */
  tenantId: string | null
  /** Absent where a person asked. */
  schedule?: { scheduleId: string; window: ChangeWindow | null }
}

/**
 * Sets `startedAt`, then checks the requester's right to the request, and the request, so that one
 * that can't be met fails before any row is read.
 * @throws ExportFailure JOB_NOT_ACTIVE, or one of the requester's failures.
 */
export function createMarkProcessing({
  jobs,
  requesters,
  handlerOf,
}: Pick<ActivityDependencies, 'jobs' | 'requesters' | 'handlerOf'>) {
  return async function markProcessing(key: JobKey): Promise<MarkedJob> {
    const job = await activeJob(jobs, key)
    if (!(await jobs.markProcessing(key))) throw notActive(key, await jobs.find(key.exportId))
    const request = requestOf(job)
    const found = await requesters.find(job.createdById)
    const { requester } = resolveRequest(handlerOf(request.type), found, request)
    const { scheduleId, window } = job
    return {
      tenantId: requester.clientId,
      ...(scheduleId === null ? {} : { schedule: { scheduleId, window } }),
    }
  }
}
