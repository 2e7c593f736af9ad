/**
 * Formats: each turns row blocks into the bytes of one file type, acting on column types and never
 * on a guess from a value. Knows nothing of queries, storage, Temporal or threads.
 *
 * A new file type is one folder, and one line here.
 */
import { FileType } from '../contract/index.ts'
import { csvFormat } from './csv/index.ts'
import type { Format } from './format.ts'
import { xlsxFormat } from './xlsx/index.ts'

export * from './contentDisposition.ts'
export * from './fileName.ts'
export * from './format.ts'
export { ZIP_EXTENSION, ZIP_MEDIA_TYPE, zipped } from './zip/index.ts'

const FORMATS: Partial<Record<FileType, Format>> = {
  [FileType.CSV]: csvFormat,
  [FileType.XLSX]: xlsxFormat,
}

/** The format of a file type. */
export function formatOf(fileType: FileType): Format {
  const format = FORMATS[fileType]
  if (!format) throw new Error(`No format for ${fileType}`)
  return format
}
