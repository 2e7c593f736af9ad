/** Reads how far a run is from what Temporal tells of its workflow, and asks it to cancel. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { askTemporal } from '../../scheduling/index.ts'
import type { ExportRuns } from '../exportRuns.ts'
import { pendingStep } from './pendingStep.ts'

const UNANSWERED = 'running exports can be neither watched nor stopped'

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
    return await askTemporal(client, UNANSWERED, call)
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined
    throw error
  }
}
