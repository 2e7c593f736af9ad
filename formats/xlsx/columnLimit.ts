/** Refuses a table that is wider than a sheet. */
import { ExportFailure, FailureCode } from '../../contract/index.ts'
import type { TableShape } from '../format.ts'

/** Columns of a sheet, as Excel has it. */
const MAX_COLUMNS = 16_384

/** @throws ExportFailure TOO_MANY_COLUMNS. */
export function checkColumnLimit({ columns }: TableShape): void {
  if (columns.length <= MAX_COLUMNS) return
  const count = (value: number) => value.toLocaleString('en')
  throw new ExportFailure({
    code: FailureCode.TOO_MANY_COLUMNS,
    message: `The export has ${count(columns.length)} columns, which exceeds the limit of ${count(MAX_COLUMNS)} for XLSX.`,
    remedy: 'Choose CSV, or name fewer columns.',
  })
}
