/** The entry, as whoever offers exports to people uses it: in a process of their own, or over HTTP. */
import type {
  ChoicesQuery,
  DownloadLink,
  ExportEstimate,
  ExportEvent,
  ExportListQuery,
  ExportPage,
  ExportRequest,
  ExportTypeDescription,
  FilterChoice,
  RequestAnswer,
  RequestedExport,
  Requester,
} from '../contract/index.ts'
import type { Caller } from './caller.ts'
import type { Schedules } from './schedules/schedules.ts'

/** The last that a watcher has seen of a job. */
export interface SeenProgress {
  attempt: number
  percent: number
}

export interface WatchOptions {
  /** Where a watcher goes on that was cut off, by export id. */
  seen?: Readonly<Record<string, SeenProgress>>
  /** Ends the watching. */
  signal?: AbortSignal
}

/**
 * Everything rejects with an ExportFailure: REQUESTER_NOT_ALLOWED for a caller who is unknown,
 * inactive or may not do this; UNKNOWN_JOB for a job that is not there, was removed or is another's, which a
 * caller can't tell apart; DATABASE_UNAVAILABLE, STORAGE_UNAVAILABLE or TEMPORAL_UNAVAILABLE where
 * these can't be reached; and what is said below. Requests, watching, downloads, cancels, retries and
 * removals are in the access log, and so is every refusal.
 */
export interface ExportData {
  /** The caller's own record. */
  requester(caller: Caller): Promise<Requester>
  /** What the caller may export. */
  exportTypes(caller: Caller): Promise<ExportTypeDescription[]>
  /**
   * Values for a filter whose description says `choices`, in the order of their names.
   * @throws INVALID_REQUEST for another filter, UNSUPPORTED_TYPE.
   */
  choices(caller: Caller, query: ChoicesQuery): Promise<FilterChoice[]>
  /** @throws INVALID_REQUEST with every fault at once, UNSUPPORTED_TYPE. */
  estimate(caller: Caller, request: ExportRequest): Promise<ExportEstimate>
  /**
   * Records the job and its message in one transaction, and sends the message. A message that could
   * not be sent at once is sent within a minute. The same key with the same request gives the same
   * job. Else, with `reuseWithin`, a file that is young enough gives a new job that is COMPLETED at
   * once, of which there is no message. Else, without a key, an identical request gives the same job
   * while that is PENDING.
   * @throws INVALID_REQUEST with every fault at once, UNSUPPORTED_TYPE, IDEMPOTENCY_KEY_REUSED,
   * TOO_MANY_OPEN_JOBS.
   */
  request(
    caller: Caller,
    asked: { request: ExportRequest; idempotencyKey?: string },
  ): Promise<RequestAnswer>
  get(caller: Caller, exportId: string): Promise<RequestedExport>
  /** @throws INVALID_REQUEST for a cursor or a limit that is none. */
  list(caller: Caller, query: ExportListQuery): Promise<ExportPage>
  /**
   * Progress of jobs, each about once a second while it changes, then its end; ends with the last
   * job's. Rejects before the first event where one of the jobs is not the caller's.
   */
  watch(
    caller: Caller,
    exportIds: readonly string[],
    options?: WatchOptions,
  ): AsyncIterable<ExportEvent>
  /**
   * Stops a PENDING job: at once where it has not begun, else its running steps within seconds. The
   * job that is given may therefore still be PENDING. A CANCELLED one stays as it is.
   * @throws WRONG_STATUS for a job that is COMPLETED or FAILED.
   */
  cancel(caller: Caller, exportId: string): Promise<RequestedExport>
  /**
   * Begins the next attempt of a FAILED or CANCELLED job, with the request that it has.
   * @throws WRONG_STATUS for any other job; INVALID_REQUEST where the request is no longer valid;
   * TOO_MANY_OPEN_JOBS.
   */
  retry(caller: Caller, exportId: string): Promise<RequestedExport>
  /**
   * Takes a job that is over from the caller's list, and removes its file, unless another job has it
   * too. Again for one that was removed: nothing happens.
   * @throws WRONG_STATUS for a PENDING job.
   */
  remove(caller: Caller, exportId: string): Promise<void>
  /**
   * A link to the file, signed now, for its requester and for the recipients of its schedule. The caller
   * must still be allowed to see all that the file holds.
   * @throws WRONG_STATUS for a job that is not COMPLETED, FILE_EXPIRED.
   */
  downloadLink(caller: Caller, exportId: string): Promise<DownloadLink>
  /** Exports that recur. */
  schedules: Schedules
}
