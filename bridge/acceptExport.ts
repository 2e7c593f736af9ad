/**
 * Takes a valid message in: checks it against the job's record, stores the request there, and only
 * then starts the workflow, which reads the request from the record.
 */
import {
  type ExportRequestType,
  ExportStatus,
  type Failure,
  FailureCode,
  type Requester,
  Role,
  type RowRequest,
  type TableExportData,
  workflowIdOf,
} from '../contract/index.ts'
import type { ExportJob, ExportJobs, Requesters } from '../stores/index.ts'
import { reachDatabase } from './outage.ts'
import { type Outcome, OutcomeKind } from './outcome.ts'
import { type StartExport, StartResult } from './startExport.ts'

export interface ExportIntake {
  jobs: ExportJobs
  requesters: Requesters
  startExport: StartExport
  /** Every fault of the rows that are asked for. */
  validate(type: ExportRequestType, request: RowRequest): Failure[]
}

/** An outcome, and what the log says beside it. */
export interface Decision {
  outcome: Outcome
  exportId?: string
  attempt?: number
  workflowId?: string
  error?: unknown
}

/** Undefined when no job has the message's id and attempt. */
export async function acceptExport(
  data: TableExportData,
  intake: ExportIntake,
): Promise<Decision | undefined> {
  const job = await reachDatabase(() => intake.jobs.find(data.exportId))
  if (!job || job.attempt < data.attempt) return undefined
  // The record's own id: the message may spell a uuid in capitals, and workflow ids are text.
  const key = { exportId: job.id, attempt: data.attempt }
  const requester = await reachDatabase(() => intake.requesters.find(data.userId))
  const refusal = refusalOf(data, job, requester)
  if (refusal) {
    await reachDatabase(() => intake.jobs.recordRefusal(key, refusal))
    return { outcome: deadLetter(refusal), ...key }
  }
  if (job.attempt > data.attempt) {
    return { outcome: done('a later attempt of the job has been asked for'), ...key }
  }
  if (job.errorCode === FailureCode.WORKFLOW_REFUSED) {
    // Failed by an earlier delivery, which may have died before it put the message aside.
    return { outcome: deadLetter(WORKFLOW_REFUSED), ...key }
  }
  if (job.status !== ExportStatus.PENDING) {
    return { outcome: done(`the job is ${job.status} already`), ...key }
  }
  return { ...(await begin(data, job, requester, intake)), ...key }
}

async function begin(
  data: TableExportData,
  job: ExportJob,
  requester: Requester | undefined,
  { jobs, startExport }: ExportIntake,
): Promise<Decision> {
  const { exportId: _, userId, attempt, ...request } = data
  const key = { exportId: job.id, attempt }
  const workflowId = workflowIdOf(job.id, attempt)
  const tenantId = requester?.role === Role.CLIENT ? requester.clientId : null
  const stored = await reachDatabase(() =>
    jobs.storeRequest(key, { request, tenantId, workflowId }),
  )
  if (!stored) return { outcome: done('the job ended in the meantime'), workflowId }
  const { type, fileType } = request
  const fairnessKey = tenantId ?? userId
  const result = await startExport({ ...key, type, fileType, workflowId, tenantId, fairnessKey })
  if (result === StartResult.REFUSED) {
    await reachDatabase(() => jobs.recordFailure(key, WORKFLOW_REFUSED))
    return { outcome: deadLetter(WORKFLOW_REFUSED), workflowId }
  }
  const why = result === StartResult.STARTED ? 'its workflow has started' : 'its workflow is over'
  return { outcome: done(why), workflowId }
}

const WORKFLOW_REFUSED: Failure = {
  code: FailureCode.WORKFLOW_REFUSED,
  message: 'Temporal refused to start the workflow of this export.',
  remedy: "Check the length of the export's id against the limits of the Temporal namespace.",
}

function refusalOf(
  data: TableExportData,
  job: ExportJob,
  requester: Requester | undefined,
): Failure | undefined {
  // Through the user's record as well, since a message may spell a uuid in capitals.
  if (data.userId !== job.createdById && requester?.id !== job.createdById) {
    return {
      code: FailureCode.REQUESTER_NOT_ALLOWED,
      message: 'The export job belongs to another user than the message says.',
      remedy: 'Request the export again as the user who needs the file.',
    }
  }
  if (data.type === job.type && data.fileType === job.fileType) return undefined
  return {
    code: FailureCode.INVALID_MESSAGE,
    message: `data.type and data.fileType must be those of the job, ${job.type} and ${job.fileType}.`,
    remedy: 'Request the export again; its producer must send what it recorded.',
  }
}

function done(why: string): Outcome {
  return { kind: OutcomeKind.DELETE, why }
}

function deadLetter(failure: Failure): Outcome {
  return { kind: OutcomeKind.DEAD_LETTER, failure }
}
