/** A job's record as its requester sees it. */
import {
  type ChangeWindow,
  type ExportFile,
  ExportRequestType,
  ExportStatus,
  type Failure,
  FailureCode,
  FileType,
  type RequestedExport,
  TITLES,
} from '../contract/index.ts'
import { MAX_ATTEMPT } from '../contract/schemas/tableExportData.ts'
import type { ExportRecord } from '../stores/index.ts'

/** Undefined for a record whose type or file type is none of ours. */
export function requestedExport(record: ExportRecord): RequestedExport | undefined {
  const type = Object.values(ExportRequestType).find((known) => known === record.type)
  const fileType = Object.values(FileType).find((known) => known === record.fileType)
  if (!type || !fileType) return undefined
  const { id, status, attempt, warnings } = record
  const request = record.request ?? { type, fileType }
  return {
    id,
    type,
    fileType,
    title: request.title ?? TITLES[type],
    status,
    attempt,
    createdAt: textOf(record.createdAt),
    startedAt: textOf(record.startedAt),
    completedAt: textOf(record.completedAt),
    request,
    file: status === ExportStatus.COMPLETED ? fileOf(record) : null,
    failure: status === ExportStatus.FAILED ? failureOf(record) : null,
    isRetriable: isRetriable(record),
    warnings: warnings ?? {},
    scheduleId: record.scheduleId,
    window: windowOf(record),
  }
}

/**
 * What a message asked for that was refused before it was stored is not known: by default it would be
 * another file.
 */
function isRetriable({ status, request, attempt }: ExportRecord): boolean {
  const isOver = status === ExportStatus.FAILED || status === ExportStatus.CANCELLED
  return isOver && request !== null && attempt < MAX_ATTEMPT
}

function textOf(instant: Date | null): string | null {
  return instant?.toISOString() ?? null
}

function windowOf({ windowStart, windowEnd }: ExportRecord): ChangeWindow | null {
  return windowEnd && { start: textOf(windowStart), end: windowEnd.toISOString() }
}

/** Null for a file that Connexus made before there was an exporter: it lies elsewhere. */
function fileOf(record: ExportRecord): ExportFile | null {
  const { fileName, mediaType, rowCount, byteCount, sha256, snapshotAt, isExpired } = record
  if (fileName === null || mediaType === null || rowCount === null) return null
  if (byteCount === null || sha256 === null || snapshotAt === null) return null
  return {
    name: fileName,
    mediaType,
    rows: rowCount,
    bytes: byteCount,
    sha256,
    snapshotAt: snapshotAt.toISOString(),
    isReused: record.reusedFrom !== null,
    expiresAt: textOf(record.expiresAt),
    isExpired,
  }
}

function failureOf({ errorCode, errorMessage, errorRemedy }: ExportRecord): Failure {
  const code = Object.values(FailureCode).find((known) => known === errorCode)
  return {
    code: code ?? FailureCode.INTERNAL_ERROR,
    message: errorMessage ?? 'The export failed; nothing more was recorded.',
    remedy: errorRemedy ?? 'Retry the export; if it persists, report it with its id.',
  }
}
