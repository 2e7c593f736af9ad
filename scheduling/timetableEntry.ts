/** What Temporal is told of a schedule's record. */
import type { ExportRequest } from '../contract/index.ts'
import type { TimetableEntry } from './timetable.ts'

/** The part of a record that Temporal is told. */
export interface ScheduleToKeep extends Omit<TimetableEntry, 'scheduleId' | 'type' | 'fileType'> {
  id: string
  request: Pick<ExportRequest, 'type' | 'fileType'>
}

/** Whether it is due no more, for all that its record says: Temporal counts, and forgets. */
export function mayHaveEnded({ runs, endAt }: Pick<ScheduleToKeep, 'runs' | 'endAt'>): boolean {
  return runs !== null || (endAt !== null && endAt.getTime() <= Date.now())
}

export function timetableEntry(schedule: ScheduleToKeep): TimetableEntry {
  const {
    id: scheduleId,
    request,
    revision,
    content,
    rule,
    timeZone,
    startAt,
    endAt,
    runs,
  } = schedule
  const { type, fileType } = request
  const { pauseNote } = schedule
  return {
    scheduleId,
    revision,
    type,
    fileType,
    content,
    rule,
    timeZone,
    startAt,
    endAt,
    runs,
    pauseNote,
  }
}
