/**
 * When exports recur: which times and days a rule means, which windows the files of a schedule hold,
 * and the timetable that Temporal keeps. Knows nothing of rows, people or records.
 */
export { askTemporal } from './askTemporal.ts'
export { isCronExpression } from './cron.ts'
export { dayOf, dayText } from './days.ts'
export { nextTimes, type Timing } from './nextTimes.ts'
export { type BackfillPlan, endOfSpan, planBackfill } from './planBackfill.ts'
export {
  type Coverage,
  type Firing,
  type PlannedExport,
  planRun,
  type Recurrence,
  type RunPlan,
} from './planRun.ts'
export { type SyncedSchedules, syncTimetable } from './syncTimetable.ts'
export { temporalTimetable } from './temporalTimetable.ts'
export type { Timetable, TimetableEntry, TimetableState } from './timetable.ts'
export { mayHaveEnded, timetableEntry } from './timetableEntry.ts'
export { gapsIn, type Window } from './windows.ts'
