/** An export job's record as its requester may know it, with what the entry decides by. */
import type { ExportRequest, ExportStatus, Scope } from '../contract/index.ts'

export interface ExportRecord {
  id: string
  /** Connexus may have types of its own. */
  type: string
  fileType: string
  status: ExportStatus
  createdById: string
  attempt: number
  createdAt: Date | null
  startedAt: Date | null
  completedAt: Date | null
  /** Null where Connexus' own service made the job, and the bridge has not taken its message. */
  request: ExportRequest | null
  tenantId: string | null
  /** Whose rows the file holds; null where none were fetched, or by a version that did not tell. */
  scope: Scope | null
  objectKey: string | null
  fileName: string | null
  mediaType: string | null
  rowCount: number | null
  byteCount: number | null
  sha256: string | null
  snapshotAt: Date | null
  expiresAt: Date | null
  /** By the database's clock. */
  isExpired: boolean
  warnings: Record<string, number> | null
  errorCode: string | null
  errorMessage: string | null
  errorRemedy: string | null
  /** The schedule whose job it is. */
  scheduleId: string | null
  /** The backfill whose window it makes. */
  backfillId: string | null
  /** Changes that the file holds, from here; null where it holds every row. */
  windowStart: Date | null
  windowEnd: Date | null
  /** The job whose file it shares. */
  reusedFrom: string | null
  /** `createdAt` to the microsecond, ISO 8601: the place in a list. Null where `createdAt` is. */
  place: string | null
}
