/** The schedules' records: for whom exports recur, and what they ask for. */
import type { Access } from '../accessLog.ts'
import type { ScheduleRecord } from './scheduleRecord.ts'

/** What an owner may set. */
export type ScheduleWish = Pick<
  ScheduleRecord,
  | 'name'
  | 'request'
  | 'content'
  | 'fullEvery'
  | 'rule'
  | 'timeZone'
  | 'startAt'
  | 'endAt'
  | 'runs'
  | 'recipientIds'
  | 'webhookUrl'
  | 'webhookSecret'
>

export interface NewSchedule extends ScheduleWish {
  id: string
  ownerId: string
  /** Most schedules that one owner may have. */
  max: number
  access: Access
}

/** A place in a list, newest first: when it was made, to the microsecond, and which it is. */
export interface ListPlace {
  /** ISO 8601. */
  at: string
  id: string
}

export interface ScheduleList {
  ownerId: string
  limit: number
  after?: ListPlace
}

/** Deleted schedules are found where it is said. */
export interface ExportSchedules {
  /** Logged, but for one that is one too many, which gives undefined. */
  create(schedule: NewSchedule): Promise<ScheduleRecord | undefined>
  find(scheduleId: string): Promise<ScheduleRecord | undefined>
  /** Newest first, then by id, the greatest first. */
  list(query: ScheduleList): Promise<(ScheduleRecord & { place: ListPlace })[]>
  /** Raises the revision; undefined where there is no such schedule, or none in `revision`. */
  update(
    scheduleId: string,
    wish: ScheduleWish,
    access: Access,
    revision?: number,
  ): Promise<ScheduleRecord | undefined>
  /** Temporal was told what the record says in that revision. */
  markSynced(scheduleId: string, revision: number): Promise<void>
  /** Notes that it pauses itself. Gives since when: again for one that did already, the same. */
  noteSelfPause(scheduleId: string): Promise<Date | undefined>
  forgetSelfPause(scheduleId: string): Promise<void>
  /** Gives the record also where it was deleted before. */
  remove(scheduleId: string, access: Access): Promise<ScheduleRecord | undefined>
  /** Changed at least a minute ago, and Temporal has not been told; deleted ones as well. */
  unsynced(limit: number): Promise<ScheduleRecord[]>
  /** Ids of those that are not deleted, in their order, after the id; 1,000 at most. */
  ids(after: string | null): Promise<string[]>
}
