/** Asks Temporal for what somebody waits for: not for long, and twice where the connection was lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Client,
  isGrpcServiceError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
} from '@temporalio/client'
import { ExportFailure, FailureCode } from '../contract/index.ts'

/** Longest time that Temporal is given to answer. */
const DEADLINE_MS = 5_000
/** Enough for a new connection where the old one was lost while nobody asked. */
const PAUSE_MS = 200

/**
 * Rejects with Temporal's own ScheduleAlreadyRunning, ScheduleNotFoundError, WorkflowNotFoundError, or
 * TypeError for a spec that it can't keep; with an ExportFailure TEMPORAL_UNAVAILABLE, which names the
 * consequence, for everything else. The deadline holds for the entry's `temporalClient`; another one's
 * retries may overrun it by seconds.
 */
export async function askTemporal<T>(
  client: Client,
  consequence: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + DEADLINE_MS, () => twice(call))
  } catch (error) {
    if (isAnswer(error)) throw error
    throw new ExportFailure(
      {
        code: FailureCode.TEMPORAL_UNAVAILABLE,
        message: `Temporal does not answer, so that ${consequence}.`,
        remedy:
          'Nothing is lost; try again in a minute. If it persists, operators check the Temporal server and namespace.',
      },
      { cause: error },
    )
  }
}

async function twice<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (isAnswer(error)) throw error
    await sleep(PAUSE_MS)
    return await call()
  }
}

function isAnswer(error: unknown): boolean {
  return (
    error instanceof ScheduleAlreadyRunning ||
    error instanceof ScheduleNotFoundError ||
    error instanceof WorkflowNotFoundError ||
    (error instanceof TypeError && !isGrpcServiceError(error.cause))
  )
}
