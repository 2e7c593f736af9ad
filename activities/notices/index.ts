/**
 * Tells people by mail, and machines by webhook, of a job's end or a schedule's: who is told, what
 * each may know, and what came of it. An export never depends on any of it.
 */
import type { ActivityDependencies } from '../dependencies.ts'
import { createDeliverNotice } from './deliverNotice.ts'
import { createPlanNotices } from './planNotices.ts'
import { createRecordUndelivered } from './recordUndelivered.ts'

export { isAnyoneTold } from './isAnyoneTold.ts'

// The inferred type is the contract with the workflow (`NoticeActivities`).
export function createNoticeSteps(dependencies: ActivityDependencies) {
  return {
    planNotices: createPlanNotices(dependencies),
    deliverNotice: createDeliverNotice(dependencies),
    recordUndelivered: createRecordUndelivered(dependencies),
  }
}
