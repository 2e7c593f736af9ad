/**
 * Records of exports that recur: schedules, what came of each time one was due, and backfills. When a
 * schedule is due is not theirs to know.
 */
export type {
  ExportSchedules,
  NewSchedule,
  ScheduleList,
  SchedulePlace,
  ScheduleWish,
} from './exportSchedules.ts'
export { knexScheduleReader } from './knexScheduleReader.ts'
export type { ScheduleRecord } from './scheduleRecord.ts'
