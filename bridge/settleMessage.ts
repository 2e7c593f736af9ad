/** Carries an outcome out on the queue. */
import type { Logger } from 'pino'
import { assertNever } from '../contract/index.ts'
import { describeError, type Queue } from '../stores/index.ts'
import type { Decision } from './acceptExport.ts'
import { MAX_RETRIES, retryDelay } from './backOff.ts'
import { OutcomeKind } from './outcome.ts'
import type { BridgeMessage } from './receivedMessage.ts'

/** Longest part of an id that is logged, in characters. */
const LONGEST_ID = 100

/**
 * Whether the message may be deleted now. Never rejects: a message that could not be settled
 * becomes visible again by itself when its visibility time-out is over.
 */
export async function settleMessage(
  message: BridgeMessage,
  { outcome, error, ...ids }: Decision,
  queue: Queue,
  logger: Logger,
): Promise<boolean> {
  const log = logger.child({ messageId: message.messageId, ...shortened(ids) })
  const about = error === undefined ? {} : { error: describeError(error) }
  try {
    switch (outcome.kind) {
      case OutcomeKind.DELETE:
        log.info({ why: outcome.why }, 'message done')
        return true
      case OutcomeKind.DEAD_LETTER:
        await queue.sendToDeadLetters(message, outcome.failure)
        log.warn({ ...about, code: outcome.failure.code }, 'message put aside')
        return true
      case OutcomeKind.RETRY_LATER:
        log.info({ ...about, why: outcome.why, seconds: outcome.seconds }, 'message put back')
        await queue.makeVisible(message, outcome.seconds)
        return false
      case OutcomeKind.OUTAGE:
        return await keep(message, queue)
      default:
        return assertNever(outcome)
    }
  } catch (failed) {
    log.error({ error: describeError(failed) }, 'message could not be settled, it comes back')
    await queue.makeVisible(message, retryDelay(message.receiveCount)).catch(() => undefined)
    return false
  }
}

/** An id is any text that somebody sent, and a log is no place for a long one. */
function shortened(ids: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(ids).map(([name, id]: [string, unknown]) =>
      typeof id === 'string' ? [name, id.slice(0, LONGEST_ID)] : [name, id],
    ),
  )
}

/**
 * Keeps a message through an outage. Receiving it too often would drain it into the dead-letter
 * queue, so that in time a copy, whose count starts anew, takes its place. A crash between sending
 * the copy and deleting the original costs a duplicate, which the workflow's id absorbs.
 */
async function keep(message: BridgeMessage, queue: Queue): Promise<boolean> {
  const seconds = retryDelay(message.receiveCount)
  if (message.receiveCount < MAX_RETRIES) {
    await queue.makeVisible(message, seconds)
    return false
  }
  await queue.sendAgain(message, seconds)
  return true
}
