/** How much of an export's work is done, from its step and rows. Knows nothing of time. */
import { assertNever, type ExportStep, FileType } from '../../contract/index.ts'

/** A step of a job that is not over. */
export type OpenStep = Exclude<ExportStep, 'COMPLETED' | 'FAILED' | 'CANCELLED'>

/** How far a step is. */
export interface Completion {
  step: OpenStep
  rows: number
  /** Rows that were expected of the step; may be fewer than `rows` turn out to be. Null for unknown. */
  expected: number | null
}

const CHECKING_SHARE = 0.02
const PUBLISHING_SHARE = 0.02
/**
 * Fetching's part of the time of fetching and rendering: medians of whole exports of 1,000,000 rows
 * (CSV, XLSX) and of 100,000 (PDF).
 */
const FETCHING_PART: Readonly<Record<FileType, number>> = {
  [FileType.CSV]: 0.55,
  [FileType.XLSX]: 0.45,
  [FileType.PDF]: 0.2,
}
/** What is fetched when the expected rows are there; beyond, each row counts less than the one before. */
const AS_EXPECTED = 0.9

/**
 * 0 to 1. Within a step it grows with every row, also beyond those that were expected, and stays
 * below the next step's first.
 */
export function shareDone(fileType: FileType, { step, rows, expected }: Completion): number {
  const between = 1 - CHECKING_SHARE - PUBLISHING_SHARE
  const fetching = between * FETCHING_PART[fileType]
  switch (step) {
    case 'WAITING':
    case 'CHECKING':
      return 0
    case 'FETCHING':
      return CHECKING_SHARE + fetching * partFetched(rows, expected)
    case 'RENDERING':
      return CHECKING_SHARE + fetching + (between - fetching) * partRendered(rows, expected)
    case 'PUBLISHING':
      return 1 - PUBLISHING_SHARE
    default:
      return assertNever(step)
  }
}

function partFetched(rows: number, expected: number | null): number {
  if (!expected) return 0
  const ratio = rows / expected
  return ratio <= 1 ? AS_EXPECTED * ratio : 1 - (1 - AS_EXPECTED) / ratio
}

/** The rows of a file are known exactly. */
function partRendered(rows: number, expected: number | null): number {
  return expected ? Math.min(1, rows / expected) : 0
}
