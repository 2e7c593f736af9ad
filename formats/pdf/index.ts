/**
 * Promises a PDF of the whole table: every row and every word, its header, title, snapshot time and
 * "Page X of Y" on each page, columns sized by what they hold, one page in memory at a time, the same
 * bytes for the same rows. Refuses columns that no page can show in type that can be read. Knows
 * nothing of queries, storage or Temporal. Signs that its font lacks show as U+FFFD and are counted.
 */
import { FileType } from '../../contract/index.ts'
import type { SequentialFormat } from '../format.ts'
import { checkReadable } from './paper.ts'
import { renderPdf } from './render.ts'

/** Rows beyond this make a file that nobody reads: some 3,000 pages. */
const MAX_ROWS = 100_000

export interface PdfFormatSettings {
  /** Most data rows of a file; checked by the caller. Default 100,000. */
  maxRows?: number
}

export function createPdfFormat({ maxRows = MAX_ROWS }: PdfFormatSettings = {}): SequentialFormat {
  return {
    kind: 'sequential',
    fileType: FileType.PDF,
    mediaType: 'application/pdf',
    extension: 'pdf',
    maxRows,
    check: checkReadable,
    render: renderPdf,
  }
}
