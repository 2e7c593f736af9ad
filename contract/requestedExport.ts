/**
 * An export job as its requester sees it, whichever way they came: the library, the API, the page and
 * the command line show the same. All instants are ISO 8601 in UTC. Plain JSON.
 */
import type { Failure } from './failures.ts'
import type { ExportRequestType, ExportStatus, FileType } from './kinds.ts'
import type { ExportRequest } from './request.ts'
import type { ChangeWindow } from './scheduledRuns.ts'

/** A finished file. */
export interface ExportFile {
  name: string
  mediaType: string
  rows: number
  bytes: number
  /** Hexadecimal. */
  sha256: string
  /** The moment whose rows it holds. */
  snapshotAt: string
  /** Whether it was made for an identical request before (`reuseWithin`). */
  isReused: boolean
  /** From then on it can't be downloaded; null for never. */
  expiresAt: string | null
  isExpired: boolean
}

export interface RequestedExport {
  id: string
  type: ExportRequestType
  fileType: FileType
  /** What the request calls it, else the type's title. */
  title: string
  status: ExportStatus
  /** 1, and one more for each retry. */
  attempt: number
  /** Null where Connexus recorded none. */
  createdAt: string | null
  /** Null while the job waits for its turn. */
  startedAt: string | null
  /** When it ended, however it did. */
  completedAt: string | null
  request: ExportRequest
  /** Of a COMPLETED job. */
  file: ExportFile | null
  /** Of a FAILED job. */
  failure: Failure | null
  /** Whether a next attempt can be begun: it FAILED or was CANCELLED, and what it asks for is known. */
  isRetriable: boolean
  /** Counts, by kind, of what the file could not hold as it is. */
  warnings: Record<string, number>
  /** The schedule that asked for it; null where a person did. */
  scheduleId: string | null
  /** Of an export of changes, and of the file of every row that changes follow. */
  window: ChangeWindow | null
}

/** What a request was answered with. */
export interface RequestAnswer {
  job: RequestedExport
  /** Why no new job was made, where the one that is given was there before. */
  repeats: 'SAME_KEY' | 'IDENTICAL_OPEN_JOB' | null
}

/** One page of a requester's jobs, newest first. */
export interface ExportPage {
  jobs: RequestedExport[]
  /** Give it as `after` for the next page; null on the last one. */
  next: string | null
}

/** Which of their jobs a requester wants to see. */
export interface ExportListQuery {
  status?: ExportStatus
  type?: ExportRequestType
  fileType?: FileType
  /** 1 to 100. Default 20. */
  limit?: number
  /** `next` of the page before. */
  after?: string
}

/** A link that needs no other permission: whoever has it gets the file. */
export interface DownloadLink {
  url: string
  fileName: string
  /** Minutes from now. */
  expiresAt: string
}
