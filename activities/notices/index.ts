/**
 * Tells people by mail, and machines by webhook, of a job's end or a schedule's: who is told, what
 * each may know, and what came of it. An export never depends on any of it.
 */
export { createDeliverNotice } from './deliverNotice.ts'
export { isAnyoneTold } from './isAnyoneTold.ts'
export { createPlanNotices } from './planNotices.ts'
export { createRecordUndelivered } from './recordUndelivered.ts'
