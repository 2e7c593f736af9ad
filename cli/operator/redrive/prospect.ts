/** Whether it helps to send a dead letter back, by its reason and by the record of its job. */
import { assertNever, ExportStatus, FailureCode } from '../../../contract/index.ts'
import { parseTableExportMessage } from '../../../contract/schemas/tableExportMessage.ts'
import { describeError, type ExportJob } from '../../../stores/index.ts'
import type { DeadLetter } from './deadLetterQueue.ts'

export interface Prospect {
  /** What the message names, where it can be read. */
  exportId: string | null
  attempt: number | null
  /** Null where it can't be told. */
  willHelp: boolean | null
  /** What to expect, and what to do instead where it does not help. */
  advice: string
}

/** A letter with what is to be expected of it. */
export interface SeenLetter extends Prospect {
  letter: DeadLetter
  isChosen: boolean
}

export type FindJob = (exportId: string) => Promise<ExportJob | undefined>

type Outlook = Pick<Prospect, 'willHelp' | 'advice'>

/** `findJob` is undefined where no database is at hand. Never rejects. */
export async function prospectOf(
  letter: DeadLetter,
  findJob: FindJob | undefined,
): Promise<Prospect> {
  const parsed = parseTableExportMessage(letter.body)
  if (!parsed.isValid) {
    const { exportId = null, attempt = null } = parsed
    return { exportId, attempt, ...INVALID }
  }
  const { exportId, attempt } = parsed.data
  if (!findJob) return { exportId, attempt, ...outlookByReason(letter.failureCode) }
  try {
    return { exportId, attempt, ...outlookOf(await findJob(exportId), attempt) }
  } catch (error) {
    const advice = `Its record could not be looked at (${describeError(error)}).`
    return { exportId, attempt, willHelp: null, advice }
  }
}

const INVALID: Outlook = {
  willHelp: false,
  advice: 'The message is invalid and would come back: mend its producer and request anew.',
}

function outlookOf(job: ExportJob | undefined, attempt: number): Outlook {
  if (!job || job.attempt < attempt) {
    const advice = 'There is no record of this job and attempt: it would come back without one.'
    return { willHelp: false, advice }
  }
  if (job.attempt > attempt) {
    return { willHelp: false, advice: 'A later attempt was asked for: this one is over.' }
  }
  switch (job.status) {
    case ExportStatus.PENDING:
      return { willHelp: true, advice: 'The job waits for it.' }
    case ExportStatus.COMPLETED:
      return { willHelp: false, advice: 'The job is COMPLETED: nothing is left to do.' }
    case ExportStatus.FAILED:
    case ExportStatus.CANCELLED:
      return { willHelp: false, advice: endedAdvice(job) }
    default:
      return assertNever(job.status)
  }
}

/** A next attempt reads what was asked for from the record. */
function endedAdvice({ status, request }: ExportJob): string {
  return request === null
    ? `The job is ${status}, and its record has no request to run again: ask for a new export.`
    : `The job is ${status}: its requester retries it, or you begin a new attempt (docs/operating.md#a-new-attempt).`
}

/** A message that SQS moved met no decision; one without a record may find it now. */
function outlookByReason(code: string | null): Outlook {
  if (code === null || code === FailureCode.UNKNOWN_JOB) {
    return { willHelp: null, advice: 'Without DATABASE_URL its job can’t be looked at.' }
  }
  return {
    willHelp: false,
    advice:
      'Its job has most likely FAILED with this code. With DATABASE_URL it is looked at, and what helps is said.',
  }
}
