/** What a job can fail with after it was asked for: these are in its record, never an answer's own. */
import { FailureCode } from '../../contract/index.ts'
import type { CatalogueEntry } from './catalogueEntry.ts'

export const JOB_CODES = {
  [FailureCode.TOO_MANY_ROWS]: {
    title: 'Too many rows for the file type',
    meaning: 'The export has more rows than a file of its type can hold.',
    remedy: 'Choose XLSX or CSV, or narrow the filters.',
  },
  [FailureCode.TOO_MANY_COLUMNS]: {
    title: 'Too many columns for the file type',
    meaning: 'The export has more columns than a file of its type can hold, or a person can read.',
    remedy: 'Choose fewer columns, or another file type.',
  },
  [FailureCode.INVALID_MESSAGE]: {
    title: 'The message is wrong',
    meaning: 'The message by which the export was to begin is not a valid `TABLE_EXPORT` message.',
    remedy: 'Request the export again; whoever wrote the sender corrects it.',
  },
  [FailureCode.REQUEST_NEVER_ARRIVED]: {
    title: 'The request never arrived',
    meaning:
      'The export was recorded, and no message for it came for as long as the queue keeps one.',
    remedy: 'Request the export again; tell an operator if it happens again.',
  },
  [FailureCode.RUN_LOST]: {
    title: 'The export’s run has ended without a result',
    meaning: 'The run was ended by an operator, or Temporal has lost it, more than once.',
    remedy: 'Retry the export; tell an operator if it fails again.',
  },
  [FailureCode.WORKFLOW_REFUSED]: {
    title: 'The export could not be begun',
    meaning: 'Temporal refused to start this very export.',
    remedy: 'Tell an operator the id of the export.',
  },
  [FailureCode.JOB_NOT_ACTIVE]: {
    title: 'The export is over already',
    meaning: 'The export was cancelled, has ended, or was begun anew.',
    remedy: 'Look at the export’s status; there is nothing to do.',
  },
  [FailureCode.STAGED_ROWS_MISSING]: {
    title: 'The fetched rows are gone',
    meaning: 'The rows were fetched, and were then missing from the storage more than once.',
    remedy: 'Retry the export; tell an operator if it fails again.',
  },
  [FailureCode.UPLOAD_MISSING]: {
    title: 'The unfinished file is gone',
    meaning: 'The file was being uploaded, and its parts were missing from the storage.',
    remedy: 'Retry the export; tell an operator if it fails again.',
  },
  [FailureCode.WORKER_SHUTDOWN]: {
    title: 'The worker was stopped',
    meaning: 'The worker was asked to stop, and no other carried on.',
    remedy: 'Retry the export; tell an operator if it fails again.',
  },
  [FailureCode.STEP_TIMED_OUT]: {
    title: 'A step took too long',
    meaning: 'The worker fell silent, or a step of the export took longer than it may.',
    remedy: 'Narrow the filters and retry; tell an operator if it fails again.',
  },
  [FailureCode.NOTICE_UNDELIVERED]: {
    title: 'A notice did not arrive',
    meaning: 'A mail or webhook that tells of an export’s end was not taken by the other side.',
    remedy: 'Nothing needs to be done: it is tried again for three days.',
  },
} as const satisfies { [Code in FailureCode]?: CatalogueEntry }
