/**
 * Every way in which an export can fail, with what to do about each. A failure is the requester's
 * (not retried) or ours (retried until the attempts are used up, unless it is final).
 */

export const FailureCode = {
  /** The message is not a valid TABLE_EXPORT message. */
  INVALID_MESSAGE: 'INVALID_MESSAGE',
  /** A filter, column, sort or option of the request can't be met. */
  INVALID_REQUEST: 'INVALID_REQUEST',
  /** No handler exists for the export type. */
  UNSUPPORTED_TYPE: 'UNSUPPORTED_TYPE',
  /** The requester is unknown, inactive, not the job's owner, or may not export the type. */
  REQUESTER_NOT_ALLOWED: 'REQUESTER_NOT_ALLOWED',
  /** The file type can't hold as many rows as were fetched. */
  TOO_MANY_ROWS: 'TOO_MANY_ROWS',
  /** The file type can't hold as many columns, or nobody could read them. */
  TOO_MANY_COLUMNS: 'TOO_MANY_COLUMNS',
  /** No ExportJob with the message's id and attempt exists. */
  UNKNOWN_JOB: 'UNKNOWN_JOB',
  /** The idempotency key stands for another request of the same user. */
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  /** What was asked can't be done to a job in its status: to cancel one that is over, say. */
  WRONG_STATUS: 'WRONG_STATUS',
  /** The requester has as many jobs queued or running as one may have. */
  TOO_MANY_OPEN_JOBS: 'TOO_MANY_OPEN_JOBS',
  /** The file's time is over, or its object is gone. */
  FILE_EXPIRED: 'FILE_EXPIRED',
  /** There is no such schedule, or it is another's. */
  UNKNOWN_SCHEDULE: 'UNKNOWN_SCHEDULE',
  /** The owner has as many schedules as one may have. */
  TOO_MANY_SCHEDULES: 'TOO_MANY_SCHEDULES',
  /** The schedule was changed since the caller looked at it. */
  SCHEDULE_CHANGED: 'SCHEDULE_CHANGED',
  /** No message for the job came within the time for which the queue keeps one. */
  REQUEST_NEVER_ARRIVED: 'REQUEST_NEVER_ARRIVED',
  /** The run ended without an outcome: it was terminated, or Temporal has lost it. */
  RUN_LOST: 'RUN_LOST',
  /** Temporal refuses to start this very workflow, whatever its health. */
  WORKFLOW_REFUSED: 'WORKFLOW_REFUSED',
  /** The job's record is terminal or of another attempt: there is nothing to do for this run. */
  JOB_NOT_ACTIVE: 'JOB_NOT_ACTIVE',
  /** The database could not be reached, stopped the query, or lacks a table or a right. */
  DATABASE_UNAVAILABLE: 'DATABASE_UNAVAILABLE',
  /** The object store could not be reached, or refused. */
  STORAGE_UNAVAILABLE: 'STORAGE_UNAVAILABLE',
  /** Temporal could not be reached, so that nothing can be told to a running workflow. */
  TEMPORAL_UNAVAILABLE: 'TEMPORAL_UNAVAILABLE',
  /** Staged rows are gone; they are fetched once more. */
  STAGED_ROWS_MISSING: 'STAGED_ROWS_MISSING',
  /** The unfinished upload is gone; the file is rendered once more. */
  UPLOAD_MISSING: 'UPLOAD_MISSING',
  /** The worker was asked to stop; another carries on. Never counts as an attempt. */
  WORKER_SHUTDOWN: 'WORKER_SHUTDOWN',
  /** The worker fell silent, or a step took longer than it may. */
  STEP_TIMED_OUT: 'STEP_TIMED_OUT',
  /** A mail or webhook about an export's end did not arrive: of the notice alone, never of an export. */
  NOTICE_UNDELIVERED: 'NOTICE_UNDELIVERED',
  /** Anything that we did not foresee, and what in our code does not fit the data. */
  INTERNAL_ERROR: 'INTERNAL_ERROR',
} as const
export type FailureCode = (typeof FailureCode)[keyof typeof FailureCode]

/** One thing that went wrong: what happened, and what to do about it. */
export interface Failure {
  code: FailureCode
  /** A sentence for people, without personal data. */
  message: string
  /** What the reader should do. */
  remedy: string
  /** Path of the wrong field, for example `filters.status[1]`, where one is to blame. */
  field?: string
  /** Whether a failure of ours would come of every other try as well. Default false. */
  isFinal?: boolean
}

/** Codes whose cause lies in the request: retrying the same request can't help. */
export const REQUESTERS_FAILURES: ReadonlySet<FailureCode> = new Set([
  FailureCode.INVALID_MESSAGE,
  FailureCode.INVALID_REQUEST,
  FailureCode.UNSUPPORTED_TYPE,
  FailureCode.REQUESTER_NOT_ALLOWED,
  FailureCode.TOO_MANY_ROWS,
  FailureCode.TOO_MANY_COLUMNS,
  FailureCode.UNKNOWN_JOB,
  FailureCode.IDEMPOTENCY_KEY_REUSED,
  FailureCode.WRONG_STATUS,
  FailureCode.TOO_MANY_OPEN_JOBS,
  FailureCode.FILE_EXPIRED,
  FailureCode.UNKNOWN_SCHEDULE,
  FailureCode.TOO_MANY_SCHEDULES,
  FailureCode.SCHEDULE_CHANGED,
])

/** Thrown when an export, or a step of it, can't go on; carries one failure or several. */
export class ExportFailure extends Error {
  readonly failures: readonly [Failure, ...Failure[]]

  constructor(failures: Failure | readonly [Failure, ...Failure[]], options?: ErrorOptions) {
    const list = 'code' in failures ? ([failures] as const) : failures
    super(list.map((failure) => failure.message).join(' '), options)
    this.name = 'ExportFailure'
    this.failures = list
  }

  get code(): FailureCode {
    return this.failures[0].code
  }

  /** Every failure as one: the first one's code, all messages, each remedy once. */
  get summary(): Failure {
    return summarize(this.failures)
  }
}

/** Longest message and remedy of a summary, in characters: records, logs and history hold them. */
const LONGEST = 2_000

/** Joins several failures into the one that a record or a reader can hold. */
export function summarize(failures: readonly [Failure, ...Failure[]]): Failure {
  return {
    code: failures[0].code,
    message: shortened(failures.map((failure) => failure.message).join(' ')),
    remedy: shortened([...new Set(failures.map((failure) => failure.remedy))].join(' ')),
    ...(failures.some((failure) => failure.isFinal) ? { isFinal: true } : {}),
  }
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}
