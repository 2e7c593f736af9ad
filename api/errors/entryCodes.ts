/** What the entry answers a call with, where it can't do what was asked. */
import { FailureCode } from '../../contract/index.ts'
import type { CatalogueEntry } from './catalogueEntry.ts'

export const ENTRY_CODES = {
  [FailureCode.INVALID_REQUEST]: {
    status: 422,
    title: 'The request can’t be met',
    meaning: 'Fields of the request are wrong. `errors` names each of them, all at once.',
    remedy: 'Correct every field that `errors` names.',
  },
  [FailureCode.UNSUPPORTED_TYPE]: {
    status: 422,
    title: 'No such export type',
    meaning: 'Nothing of this type can be exported.',
    remedy: 'Ask for one of the types that `GET /export-types` lists.',
  },
  [FailureCode.REQUESTER_NOT_ALLOWED]: {
    status: 403,
    title: 'Not allowed',
    meaning:
      'The user is unknown to Connexus, is inactive, or may not export this. What a user may is read from Connexus each time, whatever the token says.',
    remedy: 'Ask an administrator for the permission, or ask for another export.',
  },
  [FailureCode.UNKNOWN_JOB]: {
    status: 404,
    title: 'No such export',
    meaning: 'There is no such export, it was removed, or it is another user’s.',
    remedy: 'Look for it in the list of your exports, or request it again.',
  },
  [FailureCode.IDEMPOTENCY_KEY_REUSED]: {
    status: 409,
    title: 'The idempotency key is taken',
    meaning: 'The `Idempotency-Key` was sent before, with another request.',
    remedy: 'Send a new key with a new request; the same key only with the same request.',
  },
  [FailureCode.WRONG_STATUS]: {
    status: 409,
    title: 'Not in this status',
    meaning:
      'The export’s status does not allow it: to cancel one that is over, to retry one that has not failed, to remove one that runs, to download one that has no file.',
    remedy: 'Look at the export’s status, and do what it allows.',
  },
  [FailureCode.TOO_MANY_OPEN_JOBS]: {
    status: 429,
    title: 'Too many open exports',
    meaning: 'As many of your exports are waiting or running as one user may have at a time.',
    remedy: 'Wait until one has ended, or cancel one.',
    retryAfter: 30,
  },
  [FailureCode.FILE_EXPIRED]: {
    status: 410,
    title: 'The file is gone',
    meaning: 'The time for which the file was kept is over.',
    remedy: 'Request the export again.',
  },
  [FailureCode.UNKNOWN_SCHEDULE]: {
    status: 404,
    title: 'No such schedule',
    meaning: 'There is no such schedule, it was deleted, or it is another user’s.',
    remedy: 'Look for it in the list of your schedules, or create it again.',
  },
  [FailureCode.TOO_MANY_SCHEDULES]: {
    status: 429,
    title: 'Too many schedules',
    meaning: 'You have as many schedules as one user may have.',
    remedy: 'Delete one that is no longer needed.',
  },
  [FailureCode.SCHEDULE_CHANGED]: {
    status: 412,
    title: 'The schedule was changed meanwhile',
    meaning:
      'The schedule is no longer as `If-Match` says: another tab or program has changed it. Nothing was changed now.',
    remedy: 'Look at the schedule again, and change it then.',
  },
  [FailureCode.DATABASE_UNAVAILABLE]: {
    status: 503,
    title: 'The database is out of reach',
    meaning: 'Connexus’ database did not answer, or not in time.',
    remedy: 'Try again in a moment; tell an operator if it stays so.',
    retryAfter: 5,
  },
  [FailureCode.STORAGE_UNAVAILABLE]: {
    status: 503,
    title: 'The file storage is out of reach',
    meaning: 'The storage of the files did not answer, or refused.',
    remedy: 'Try again in a moment; tell an operator if it stays so.',
    retryAfter: 5,
  },
  [FailureCode.TEMPORAL_UNAVAILABLE]: {
    status: 503,
    title: 'Temporal is out of reach',
    meaning:
      'Temporal did not answer, so that nothing can be told to an export that runs, or to a schedule.',
    remedy: 'Try again in a moment; tell an operator if it stays so.',
    retryAfter: 5,
  },
  [FailureCode.INTERNAL_ERROR]: {
    status: 500,
    title: 'Something went wrong here',
    meaning: 'A fault of ours that was not foreseen. The log holds it under the id in `instance`.',
    remedy: 'Try again; if it happens again, tell an operator the id in `instance`.',
  },
} as const satisfies { [Code in FailureCode]?: CatalogueEntry }
