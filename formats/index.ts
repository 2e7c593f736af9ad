/**
 * Formats: each turns row blocks into the bytes of one file type, acting on column types and never
 * on a guess from a value. Knows nothing of queries, storage, Temporal or threads.
 *
 * A new file type is one folder, and one line here.
 */
import { FileType } from '../contract/index.ts'
import { csvFormat } from './csv/index.ts'
import type { Format } from './format.ts'
import { createPdfFormat } from './pdf/index.ts'
import { createXlsxFormat } from './xlsx/index.ts'
import { buildTemplateOnThread } from './xlsx/templateOnThread.ts'

export * from './contentDisposition.ts'
export { datePatternOf } from './datePattern.ts'
export * from './fileName.ts'
export * from './format.ts'
export { checkRowLimit } from './rowLimit.ts'
export { DateTimeFormatter } from './values.ts'
export { ZIP_EXTENSION, ZIP_MEDIA_TYPE, zipped, zippedFormat } from './zip/index.ts'

export interface FormatLimits {
  /** Most data rows of a PDF. Default 100,000. */
  pdfRows?: number
}

/** The format of each file type. */
export function createFormats({ pdfRows }: FormatLimits = {}): Record<FileType, Format> {
  return {
    [FileType.CSV]: csvFormat,
    [FileType.XLSX]: createXlsxFormat({ buildTemplate: buildTemplateOnThread }),
    [FileType.PDF]: createPdfFormat(pdfRows === undefined ? {} : { maxRows: pdfRows }),
  }
}
