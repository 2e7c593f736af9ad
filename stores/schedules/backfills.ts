/** Backfills of schedules: files of changes that are made after the fact. */
import type { Access } from '../accessLog.ts'
import type { PlannedRun, PlanningState, RunDecision, RunExport } from './scheduleRuns.ts'

export interface BackfillRecord {
  id: string
  scheduleId: string
  /** Days in the schedule's zone, both included. */
  fromDay: string
  toDay: string
  createdAt: Date
  endedAt: Date | null
  alreadyThere: number
  windows: number
  completed: number
  failed: number
}

export interface NewBackfill {
  id: string
  scheduleId: string
  fromDay: string
  toDay: string
  access: Access
}

export interface OpenBackfill {
  id: string
  scheduleId: string
  /** Whether its windows were decided. */
  isPlanned: boolean
}

/** What a backfill is to make. */
export interface BackfillDecision {
  runs: RunExport[]
  /** Days that have no file yet, with the reason why they get none now. */
  skips: { localDay: string; reason: string }[]
  alreadyThere: number
}

export interface Backfills {
  create(backfill: NewBackfill): Promise<BackfillRecord>
  find(backfillId: string): Promise<BackfillRecord | undefined>
  /** Newest first. */
  list(scheduleId: string, limit: number): Promise<BackfillRecord[]>
  /**
   * Records the windows under the schedule's lock, and gives the ids of their runs, in order; what was
   * decided first stays. None where schedule or backfill are gone.
   */
  plan(
    backfillId: string,
    decide: (
      state: PlanningState,
      span: Pick<BackfillRecord, 'fromDay' | 'toDay'>,
    ) => Promise<BackfillDecision>,
  ): Promise<string[]>
  /**
   * Records the job of a window; SKIP where another run has taken the window or its day since it was
   * planned. Again for one that was begun: the same.
   */
  begin(runId: string, decide: (run: RunExport) => Promise<RunDecision>): Promise<PlannedRun>
  end(backfillId: string): Promise<void>
  /** Such as were asked for at least a minute ago and have not ended, oldest first. */
  open(limit: number): Promise<OpenBackfill[]>
}
