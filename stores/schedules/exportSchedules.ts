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
  /**
   * Raises the revision; undefined where there is no such schedule, or none in `revision`. A secret that
   * the webhook has stays: the one that is given is for a webhook that is new.
   */
  update(
    scheduleId: string,
    wish: ScheduleWish,
    access: Access,
    revision?: number,
  ): Promise<ScheduleRecord | undefined>
  /** What it was before a change that Temporal refused, unless it was changed again since then. */
  restore(changed: ScheduleRecord, before: ScheduleRecord): Promise<ScheduleRecord | undefined>
  /** Temporal was told what the record says in that revision. */
  markSynced(scheduleId: string, revision: number): Promise<void>
  /** Notes that it pauses itself, and gives when. */
  noteSelfPause(scheduleId: string, note: string): Promise<Date | undefined>
  /** Null where it was resumed. */
  notePause(scheduleId: string, note: string | null): Promise<void>
  markEnded(scheduleId: string): Promise<void>
  /** Sets the secret of its webhook, and nothing else; false for one without webhook. */
  setSecret(scheduleId: string, webhookSecret: string, access: Access): Promise<boolean>
  /** Gives the record also where it was deleted before; undefined where the owner has no such one. */
  remove(given: {
    scheduleId: string
    ownerId: string
    access: Access
  }): Promise<ScheduleRecord | undefined>
  /** Changed at least a minute ago, and Temporal has not been told; deleted ones as well. */
  unsynced(limit: number): Promise<ScheduleRecord[]>
  /** Ids of those that are neither deleted nor ended, in their order, after the id; 1,000 at most. */
  ids(after: string | null): Promise<string[]>
}
