/** Refuses a table that is longer than its file type can hold. */
import { ExportFailure, FailureCode, FileType } from '../contract/index.ts'
import type { Format, TableShape } from './format.ts'

/** @throws ExportFailure TOO_MANY_ROWS: a file that can't hold every row is not begun. */
export function checkRowLimit(
  { fileType, maxRows }: Pick<Format, 'fileType' | 'maxRows'>,
  { rows }: Pick<TableShape, 'rows'>,
): void {
  if (maxRows === undefined || rows <= maxRows) return
  const count = (value: number) => value.toLocaleString('en')
  const others = Object.values(FileType).filter((other) => other !== fileType && other !== 'PDF')
  throw new ExportFailure({
    code: FailureCode.TOO_MANY_ROWS,
    message: `The export has ${count(rows)} rows, which exceeds the limit of ${count(maxRows)} for ${fileType}.`,
    remedy: `Choose ${others.join(' or ')}, or narrow the filters.`,
  })
}
