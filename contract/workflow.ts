/** Names and shapes that the bridge, the workflow and the worker share. */
import type { ExportRequestType, FileType } from './kinds.ts'

/** Workflow type, as Temporal and Web UI name it. */
export const EXPORT_TABLE = 'exportTable'

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
} as const
export type SearchAttribute = keyof typeof SEARCH_ATTRIBUTES
