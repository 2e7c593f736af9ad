/**
 * What schedules do when they are due: decide which file comes next, and record its job, under a lock
 * on the schedule. The export itself is made by the same steps as any other. Knows nothing of how
 * Temporal keeps the times.
 */
import type { ActivityDependencies } from '../dependencies.ts'
import { createBeginBackfillRun, createEndBackfill, createPlanBackfill } from './backfill.ts'
import { createJudgeSchedule } from './judgeSchedule.ts'
import { createPlanRun } from './planRun.ts'
import { createRecordedStatus } from './recordedStatus.ts'

export { createJudgeSchedule } from './judgeSchedule.ts'
export { createPlanRun } from './planRun.ts'
export type { RunStart } from './runStart.ts'

// The inferred type is the contract with the workflows (`RecurringActivities`).
export function createRecurringSteps(dependencies: ActivityDependencies) {
  return {
    planScheduledRun: createPlanRun(dependencies),
    recordedStatus: createRecordedStatus(dependencies),
    judgeSchedule: createJudgeSchedule(dependencies),
    planBackfillRuns: createPlanBackfill(dependencies),
    beginBackfillRun: createBeginBackfillRun(dependencies),
    endBackfill: createEndBackfill(dependencies),
  }
}
