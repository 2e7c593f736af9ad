/**
 * The steps of an export, one file each: closures over the stores, handlers and formats that they
 * join. Each may run twice, late, or beside a later run of itself: what they write is fenced by
 * keys of its own, and what they change on a record is one conditional update.
 * Nothing here knows in which order the workflow calls them.
 */

import type { ActivityDependencies } from './dependencies.ts'
import { reporting, reportingOf } from './reporting.ts'
import { type createExportSteps, createSteps } from './steps.ts'

export type { ActivityDependencies } from './dependencies.ts'
export type { FetchedRows } from './fetchRows.ts'
export type { FetchProgress, RenderProgress } from './heartbeat.ts'
export type { RunStart } from './recurring/index.ts'
export type { RenderedFile } from './renderFile.ts'
export { RenderPool } from './rendering/index.ts'
export type Activities = ReturnType<typeof createSteps>
/** Those of `exportTable` alone. */
export type ExportSteps = ReturnType<typeof createExportSteps>

const UNTIL_DONE = { isUntilDone: true }

function ofSchedule({ scheduleId }: { scheduleId: string }) {
  return { scheduleId }
}

/** The activities as a worker registers them: every error leaves as a failure with a code. */
export function createActivities(dependencies: ActivityDependencies): Activities {
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
    planScheduledRun: reportingOf(ofSchedule, steps.planScheduledRun, UNTIL_DONE),
    judgeSchedule: reportingOf((scheduleId) => ({ scheduleId }), steps.judgeSchedule, UNTIL_DONE),
    planBackfillRuns: reportingOf(ofSchedule, steps.planBackfillRuns, UNTIL_DONE),
    beginBackfillRun: reportingOf(
      (scheduleId) => ({ scheduleId }),
      steps.beginBackfillRun,
      UNTIL_DONE,
    ),
    endBackfill: reportingOf(ofSchedule, steps.endBackfill, UNTIL_DONE),
  }
}
