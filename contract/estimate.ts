/** What an export would come to, before it is asked for. Plain JSON. */
import type { Failure } from './failures.ts'

/** What an estimate of rows rests on. */
export const EstimateBasis = {
  /** All rows were counted: exact. */
  COUNTED: 'COUNTED',
  /** Inferred from a sample; of a sample without such rows, how many there are at most. */
  SAMPLED: 'SAMPLED',
  /** What PostgreSQL's planner expects, which may be anything where it knows little. */
  PLANNED: 'PLANNED',
} as const
export type EstimateBasis = (typeof EstimateBasis)[keyof typeof EstimateBasis]

/** How many rows an export will have. */
export interface RowEstimate {
  /** Whole, 0 or more. */
  rows: number
  basis: EstimateBasis
}

export interface ExpectedSize {
  /** Whole; of the file as it is stored. */
  bytes: number
  /** To a tenth; from the first step's beginning until the file is published. */
  seconds: number
}

export interface LimitsHit {
  /** What the export would end with, as it would say it: facts, of rows that were counted. */
  failures: Failure[]
  /**
   * What it may end with: a limit of rows that were not counted, where half of it or more is
   * expected. What is far above it says so as well, since an estimate can be wrong by any measure.
   */
  possibleFailures: Failure[]
}

/**
 * `bytes` of a CSV that will lie in an archive are those of a plain one, unless the last exports of
 * the kind were archives too.
 */
export interface ExportEstimate extends RowEstimate, ExpectedSize, LimitsHit {}
