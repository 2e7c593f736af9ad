/**
 * The export jobs' records as their requesters ask for them, list them and let go of them. What is
 * asked for is recorded in one transaction with the message that will be sent, and with its entry in
 * the access log.
 */
import type { ExportRequest, ExportStatus, Scope } from '../contract/index.ts'
import type { Access } from './accessLog.ts'
import type { JobKey } from './exportJobs.ts'
import type { ExportRecord } from './exportRecord.ts'

export interface NewExport {
  id: string
  createdById: string
  request: ExportRequest
  /** Equal for equal requests. */
  digest: string
  idempotencyKey: string | null
  /** Body of the message that starts the job. */
  message: string
  /** Most jobs that one requester may have PENDING. */
  maxOpen: number
  access: Access
  /** A file that the request may be answered with. Default: none. */
  reuse?: ReusableFile
}

/** A finished file, and what must still be true of it and of its job for another job to have it too. */
export interface ReusableFile {
  sourceId: string
  /** The source's `reuseDigest`. */
  digest: string
  /** What the requester may see now; what the file was made under must be the same. */
  scope: Scope
  objectKey: string
  /** Greatest age of the rows, in seconds. */
  withinSeconds: number
  /** Client whose user asks; null for staff. */
  tenantId: string | null
  /** As the new job's record says it. */
  fileUrl: string
  /** From now until the new job's `expiresAt`; 0 for a file that is kept for ever. */
  retentionHours: number
}

export type Creation =
  | { kind: 'CREATED'; record: ExportRecord }
  /** The new job is COMPLETED, with the file that was to be reused. */
  | { kind: 'REUSED'; record: ExportRecord }
  /** The key was used for the same request. */
  | { kind: 'SAME_KEY'; record: ExportRecord }
  | { kind: 'KEY_REUSED'; record: ExportRecord }
  /** An equal request of the same requester is PENDING, and no key says that another one is meant. */
  | { kind: 'IDENTICAL_OPEN_JOB'; record: ExportRecord }
  | { kind: 'TOO_MANY_OPEN_JOBS' }

/** The next attempt of a job. */
export interface NextAttempt {
  /** The attempt that is over. */
  key: JobKey
  createdById: string
  /** As of the new job that asks for the same. */
  digest: string
  message: string
  maxOpen: number
  access: Access
}

export type Beginning =
  | { kind: 'BEGUN'; record: ExportRecord }
  /** The record is no longer FAILED or CANCELLED in that attempt. */
  | { kind: 'CHANGED' }
  /** Another file of its schedule holds, or is about to hold, what it would. */
  | { kind: 'HELD_ELSEWHERE' }
  | { kind: 'TOO_MANY_OPEN_JOBS' }

export interface ListQuery {
  createdById: string
  type?: string
  status?: ExportStatus
  fileType?: string
  limit: number
  /** The last one of the page before. */
  after?: Pick<ExportRecord, 'place' | 'id'>
}

/** A job that its requester lets go of. */
export interface Removal {
  exportId: string
  createdById: string
  access: Access
}

/**
 * Jobs that were removed are found by `remove` alone, and those of types that are not ours, which
 * Connexus may have, by nothing here.
 */
export interface ExportRequests {
  /**
   * Logged, whatever comes of it, but for one that is one too many. A key that was used goes before a
   * file to reuse, and that before an equal request that is PENDING; it needs no place among the open.
   */
  create(asked: NewExport): Promise<Creation>
  find(exportId: string): Promise<ExportRecord | undefined>
  /** Newest first, then by id, the greatest first. */
  list(query: ListQuery): Promise<ExportRecord[]>
  beginAttempt(next: NextAttempt): Promise<Beginning>
  /** PENDING → CANCELLED for a job of which nothing has begun; false for any other. */
  cancelUnstarted(key: JobKey): Promise<boolean>
  /** Notes that a PENDING job is being stopped: it is no longer given for an equal request. */
  markCancelling(key: JobKey): Promise<void>
  /**
   * Marks a requester's job as removed unless it is PENDING, and logs it; gives the record as it is
   * then, also of one that was removed before. Its idempotency key is free again.
   */
  remove(removal: Removal): Promise<ExportRecord | undefined>
}
