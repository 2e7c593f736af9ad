/**
 * The steps of an export, one file each, those of its notices (`notices/`), of schedules (`recurring/`)
 * and of the sweep (`sweep/`): closures over the stores, handlers and formats that they join. Each may
 * run twice, late, or beside a later run of itself: what they write is fenced by keys of its own, and
 * what they change on a record is one conditional update. Nothing here knows in which order the
 * workflows call them.
 */

import type { ActivityDependencies } from './dependencies.ts'
import { createNoticeSteps } from './notices/index.ts'
import { createRecurringSteps } from './recurring/index.ts'
import { reporting, reportingOf } from './reporting.ts'
import { createSteps } from './steps.ts'
import { createSweepSteps } from './sweep/index.ts'

export type { ActivityDependencies } from './dependencies.ts'
export type { FetchedRows } from './fetchRows.ts'
export type { FetchProgress, RenderProgress } from './heartbeat.ts'
export type { MarkedJob } from './markProcessing.ts'
export type { RecordedEnd } from './recordCompletion.ts'
export type { RunStart } from './recurring/index.ts'
export type { RenderedFile } from './renderFile.ts'
export { RenderPool } from './rendering/index.ts'
export { RunState, type SettledJobs, type StepReport, type WorkflowRuns } from './sweep/index.ts'
export type ExportActivities = ReturnType<typeof createSteps>
export type NoticeActivities = ReturnType<typeof createNoticeSteps>
export type RecurringActivities = ReturnType<typeof createRecurringSteps>
export type SweepActivities = ReturnType<typeof createSweepSteps>
export type Activities = ExportActivities & NoticeActivities & RecurringActivities & SweepActivities

const UNTIL_DONE = { isUntilDone: true }

/** The activities as a worker registers them: every error leaves as a failure with a code. */
export function createActivities(dependencies: ActivityDependencies): Activities {
  return {
    ...exportActivities(dependencies),
    ...noticeActivities(dependencies),
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

function noticeActivities(dependencies: ActivityDependencies): NoticeActivities {
  const steps = createNoticeSteps(dependencies)
  return {
    planNotices: reporting(steps.planNotices, UNTIL_DONE),
    deliverNotice: reporting(steps.deliverNotice, UNTIL_DONE),
    recordUndelivered: reporting(steps.recordUndelivered, UNTIL_DONE),
  }
}

function recurringActivities(dependencies: ActivityDependencies): RecurringActivities {
  const steps = createRecurringSteps(dependencies)
  return {
    planScheduledRun: reporting(steps.planScheduledRun, UNTIL_DONE),
    recordedStatus: reporting(steps.recordedStatus, UNTIL_DONE),
    judgeSchedule: reporting(steps.judgeSchedule, UNTIL_DONE),
    planBackfillRuns: reporting(steps.planBackfillRuns, UNTIL_DONE),
    beginBackfillRun: reporting(steps.beginBackfillRun, UNTIL_DONE),
    endBackfill: reporting(steps.endBackfill, UNTIL_DONE),
  }
}

function sweepActivities(dependencies: ActivityDependencies): SweepActivities {
  const steps = createSweepSteps(dependencies)
  const ofNone = () => ({})
  return {
    expireFiles: reportingOf(ofNone, steps.expireFiles),
    abortOrphanedUploads: reportingOf(ofNone, steps.abortOrphanedUploads),
    removeOrphanedStaged: reportingOf(ofNone, steps.removeOrphanedStaged),
    removeOrphanedFiles: reportingOf(ofNone, steps.removeOrphanedFiles),
    resendOutbox: reportingOf(ofNone, steps.resendOutbox),
    settleStuckJobs: reportingOf(ofNone, steps.settleStuckJobs),
    reconcileSchedules: reportingOf(ofNone, steps.reconcileSchedules),
  }
}
