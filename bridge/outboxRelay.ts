/**
 * Sends the messages of the outbox that the API recorded with their jobs and did not send itself: it
 * was killed, or could not reach the queue. The queue brings them back to a bridge like any other.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { describeError, type Outbox, type Producer } from '../stores/index.ts'

export interface RelayOptions {
  outbox: Pick<Outbox, 'sendDue'>
  producer: Producer
  /** Pause between two looks at the outbox, in milliseconds. */
  everyMs: number
  logger: Logger
}

/** Older messages only: a younger one is about to be sent by the API itself. */
const DUE = { olderThanSeconds: 10, limit: 100 }

/**
 * Looks again and again until the signal aborts; resolves when nothing is half sent. Never rejects:
 * what could not be sent is due at the next look.
 */
export async function relayUntil(signal: AbortSignal, options: RelayOptions): Promise<void> {
  const { everyMs, logger } = options
  let hasFailed = false
  while (!signal.aborted) {
    try {
      await sendAllDue(signal, options)
      if (hasFailed) logger.info('the outbox can be sent again')
      hasFailed = false
    } catch (error) {
      // Once, not at every look of an outage.
      if (!hasFailed) logger.error({ error: describeError(error) }, 'the outbox could not be sent')
      hasFailed = true
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

async function sendAllDue(
  signal: AbortSignal,
  { outbox, producer, logger }: RelayOptions,
): Promise<void> {
  let sent = DUE.limit
  while (sent === DUE.limit && !signal.aborted) {
    sent = await outbox.sendDue(DUE, (body) => producer.send(body))
    if (sent > 0) logger.info({ sent }, 'messages of the outbox sent')
  }
}
