/** Which limits of its file type an export hits, for sure or perhaps. */
import {
  EstimateBasis,
  type ExportColumn,
  ExportFailure,
  type Failure,
  type FormatOptions,
  type LimitsHit,
  type RowEstimate,
} from '../contract/index.ts'
import { checkRowLimit, type Format } from '../formats/index.ts'

/** How much too low an estimate may be before a limit is hit that nobody was warned of. */
const UNCERTAINTY = 2

/** Of columns whose widths nobody knows yet: some that are too many for a page are found later. */
export function limitsHit(
  format: Format,
  { rows, basis }: RowEstimate,
  columns: ExportColumn[],
  options: FormatOptions,
): LimitsHit {
  const ofColumns = failuresOf(() => format.check?.({ columns, widths: [], rows, options }))
  const ofRows = (count: number) => failuresOf(() => checkRowLimit(format, { rows: count }))
  const isCounted = basis === EstimateBasis.COUNTED
  return {
    failures: [...(isCounted ? ofRows(rows) : []), ...ofColumns],
    possibleFailures: isCounted ? [] : ofRows(rows * UNCERTAINTY).map(possible(format, rows)),
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
