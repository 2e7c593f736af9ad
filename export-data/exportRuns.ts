/** The runs of exports as the entry sees and stops them. Knows nothing of what runs them. */

/** What a running step last said of itself. */
export interface StepDetails {
  /** Rows that it has done. */
  rows: number
  /** Rows that it has to do: expected and never less than `rows`, or exact; 0 as long as unknown. */
  of: number
  /** Bytes of the file so far. */
  bytes?: number
}

/** How far one attempt's run is. */
export interface RunState {
  /** False as soon as the run has ended, however it did. */
  isOpen: boolean
  /** Name of the step that runs, waits for a worker or waits for its next try; undefined between two. */
  step: string | undefined
  /** Whether a worker has the step. */
  isStarted: boolean
  /** Undefined where the step says nothing; of the try before as long as the next one has said nothing. */
  details: StepDetails | undefined
  /** Which try of the step runs or comes next, from 1; 0 between two steps. */
  tries: number
  /** What the last try of the step failed of, in at most 300 characters; undefined where none did. */
  trouble: string | undefined
}

/**
 * All reject with an ExportFailure TEMPORAL_UNAVAILABLE where nothing answers properly within five
 * seconds.
 */
export interface ExportRuns {
  /** Asks once; undefined where no run of this workflow id exists (any more). */
  describe(workflowId: string): Promise<RunState | undefined>
  /** Asks an open run to stop, which takes it seconds; false where none is open. */
  cancel(workflowId: string): Promise<boolean>
  /** Resolves where runs can be asked for. */
  probe(): Promise<void>
}
