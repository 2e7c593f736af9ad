/** What came of each time a schedule was due, and of backfills. Plain JSON. */
import type { Failure } from './failures.ts'
import type { ExportStatus, ScheduleContent } from './kinds.ts'

/** Which changes a file holds: from included, to excluded. Touching windows share no row and miss none. */
export interface ChangeWindow {
  /** Null where the file holds every row. */
  start: string | null
  end: string
}

export const RunOutcome = {
  /** Nothing was exported; `reason` says why. What it would have held is in the next file. */
  SKIPPED: 'SKIPPED',
  /** Not begun: a window of a backfill that waits for its turn. */
  PLANNED: 'PLANNED',
  PENDING: 'PENDING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const satisfies { [Status in ExportStatus]: Status } & Record<string, string>
export type RunOutcome = (typeof RunOutcome)[keyof typeof RunOutcome]

export interface ScheduledRun {
  id: string
  /** When it was due; of a backfill, when that was asked for. */
  dueAt: string
  /** The day in the schedule's zone whose file it is; null for a rule without days, and for extra runs. */
  localDay: string | null
  content: ScheduleContent
  /** Null for a file of every row that no file of changes follows, and where nothing was exported. */
  window: ChangeWindow | null
  outcome: RunOutcome
  /** Of a SKIPPED one, in a sentence. */
  reason: string | null
  exportId: string | null
  /** Of a COMPLETED one. */
  rows: number | null
  /** Of a FAILED one. */
  failure: Failure | null
  /** The backfill that it is part of, if any. */
  backfillId: string | null
}

/** Newest first. */
export interface RunPage {
  runs: ScheduledRun[]
  next: string | null
}

/** Days in the schedule's zone, both included. */
export interface BackfillSpan {
  from: string
  to: string
}

/** Files of changes made after the fact, as windows that touch. */
export interface Backfill extends BackfillSpan {
  id: string
  scheduleId: string
  createdAt: string
  /** Null while it goes on. */
  endedAt: string | null
  /** Windows that it makes. */
  windows: number
  completed: number
  /** Failed or cancelled. */
  failed: number
  /** Days of the span that had a file already, which stays as it is. */
  alreadyThere: number
}
