/**
 * The steps of an export, one file each, those of schedules (`recurring/`) and those of the sweep
 * (`sweep/`): closures over the stores, handlers and formats that they join. Each may run twice, late,
 * or beside a later run of itself: what they write is fenced by keys of its own, and what they change
 * on a record is one conditional update. Nothing here knows in which order the workflows call them.
 */

import type { ActivityDependencies } from './dependencies.ts'
import { createRecurringSteps } from './recurring/index.ts'
import { reporting, reportingOf } from './reporting.ts'
import { createSteps } from './steps.ts'
import { createSweepSteps } from './sweep/index.ts'

export type { ActivityDependencies } from './dependencies.ts'
export type { FetchedRows } from './fetchRows.ts'
export type { FetchProgress, RenderProgress } from './heartbeat.ts'
export type { RunStart } from './recurring/index.ts'
export type { RenderedFile } from './renderFile.ts'
export { RenderPool } from './rendering/index.ts'
export { RunState, type StepReport, type WorkflowRuns } from './sweep/index.ts'
export type ExportActivities = ReturnType<typeof createSteps>
export type RecurringActivities = ReturnType<typeof createRecurringSteps>
export type SweepActivities = ReturnType<typeof createSweepSteps>
export type Activities = ExportActivities & RecurringActivities & SweepActivities

const UNTIL_DONE = { isUntilDone: true }

/** The activities as a worker registers them: every error leaves as a failure with a code. */
export function createActivities(dependencies: ActivityDependencies): Activities {
  return {
    ...exportActivities(dependencies),
    ...recurringActivities(dependencies),
    ...sweepActivities(dependencies),
  }
}

function exportActivities(dependencies: ActivityDependencies): ExportActivities {
  const steps = createSteps(dependencies)
  return {
    markProcessing: reporting(steps.markProcessing),
    fetchRows: reporting(steps.fetchRows),
    renderFile: reporting(steps.renderFile),
    uploadFile: reporting(steps.uploadFile),
    recordCompletion: reporting(steps.recordCompletion, UNTIL_DONE),
    recordFailure: reporting(steps.recordFailure, UNTIL_DONE),
    recordCancellation: reporting(steps.recordCancellation, UNTIL_DONE),
    removeStaged: reporting(steps.removeStaged, UNTIL_DONE),
  }
}

function recurringActivities(dependencies: ActivityDependencies): RecurringActivities {
  const steps = createRecurringSteps(dependencies)
  const ofInput = ({ scheduleId }: { scheduleId: string }) => ({ scheduleId })
  const ofId = (scheduleId: string, ..._rest: unknown[]) => ({ scheduleId })
  return {
    planScheduledRun: reportingOf(ofInput, steps.planScheduledRun, UNTIL_DONE),
    judgeSchedule: reportingOf(ofId, steps.judgeSchedule, UNTIL_DONE),
    planBackfillRuns: reportingOf(ofInput, steps.planBackfillRuns, UNTIL_DONE),
    beginBackfillRun: reportingOf(ofId, steps.beginBackfillRun, UNTIL_DONE),
    endBackfill: reportingOf(ofInput, steps.endBackfill, UNTIL_DONE),
  }
}

function sweepActivities(dependencies: ActivityDependencies): SweepActivities {
  const steps = createSweepSteps(dependencies)
  const ofNone = () => ({})
  return {
    expireFiles: reportingOf(ofNone, steps.expireFiles),
    abortOrphanedUploads: reportingOf(ofNone, steps.abortOrphanedUploads),
    removeOrphanedStaged: reportingOf(ofNone, steps.removeOrphanedStaged),
    resendOutbox: reportingOf(ofNone, steps.resendOutbox),
    settleStuckJobs: reportingOf(ofNone, steps.settleStuckJobs),
    reconcileSchedules: reportingOf(ofNone, steps.reconcileSchedules),
  }
}
