/** How far an export is, as its requester watches it. */
import type { RequestedExport } from './requestedExport.ts'

/** What is being done for a job; the last three are how it ended. */
export const ExportStep = {
  /** Its message has not been taken up, or no worker is free. */
  WAITING: 'WAITING',
  CHECKING: 'CHECKING',
  FETCHING: 'FETCHING',
  RENDERING: 'RENDERING',
  /** The file is complete and is being published. */
  PUBLISHING: 'PUBLISHING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const
export type ExportStep = (typeof ExportStep)[keyof typeof ExportStep]

export interface ExportProgress {
  exportId: string
  attempt: number
  step: ExportStep
  /** Rows that the step has done; 0 where it counts none. */
  rows: number
  /** Rows that the step has to do: expected while they are fetched, then exact; null as long as unknown. */
  of: number | null
  /**
   * Whole, 0 to 100. Within an attempt it never goes back, also when a step is done again, and is at
   * most 98 until the job is COMPLETED.
   */
  percent: number
  /** Expected, to whole seconds; null as long as nothing can be said. */
  secondsLeft: number | null
  /** What a step that is being tried again has met, in a sentence; null where all goes well. */
  trouble: string | null
}

/** What a watcher is told. */
export type ExportEvent =
  | { kind: 'progress'; progress: ExportProgress }
  /** The job is over; nothing more comes of it. */
  | { kind: 'end'; job: RequestedExport }
