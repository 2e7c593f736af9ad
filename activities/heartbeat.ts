/**
 * Keeps Temporal informed while a step runs: heartbeats come from a timer as well as from progress,
 * since a sort can take minutes before its first row.
 */
import { Context } from '@temporalio/activity'

/** Details of a heartbeat of `fetchRows`, shown in Web UI and read for live progress. */
export interface FetchProgress {
  rows: number
  /** Rows that are expected in all, never less than `rows`. */
  of: number
}

/** Details of a heartbeat of `renderFile`. */
export interface RenderProgress {
  rows: number
  /** Rows of the whole file. */
  of: number
  bytes: number
}

/** Milliseconds between two heartbeats; the worker thins them to one in two seconds. */
const INTERVAL_MS = 1_000

/**
 * Runs the work while heartbeating what `details` says at the time. The signal is aborted when the
 * export is cancelled, when the worker shuts down, and when Temporal gave the step to another
 * worker; the work must then end soon, whatever its result.
 */
export async function whileHeartbeating<T>(
  details: () => unknown,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const context = Context.current()
  const beat = () => {
    context.heartbeat(details())
  }
  beat()
  const timer = setInterval(beat, INTERVAL_MS)
  try {
    return await work(context.cancellationSignal)
  } finally {
    clearInterval(timer)
  }
}
