/**
 * The export jobs' records. Every change is one conditional update on id, attempt and status, so a
 * late or doubled writer changes nothing; each answers whether it changed the record.
 */
import type {
  ChangeWindow,
  ExportRequest,
  ExportStatus,
  Failure,
  ReadFrom,
  Scope,
} from '../contract/index.ts'

/** A job's record as the pipeline sees it. */
export interface ExportJob {
  id: string
  type: string
  fileType: string
  status: ExportStatus
  createdById: string
  attempt: number
  /** Set while the job is processed, and after. */
  startedAt: Date | null
  completedAt: Date | null
  /** Stored by the bridge before the workflow starts; null until then. */
  request: ExportRequest | null
  /**
   * Of a schedule's files of changes and those that they follow; instants in UTC to the microsecond,
   * so that windows that touch in the database touch here as well.
   */
  window: ChangeWindow | null
  /** Null where a person asked. */
  scheduleId: string | null
  tenantId: string | null
  workflowId: string | null
  objectKey: string | null
  fileName: string | null
  errorCode: string | null
  errorMessage: string | null
  errorRemedy: string | null
}

/** Which job and which attempt of it a change is meant for. */
export interface JobKey {
  exportId: string
  attempt: number
}

/** What a finished file leaves on the record. */
export interface Completion {
  objectKey: string
  fileName: string
  /** The API's download address where one is configured, else `s3://bucket/key`. */
  fileUrl: string
  mediaType: string
  rowCount: number
  byteCount: number
  /** Hexadecimal. */
  sha256: string
  snapshotAt: Date
  readFrom: ReadFrom
  /** Counts by kind; empty when nothing had to be changed. */
  warnings: Record<string, number>
  /** From now until `expiresAt`; 0 for a file that is kept for ever. */
  retentionHours: number
}

export interface ExportJobs {
  find(exportId: string): Promise<ExportJob | undefined>
  /** Stores what the message asked for; a request that is already there stays. */
  storeRequest(
    key: JobKey,
    stored: { request: ExportRequest; tenantId: string | null; workflowId: string },
  ): Promise<boolean>
  /** PENDING → PENDING with `startedAt`; an earlier `startedAt` stays. */
  markProcessing(key: JobKey): Promise<boolean>
  /**
   * `startedAt` as text, to the microsecond and the same in every session; undefined unless this
   * attempt is marked.
   */
  markOf(key: JobKey): Promise<string | undefined>
  /**
   * Stores whose rows the staged ones are, which is what the file will hold, and by what digest it can
   * be found to be reused; both replace what an earlier fetch stored. A job with a window gets no
   * digest: its file holds what no other request asks for.
   */
  storeScope(key: JobKey, scope: Scope, reuseDigest: string): Promise<boolean>
  /** By what the job's file can be found to be reused; undefined where it can't. */
  reuseDigestOf(exportId: string): Promise<string | undefined>
  /** PENDING → COMPLETED: the file is published. Also true when this very key is published already. */
  recordCompletion(key: JobKey, completion: Completion): Promise<boolean>
  /** PENDING → FAILED. */
  recordFailure(key: JobKey, failure: Failure): Promise<boolean>
  /**
   * PENDING → FAILED for a message that is refused or never came, unless processing has begun or this attempt's
   * workflow was promised already by an earlier message.
   */
  recordRefusal(key: JobKey, failure: Failure): Promise<boolean>
  /** PENDING → CANCELLED. */
  recordCancellation(key: JobKey): Promise<boolean>
}
