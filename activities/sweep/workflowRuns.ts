/** What the sweep asks of the engine that runs exports: whether an attempt is still somebody's work. */

export const RunState = {
  /** Running, waiting for a worker or paused. */
  OPEN: 'OPEN',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  TERMINATED: 'TERMINATED',
  TIMED_OUT: 'TIMED_OUT',
} as const
export type RunState = (typeof RunState)[keyof typeof RunState]

export interface WorkflowRuns {
  /**
   * Of the newest run of the workflow id; undefined where none is known (any more). Rejects with an
   * ExportFailure TEMPORAL_UNAVAILABLE where that can't be told.
   */
  stateOf(workflowId: string): Promise<RunState | undefined>
}
