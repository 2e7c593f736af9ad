/**
 * What came of each time a schedule was due, and its backfills. Runs of a schedule are planned one at a
 * time, under a lock on its record, so that no two files hold the same changes.
 */
import type { ExportRequest, Failure, RunOutcome, ScheduleContent } from '../../contract/index.ts'
import type { ListPlace } from './exportSchedules.ts'
import type { ScheduleRecord } from './scheduleRecord.ts'

/** From included, to excluded; of a file of every row the start is null. Whole milliseconds. */
export interface RunWindow {
  start: Date | null
  end: Date
}

/** What runs hold that have a file, are about to have one, or wait in a backfill. */
export interface RunCoverage {
  /** Whether a run is going on that is not part of a backfill. */
  isRunning: boolean
  /**
   * End of the last completed file of every row that changes follow; null for none, and where it was
   * made of another request.
   */
  fullUntil: Date | null
  /** Completed files of changes since then, without those of backfills. */
  deltas: number
  /** Windows of files of changes that end after `fullUntil`, those that touch as one, in order. */
  taken: { start: Date; end: Date }[]
  /** Days with a file, `2026-03-29`. */
  days: string[]
  /** When the schedule was last due, as far as firings have recorded it; null before the first. */
  lastDueAt: Date | null
  /** Whether a firing was skipped after the last run was begun. */
  isOwed: boolean
  /** The last day whose file was completed by a run that was no backfill's; null for none. */
  lastDay: string | null
}

/** What a decision is made from, all of one moment. */
export interface PlanningState {
  schedule: ScheduleRecord
  /**
   * Of runs that were made of the request; null: as if there were no file of every row, so that all
   * windows are told.
   */
  coverageOf(requestDigest: string | null): Promise<RunCoverage>
  /**
   * The earlier of now and the start of the oldest open transaction, less the settle delay: nothing
   * that commits later carries an earlier time, but for what sets its times itself.
   */
  settledUntil: Date
}

/** What is to be exported, and how its job is recorded. */
export interface RunExport {
  localDay: string | null
  window: RunWindow | null
  content: ScheduleContent
}

export interface RunJob {
  exportId: string
  request: ExportRequest
  requestDigest: string
  tenantId: string | null
}

export type RunDecision =
  | { kind: 'EXPORT'; run: RunExport; job: RunJob }
  | { kind: 'SKIP'; reason: string }
  | { kind: 'DONE' }

/** One step of a firing: the same pair always gives what was decided first. */
export interface FiringStep {
  scheduleId: string
  /** Id of the workflow that the firing started. */
  firing: string
  step: number
  dueAt: Date
}

export type PlannedRun =
  | { kind: 'EXPORT'; exportId: string; tenantId: string | null; window: RunWindow | null }
  | { kind: 'SKIP'; reason: string }
  | { kind: 'DONE' }

export interface RunRecord {
  dueAt: Date
  localDay: string | null
  content: ScheduleContent
  window: RunWindow | null
  outcome: RunOutcome
  reason: string | null
  exportId: string | null
  rows: number | null
  failure: Failure | null
  backfillId: string | null
  /** Its id, and the place in a list. */
  place: ListPlace
}

export interface RunList {
  scheduleId: string
  limit: number
  after?: ListPlace
  /** Default true. */
  withBackfills?: boolean
}

export interface ScheduleRuns {
  /**
   * Decides a step under the schedule's lock, and records what was decided: the run and its job in one
   * transaction, or why nothing is exported. DONE where there is no such schedule (any more).
   * @throws ExportFailure DATABASE_UNAVAILABLE where the role may not see other roles' transactions.
   */
  plan(
    step: FiringStep,
    decide: (state: PlanningState) => Promise<RunDecision>,
  ): Promise<PlannedRun>
  list(query: RunList): Promise<RunRecord[]>
  /**
   * What became of the last `limit` runs with a job that were not part of a backfill: the open one
   * first, then by when they ended, newest first.
   */
  lastOutcomes(scheduleId: string, limit: number, endedAfter: Date | null): Promise<RunOutcome[]>
}
