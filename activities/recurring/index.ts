/**
 * What schedules do when they are due: decide which file comes next, and record its job, under a lock
 * on the schedule. The export itself is made by the same steps as any other. Knows nothing of how
 * Temporal keeps the times.
 */
export { createBeginBackfillRun, createEndBackfill, createPlanBackfill } from './backfill.ts'
export { createJudgeSchedule, type Judgement } from './judgeSchedule.ts'
export { createPlanRun, type PlanRunInput } from './planRun.ts'
export type { RunStart } from './runStart.ts'
