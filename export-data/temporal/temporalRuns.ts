/** Reads how far a run is from what Temporal tells of its workflow, and asks it to cancel. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { ExportFailure, FailureCode } from '../../contract/index.ts'
import type { ExportRuns } from '../exportRuns.ts'
import { pendingStep } from './pendingStep.ts'

/** Longest time that Temporal is given to answer. */
const DEADLINE_MS = 5_000
/** Enough for a new connection where the old one was lost while nobody asked. */
const PAUSE_MS = 200

/** The deadlines hold for a `temporalClient`; another one's retries may overrun them by seconds. */
export function temporalRuns(client: Client): ExportRuns {
  return {
    async describe(workflowId) {
      const found = await asked(client, () => client.workflow.getHandle(workflowId).describe())
      if (!found) return undefined
      const isOpen = found.closeTime === undefined
      const { loadedDataConverter } = client.options
      return { isOpen, ...(await pendingStep(found.raw.pendingActivities, loadedDataConverter)) }
    },
    async cancel(workflowId) {
      const cancelled = await asked(client, async () => {
        const run = client.workflow.getHandle(workflowId)
        // Temporal accepts a repeated cancel even after the run has closed.
        const { closeTime } = await run.describe()
        if (closeTime !== undefined) return false
        await run.cancel()
        return true
      })
      return cancelled ?? false
    },
    async probe() {
      const { namespace } = client.options
      await asked(client, () => client.workflowService.describeNamespace({ namespace }))
    },
  }
}

/** Temporal's answer; undefined where it knows no such workflow, or none that still runs. */
async function asked<T>(client: Client, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await client.withDeadline(Date.now() + DEADLINE_MS, () => twice(call))
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined
    throw new ExportFailure(
      {
        code: FailureCode.TEMPORAL_UNAVAILABLE,
        message:
          'Temporal does not answer, so that running exports can be neither watched nor stopped.',
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
    if (error instanceof WorkflowNotFoundError) throw error
    await sleep(PAUSE_MS)
    return await call()
  }
}
