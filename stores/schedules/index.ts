/**
 * Records of exports that recur: schedules, what came of each time one was due, and backfills. When a
 * schedule is due, and what is exported then, is not theirs to know.
 */
export type {
  BackfillDecision,
  BackfillRecord,
  Backfills,
  NewBackfill,
  OpenBackfill,
} from './backfills.ts'
export type {
  ExportSchedules,
  ListPlace,
  NewSchedule,
  ScheduleList,
  ScheduleWish,
} from './exportSchedules.ts'
export { knexBackfills } from './knexBackfills.ts'
export { knexExportSchedules } from './knexExportSchedules.ts'
export { knexScheduleRuns } from './knexScheduleRuns.ts'
export { knexRecipients, type Recipient, type Recipients } from './recipients.ts'
export type { ScheduleRecord } from './scheduleRecord.ts'
export type {
  FiringStep,
  PlannedRun,
  PlanningState,
  RunCoverage,
  RunDecision,
  RunExport,
  RunList,
  RunRecord,
  RunWindow,
  ScheduleRuns,
} from './scheduleRuns.ts'
