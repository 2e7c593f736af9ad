/** Names and shapes that the bridge, the workflow and the worker share. */
import type { ExportRequestType, FileType } from './kinds.ts'

/** Workflow type, as Temporal and Web UI name it. */
export const EXPORT_TABLE = 'exportTable'

/** What a schedule starts each time it is due. */
export const RECURRING_EXPORTS = 'recurringExports'
export interface RecurringExportsInput {
  scheduleId: string
  /** Of the schedule's record, as Temporal was last told it. */
  revision: number
  /** How often it was to be due when it was last told so; null without end. */
  runs: number | null
}

/** Makes the windows of a backfill. */
export const BACKFILL_EXPORTS = 'backfillExports'
export interface BackfillExportsInput {
  scheduleId: string
  backfillId: string
}

export function backfillWorkflowIdOf(backfillId: string): string {
  return `backfill-${backfillId}`
}

/** Tells people and machines of a job's end, or a schedule's; its input is a `NoticeSubject`. */
export const SEND_NOTICES = 'sendNotices'

/** Ends what nobody else would. */
export const SWEEP = 'sweep'

/** Task queue of bridge and workers where the settings name no other. */
export const DEFAULT_TASK_QUEUE = 'connexus-exports'

/**
 * Id of the Temporal schedule that starts the sweep, and how its workflows' ids begin. Workers on
 * another task queue have a sweep of their own: they may serve another database.
 */
export function sweepIdOf(taskQueue: string): string {
  return taskQueue === DEFAULT_TASK_QUEUE ? 'exports-sweep' : `exports-sweep-${taskQueue}`
}

/** Input of `exportTable`: ids and kinds alone, since history is readable by every operator. */
export interface ExportTableInput {
  exportId: string
  /** 1, and one more for each explicit retry. */
  attempt: number
  type: ExportRequestType
  fileType: FileType
}

/** What `exportTable` answers with. */
export type ExportTableResult =
  | { outcome: 'COMPLETED'; rows: number; bytes: number; objectKey: string }
  /** The record was terminal, or of another attempt: nothing was done. */
  | { outcome: 'NOT_ACTIVE'; reason: string }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** One id for each attempt, so that a repeated message can't start a second run. */
export function workflowIdOf(exportId: string, attempt: number): string {
  const id = UUID.test(exportId) ? exportId : escaped(exportId)
  return attempt === 1 ? `export-${id}` : `export-${id}-${attempt}`
}

/** The workflow that tells of the attempt's end: whoever starts it, it runs once. */
export function noticesIdOf(exportId: string, attempt: number): string {
  return `notices-${workflowIdOf(exportId, attempt)}`
}

/** An id that is any text must not read like another one's later attempt. */
function escaped(exportId: string): string {
  return exportId.replaceAll('%', '%25').replace(/-(\d+)$/, '%2D$1')
}

/** Search attributes with their Temporal types; they must be registered on the namespace. */
export const SEARCH_ATTRIBUTES = {
  ExportType: 'KEYWORD',
  FileType: 'KEYWORD',
  ExportStatus: 'KEYWORD',
  /** Id of the client whose user asked; absent for staff. */
  ExportTenant: 'KEYWORD',
  ExportRows: 'INT',
  /** Id of the schedule that asked for the export; absent where a person did. */
  ExportSchedule: 'KEYWORD',
  /** Of an export of changes. */
  ExportWindowStart: 'DATETIME',
  /** Of an export of changes, and of the file of every row that changes follow. */
  ExportWindowEnd: 'DATETIME',
} as const
export type SearchAttribute = keyof typeof SEARCH_ATTRIBUTES
