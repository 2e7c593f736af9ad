/** Which limits of its file type an export hits, for sure or perhaps. */
import {
  type ExportColumn,
  ExportFailure,
  type Failure,
  type FormatOptions,
} from '../contract/index.ts'
import { checkRowLimit, type Format } from '../formats/index.ts'
import type { RowEstimate } from '../handlers/index.ts'

export interface LimitsHit {
  /** What the export would end with, as it would say it; empty when nothing stands in its way. */
  failures: Failure[]
  /**
   * What it may end with: a limit of rows within the uncertainty of an estimate that is not exact,
   * which is up to twice or down to half as many rows.
   */
  possibleFailures: Failure[]
}

/** An estimate that is not exact may be so many times too low or too high. */
const UNCERTAINTY = 2

/** Of columns whose widths nobody knows yet: some that are too many for a page are found later. */
export function limitsHit(
  format: Format,
  { rows, isExact }: RowEstimate,
  columns: ExportColumn[],
  options: FormatOptions,
): LimitsHit {
  const ofColumns = failuresOf(() => format.check?.({ columns, widths: [], rows, options }))
  const ofRows = (count: number) => failuresOf(() => checkRowLimit(format, { rows: count }))
  const isCertain = isExact || ofRows(rows / UNCERTAINTY).length > 0
  return {
    failures: [...(isCertain ? ofRows(rows) : []), ...ofColumns],
    possibleFailures: isCertain ? [] : ofRows(rows * UNCERTAINTY).map(possible(format, rows)),
  }
}

function possible({ fileType, maxRows = 0 }: Format, rows: number): (failure: Failure) => Failure {
  const count = (value: number) => value.toLocaleString('en')
  return (failure) => ({
    ...failure,
    message: `The export has about ${count(rows)} rows, which may exceed the limit of ${count(maxRows)} for ${fileType}.`,
  })
}

function failuresOf(check: () => void): readonly Failure[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof ExportFailure) return error.failures
    throw error
  }
}
