/**
 * When schedules are due: kept by Temporal, which is the source of truth for it. Told by whoever
 * changes a schedule, and by the sweep where that was cut short.
 */
import type {
  ExportRequestType,
  FileType,
  ScheduleContent,
  ScheduleRule,
} from '../contract/index.ts'

/** What Temporal is told of a schedule: ids and kinds, never who or which rows. */
export interface TimetableEntry {
  scheduleId: string
  /** Of the schedule's record: the greatest that was put counts. */
  revision: number
  type: ExportRequestType
  fileType: FileType
  content: ScheduleContent
  rule: ScheduleRule
  timeZone: string
  startAt: Date | null
  endAt: Date | null
  /** How often it is due from now on; null without end. */
  runs: number | null
  /** Why it is paused from the beginning, where Temporal does not know it yet; null where it is not. */
  pauseNote: string | null
}

export interface TimetableState {
  /** Revision of the record that it was last put from; null where nobody of ours put it. */
  revision: number | null
  isPaused: boolean
  /** Why it was paused or resumed; empty where nobody said. */
  note: string
  /** Ten at most; none where it is paused or has ended. */
  nextTimes: Date[]
  /** Null without end. */
  runsLeft: number | null
}

/**
 * All reject with an ExportFailure TEMPORAL_UNAVAILABLE where Temporal does not answer properly within
 * five seconds.
 */
export interface Timetable {
  /**
   * Creates or replaces the entry, unless it was put with a greater revision; of one that is there, it
   * stays as it is whether it is paused.
   * @throws ExportFailure INVALID_REQUEST for a timing that Temporal can't keep.
   */
  put(entry: TimetableEntry): Promise<void>
  /** Undefined where there is no such entry. */
  describe(scheduleId: string): Promise<TimetableState | undefined>
  /** False where there is no such entry; so do the next three. */
  pause(scheduleId: string, note: string): Promise<boolean>
  resume(scheduleId: string, note: string): Promise<boolean>
  /** Makes the schedule due now. */
  trigger(scheduleId: string): Promise<boolean>
  remove(scheduleId: string): Promise<boolean>
  /** Starts to make the windows of a backfill; again for one that was started: nothing happens. */
  startBackfill(backfill: { scheduleId: string; backfillId: string }): Promise<void>
  /** Ids of all entries, a moment late. */
  list(): AsyncIterable<string>
}
