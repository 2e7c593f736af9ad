/** First step: the record says that the export is being worked on. */
import { ExportFailure, FailureCode } from '../contract/index.ts'
import type { JobKey } from '../stores/index.ts'
import { activeJob, notActive, requestOf } from './activeJob.ts'
import type { ActivityDependencies } from './dependencies.ts'

export interface MarkedJob {
  /** Client whose user asked; null for staff. */
  tenantId: string | null
}

/**
 * Sets `startedAt`, then checks the request and the requester's right to it, so that a request that
 * can't be met fails before any row is read.
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
    const handler = handlerOf(request.type)
    const [first, ...others] = handler.validate(request)
    if (first) throw new ExportFailure([first, ...others])
    const requester = await requesters.find(job.createdById)
    if (!requester) throw requesterUnknown(key.exportId)
    const scope = handler.scopeOf(requester)
    if ('code' in scope) throw new ExportFailure(scope)
    return { tenantId: requester.clientId }
  }
}

export function requesterUnknown(exportId: string): ExportFailure {
  return new ExportFailure({
    code: FailureCode.REQUESTER_NOT_ALLOWED,
    message: `The requester of export ${exportId} is not a user of Connexus.`,
    remedy: 'Ask an administrator to check the account, then ask for the export again.',
  })
}
