/** What completed exports came to: the ground on which new ones are estimated. */
import type { ExportRequest } from '../contract/index.ts'

export interface CompletedExport {
  rows: number
  /** How many columns were asked for; null where none were named, so that the default ones count. */
  columns: number | null
  /** Of the file as it is stored. */
  bytes: number
  /** From the first step's beginning until the file was published. */
  seconds: number
}

export interface ExportHistory {
  /** The last exports of a type and file type that completed, newest first; `limit` at most. */
  lastCompleted(
    kind: Pick<ExportRequest, 'type' | 'fileType'>,
    limit: number,
  ): Promise<CompletedExport[]>
}
