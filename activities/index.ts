/**
 * The steps of an export and of its notices, one file each: closures over the stores, handlers and formats that they
 * join. Each may run twice, late, or beside a later run of itself: what they write is fenced by
 * keys of its own, and what they change on a record is one conditional update.
 * Nothing here knows in which order the workflow calls them.
 */

import type { ActivityDependencies } from './dependencies.ts'
import { reporting } from './reporting.ts'
import { createSteps } from './steps.ts'

export type { ActivityDependencies } from './dependencies.ts'
export type { FetchedRows } from './fetchRows.ts'
export type { FetchProgress, RenderProgress } from './heartbeat.ts'
export type { RecordedEnd } from './recordCompletion.ts'
export type { RenderedFile } from './renderFile.ts'
export { RenderPool } from './rendering/index.ts'
export type Activities = ReturnType<typeof createSteps>

const UNTIL_DONE = { isUntilDone: true }

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
    planNotices: reporting(steps.planNotices, UNTIL_DONE),
    deliverNotice: reporting(steps.deliverNotice, UNTIL_DONE),
    recordUndelivered: reporting(steps.recordUndelivered, UNTIL_DONE),
  }
}
