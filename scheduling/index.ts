/**
 * When exports recur: which times and days a rule means, which windows the files of a schedule hold,
 * and the timetable that Temporal keeps. Knows nothing of rows, people or records.
 */
export type { Timetable, TimetableEntry, TimetableState } from './timetable.ts'
