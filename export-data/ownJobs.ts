/** Finds jobs of the caller's own. */
import {
  ExportFailure,
  FailureCode,
  type RequestedExport,
  type Requester,
} from '../contract/index.ts'
import type { ExportRecord, ExportRequests, ExportSchedules, Requesters } from '../stores/index.ts'
import { requestedExport } from './requestedExport.ts'
import { activeRequester } from './resolveAsked.ts'

export interface OwnJob {
  requester: Requester
  record: ExportRecord
  job: RequestedExport
}

interface Needed {
  requesters: Requesters
  requests: Pick<ExportRequests, 'find'>
}

/**
 * @throws ExportFailure REQUESTER_NOT_ALLOWED for an unknown or inactive caller, UNKNOWN_JOB for a job
 * that is not there or another's: the two can't be told apart.
 */
export async function ownJob(
  { requesters, requests }: Needed,
  userId: string,
  exportId: string,
): Promise<OwnJob> {
  const requester = activeRequester(await requesters.find(userId))
  const record = await requests.find(exportId)
  const job = record && requestedExport(record)
  if (!job || record.createdById !== requester.id) throw unknownJob()
  return { requester, record, job }
}

/**
 * A job whose file the caller may be given: their own, or one of a schedule that tells them. Whether
 * they may see all that the file holds is another question.
 * @throws ExportFailure as `ownJob`.
 */
export async function sharedJob(
  needed: Needed & { schedules: Pick<ExportSchedules, 'find'> },
  userId: string,
  exportId: string,
): Promise<OwnJob> {
  const requester = activeRequester(await needed.requesters.find(userId))
  const record = await needed.requests.find(exportId)
  const job = record && requestedExport(record)
  if (!job || !(await isShared(needed.schedules, record, requester.id))) throw unknownJob()
  return { requester, record, job }
}

async function isShared(
  schedules: Pick<ExportSchedules, 'find'>,
  { createdById, scheduleId }: ExportRecord,
  userId: string,
): Promise<boolean> {
  if (createdById === userId) return true
  const schedule = scheduleId === null ? undefined : await schedules.find(scheduleId)
  return schedule?.recipientIds.includes(userId) ?? false
}

export function unknownJob(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.UNKNOWN_JOB,
    message: 'There is no such export among yours.',
    remedy: 'List your exports to see what there is.',
  })
}

/** Why what was asked can't be done to a job as it is. */
export function wrongStatus({ status }: RequestedExport, remedy: string): ExportFailure {
  const message = `The export is ${status}.`
  return new ExportFailure({ code: FailureCode.WRONG_STATUS, message, remedy })
}

/** A record that was written just now. */
export function asRequested(record: ExportRecord): RequestedExport {
  const job = requestedExport(record)
  if (!job) throw unknownJob()
  return job
}
