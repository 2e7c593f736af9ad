/** Reads the job of a step, and refuses when there is nothing left to do for its attempt. */
import {
  ExportFailure,
  type ExportRequest,
  ExportRequestType,
  ExportStatus,
  FailureCode,
  FileType,
  TITLES,
} from '../contract/index.ts'
import type { ExportJob, ExportJobs, JobKey } from '../stores/index.ts'

/**
 * The record of a job that is PENDING in this very attempt.
 * @throws ExportFailure UNKNOWN_JOB when there is no record, JOB_NOT_ACTIVE when the record is
 * terminal or of another attempt.
 */
export async function activeJob(jobs: ExportJobs, key: JobKey): Promise<ExportJob> {
  const job = await jobs.find(key.exportId)
  if (!job) {
    throw new ExportFailure({
      code: FailureCode.UNKNOWN_JOB,
      message: `There is no export job ${key.exportId}.`,
      remedy: 'Ask for the export again.',
    })
  }
  if (job.attempt !== key.attempt || job.status !== ExportStatus.PENDING) throw notActive(key, job)
  return job
}

/** Why a step of this attempt may change nothing. */
export function notActive(key: JobKey, job: ExportJob | undefined): ExportFailure {
  const state = job ? `is ${job.status} in attempt ${job.attempt}` : 'is gone'
  return new ExportFailure({
    code: FailureCode.JOB_NOT_ACTIVE,
    message: `Export ${key.exportId} ${state}: attempt ${key.attempt} has nothing to do.`,
    remedy: 'Retry the export to get a new file; this run changes nothing.',
  })
}

type Asked = Pick<ExportJob, 'id' | 'type' | 'fileType' | 'request'>

/** What the job is called. */
export function titleOf(job: Asked): string {
  const { type, title } = requestOf(job)
  return title ?? TITLES[type]
}

/** What the job asks for; one with Connexus' own columns alone asks for everything by default. */
export function requestOf(job: Asked): ExportRequest {
  if (job.request) return job.request
  const type = Object.values(ExportRequestType).find((candidate) => candidate === job.type)
  const fileType = Object.values(FileType).find((candidate) => candidate === job.fileType)
  if (!type || !fileType) {
    throw new ExportFailure({
      code: FailureCode.UNSUPPORTED_TYPE,
      message: `Export ${job.id} asks for ${job.type} as ${job.fileType}, which does not exist.`,
      remedy: `Choose one of ${Object.keys(ExportRequestType).join(', ')} as one of ${Object.keys(FileType).join(', ')}.`,
    })
  }
  return { type, fileType }
}
