/**
 * Decides what becomes of a message, by the table in `index.ts`. Changes the job's record and
 * starts its workflow; what happens to the message on the queue is left to the caller.
 */
import { type Failure, FailureCode, type TableExportData } from '../contract/index.ts'
import {
  type ParsedMessage,
  parseTableExportMessage,
} from '../contract/schemas/tableExportMessage.ts'
import { acceptExport, type Decision, type ExportIntake } from './acceptExport.ts'
import { MAX_RETRIES, mayRecordCome, retryDelay } from './backOff.ts'
import { everyFault, type InvalidMessage } from './everyFault.ts'
import { Outage, reachDatabase } from './outage.ts'
import { OutcomeKind } from './outcome.ts'
import type { BridgeMessage } from './receivedMessage.ts'

/** Never rejects. */
export async function handleMessage(
  message: BridgeMessage,
  intake: ExportIntake,
): Promise<Decision> {
  const parsed = parseTableExportMessage(message.body)
  try {
    return parsed.isValid
      ? await handleValid(message, parsed.data, intake)
      : await handleInvalid(parsed, intake)
  } catch (error) {
    if (error instanceof Outage) return { outcome: { kind: OutcomeKind.OUTAGE, outage: error } }
    return await handleUnforeseen(message, parsed, error, intake)
  }
}

async function handleValid(
  message: BridgeMessage,
  data: TableExportData,
  intake: ExportIntake,
): Promise<Decision> {
  const decision = await acceptExport(data, intake)
  if (decision) return decision
  const { exportId, attempt } = data
  if (mayRecordCome(message)) {
    const seconds = retryDelay(message.receiveCount)
    const why = 'the record of the job is not there yet'
    return { outcome: { kind: OutcomeKind.RETRY_LATER, seconds, why }, exportId, attempt }
  }
  return {
    outcome: {
      kind: OutcomeKind.DEAD_LETTER,
      failure: {
        code: FailureCode.UNKNOWN_JOB,
        message: `No export job has this id and attempt ${attempt}.`,
        remedy: 'Create the job before its message is sent, then send the message again.',
      },
    },
    exportId,
    attempt,
  }
}

async function handleInvalid(parsed: InvalidMessage, intake: ExportIntake): Promise<Decision> {
  const { bare } = parsed
  if (bare && (await hasRequest(bare.exportId, intake))) {
    const decision = await acceptExport(bare, intake)
    if (decision) return decision
  }
  const failure = everyFault(parsed, intake)
  await failUnstarted(parsed, failure, intake)
  return { outcome: { kind: OutcomeKind.DEAD_LETTER, failure }, ...keyOf(parsed) }
}

/** Whether what the message asks for counts for nothing, since the record says it already. */
async function hasRequest(exportId: string, { jobs }: ExportIntake): Promise<boolean> {
  const job = await reachDatabase(() => jobs.find(exportId))
  return job !== undefined && job.request !== null
}

/** A fault of ours or of the network that we have no name for: retried, then put aside. */
async function handleUnforeseen(
  message: BridgeMessage,
  parsed: ParsedMessage,
  error: unknown,
  intake: ExportIntake,
): Promise<Decision> {
  if (message.receiveCount <= MAX_RETRIES) {
    const seconds = retryDelay(message.receiveCount)
    const why = 'an error that was not foreseen'
    return { outcome: { kind: OutcomeKind.RETRY_LATER, seconds, why }, error }
  }
  const failure: Failure = {
    code: FailureCode.INTERNAL_ERROR,
    message: 'The export could not be started.',
    remedy: "Look up the message's id in the bridge's log, then send the message again.",
  }
  // The record is told as well as can be: what went wrong may go wrong here again.
  await failUnstarted(keyOf(parsed), failure, intake).catch(() => undefined)
  return { outcome: { kind: OutcomeKind.DEAD_LETTER, failure }, error }
}

function keyOf(parsed: ParsedMessage): { exportId?: string; attempt?: number } {
  const { exportId, attempt } = parsed.isValid ? parsed.data : parsed
  if (exportId === undefined) return {}
  return attempt === undefined ? { exportId } : { exportId, attempt }
}

async function failUnstarted(
  key: { exportId?: string; attempt?: number },
  failure: Failure,
  { jobs }: ExportIntake,
): Promise<void> {
  const { exportId } = key
  if (exportId === undefined) return
  await reachDatabase(async () => {
    const job = await jobs.find(exportId)
    if (!job) return
    // A message whose attempt can't be read was meant for the attempt that is due.
    await jobs.recordRefusal({ exportId: job.id, attempt: key.attempt ?? job.attempt }, failure)
  })
}
