/** States of workflows, as Temporal tells them, for the sweep. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { RunState, type WorkflowRuns } from '../activities/index.ts'
import { ExportFailure, FailureCode } from '../contract/index.ts'

/** Longest time that Temporal is given to answer. */
const DEADLINE_MS = 10_000

const CLOSED: Readonly<Record<string, RunState>> = {
  COMPLETED: RunState.COMPLETED,
  FAILED: RunState.FAILED,
  // Temporal's own spelling.
  CANCELLED: RunState.CANCELED,
  TERMINATED: RunState.TERMINATED,
  TIMED_OUT: RunState.TIMED_OUT,
}

export function workflowRuns(client: Client): WorkflowRuns {
  return {
    async stateOf(workflowId) {
      try {
        const { status } = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
          client.workflow.getHandle(workflowId).describe(),
        )
        // Also what only a newer server knows: whoever is not sure leaves it alone.
        return CLOSED[status.name] ?? RunState.OPEN
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined
        throw new ExportFailure(
          {
            code: FailureCode.TEMPORAL_UNAVAILABLE,
            message: 'Temporal did not tell the state of a workflow.',
            remedy: 'The next sweep asks again; if it persists, operators check Temporal.',
          },
          { cause: error },
        )
      }
    },
  }
}
