/**
 * The steps of the sweep, one file each: they end what nobody else would, and tell how much. Each may
 * run beside itself, beside running exports and again at any time: what is done is done once, and what
 * somebody still works on is left alone. They know neither their order nor how often they run.
 */
import type { ActivityDependencies } from '../dependencies.ts'
import { createAbortOrphanedUploads } from './abortOrphanedUploads.ts'
import { createExpireFiles } from './expireFiles.ts'
import { createReconcileSchedules } from './reconcileSchedules.ts'
import { createRemoveOrphanedFiles } from './removeOrphanedFiles.ts'
import { createRemoveOrphanedStaged } from './removeOrphanedStaged.ts'
import { createResendOutbox } from './resendOutbox.ts'
import { createSettleStuckJobs } from './settleStuckJobs.ts'

export type { SettledJobs } from './settleStuckJobs.ts'
export type { StepReport } from './stepReport.ts'
export { RunState, type WorkflowRuns } from './workflowRuns.ts'

// The inferred type is the contract with the workflow (`Activities`).
export function createSweepSteps(dependencies: ActivityDependencies) {
  return {
    expireFiles: createExpireFiles(dependencies),
    abortOrphanedUploads: createAbortOrphanedUploads(dependencies),
    removeOrphanedStaged: createRemoveOrphanedStaged(dependencies),
    removeOrphanedFiles: createRemoveOrphanedFiles(dependencies),
    resendOutbox: createResendOutbox(dependencies),
    settleStuckJobs: createSettleStuckJobs(dependencies),
    reconcileSchedules: createReconcileSchedules(dependencies),
  }
}
