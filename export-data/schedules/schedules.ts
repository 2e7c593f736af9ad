/** Exports that recur, as whoever offers them to people uses them. */
import type {
  Backfill,
  BackfillSpan,
  ExportSchedule,
  RunPage,
  SavedSchedule,
  SchedulePage,
  SchedulePreview,
  ScheduleRequest,
  ScheduleTiming,
} from '../../contract/index.ts'
import type { Caller } from '../caller.ts'
import type { PageQuery } from '../paging.ts'

/** What a change starts from. */
export interface KnownRevision {
  /** Default: whichever it is in. */
  revision?: number
}

/**
 * Callers see and change schedules of their own. Everything rejects with an ExportFailure, as the
 * entry's other calls do; UNKNOWN_SCHEDULE for a schedule that is not there, was deleted or is
 * another's, which a caller can't tell apart. Changes and refusals are in the access log.
 */
export interface Schedules {
  /**
   * Where Temporal is out of reach the schedule is recorded all the same, is STARTING, and becomes
   * ACTIVE within minutes of Temporal's return.
   * @throws INVALID_REQUEST with every fault at once, each field as of ScheduleRequest (`rule.hour`,
   * `request.filters.status`); UNSUPPORTED_TYPE; TOO_MANY_SCHEDULES.
   */
  create(caller: Caller, asked: ScheduleRequest): Promise<SavedSchedule>
  get(caller: Caller, scheduleId: string): Promise<ExportSchedule>
  /** Newest first. @throws INVALID_REQUEST for a cursor or a limit that is none. */
  list(caller: Caller, query?: PageQuery): Promise<SchedulePage>
  /** @throws INVALID_REQUEST with every fault at once. */
  preview(caller: Caller, timing: ScheduleTiming): Promise<SchedulePreview>
  /**
   * Replaces all that was asked for; whether it is paused, what was exported and the secret of a
   * webhook stay. A webhook where there was none gets a secret. Another content, other rows or columns
   * make the next file of changes one of every row.
   * @throws as `create`; SCHEDULE_CHANGED where it is not in `revision` any more.
   */
  update(
    caller: Caller,
    scheduleId: string,
    asked: ScheduleRequest,
    known?: KnownRevision,
  ): Promise<SavedSchedule>
  /** No longer due, until resumed. What it would have exported is in the first file after that. */
  pause(caller: Caller, scheduleId: string, note?: string): Promise<ExportSchedule>
  resume(caller: Caller, scheduleId: string): Promise<ExportSchedule>
  /** Due now as well: makes what is due and has no file, else an extra file. */
  trigger(caller: Caller, scheduleId: string): Promise<ExportSchedule>
  /** Its files stay. Again for one that was deleted: nothing happens. */
  remove(caller: Caller, scheduleId: string): Promise<void>
  /** What came of each time it was due, newest first. */
  runs(caller: Caller, scheduleId: string, query?: PageQuery): Promise<RunPage>
  /**
   * Makes files of changes for each day of the span that has none, as windows that touch, three at a
   * time. Days that have a file keep it. Where Temporal is out of reach, they begin within minutes of
   * its return.
   * @throws INVALID_REQUEST for a span that is none, longer than 731 days or not over yet, and for a
   * schedule without files of changes.
   */
  backfill(caller: Caller, scheduleId: string, span: BackfillSpan): Promise<Backfill>
  /** The last 20, newest first. */
  backfills(caller: Caller, scheduleId: string): Promise<Backfill[]>
  /**
   * A new secret for its webhook; the old one counts no longer.
   * @throws INVALID_REQUEST for a schedule without webhook.
   */
  renewSecret(caller: Caller, scheduleId: string): Promise<{ webhookSecret: string }>
}
