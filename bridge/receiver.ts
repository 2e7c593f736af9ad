/** Receives messages with sqs-consumer until it is stopped; deletes those that the handler is done with. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message, SQSClient } from '@aws-sdk/client-sqs'
import type { Logger } from 'pino'
import { Consumer } from 'sqs-consumer'
import { describeError } from '../stores/index.ts'
import { SYSTEM_ATTRIBUTES } from './receivedMessage.ts'

export interface ReceiverOptions {
  sqs: SQSClient
  queueUrl: string
  /** Messages handled at once. */
  concurrency: number
  /** How long a poll waits for a message, in seconds; also the longest that stopping can take. */
  waitSeconds: number
  /** Whether the message may be deleted. */
  handle(message: Message): Promise<boolean>
  logger: Logger
}

/** SQS' own limit of messages in one answer. */
const MAX_BATCH = 10
/** Time that one message may take before it is extended; a killed bridge's come back after it. */
const VISIBILITY_SECONDS = 30
const HEARTBEAT_SECONDS = 10
/** Pause after a failed poll, so that an unreachable queue is not asked in a tight loop. */
const FAILED_POLL_PAUSE_MS = 5_000
const LONGEST_STOP_MS = 300_000

/** Runs until the signal aborts. Resolves when the last poll and the last handler have ended. */
export async function receiveUntil(signal: AbortSignal, options: ReceiverOptions): Promise<void> {
  const sizes = batchSizes(options.concurrency)
  await Promise.all(sizes.map((batchSize) => consumeUntil(signal, { ...options, batchSize })))
}

function batchSizes(concurrency: number): number[] {
  const full = Array.from({ length: Math.floor(concurrency / MAX_BATCH) }, () => MAX_BATCH)
  const rest = concurrency % MAX_BATCH
  return rest === 0 ? full : [...full, rest]
}

async function consumeUntil(
  signal: AbortSignal,
  options: ReceiverOptions & { batchSize: number },
): Promise<void> {
  if (signal.aborted) return
  const { logger } = options
  let pollFailed = false
  const consumer = Consumer.create({
    sqs: options.sqs,
    queueUrl: options.queueUrl,
    batchSize: options.batchSize,
    waitTimeSeconds: options.waitSeconds,
    visibilityTimeout: VISIBILITY_SECONDS,
    heartbeatInterval: HEARTBEAT_SECONDS,
    messageSystemAttributeNames: [...SYSTEM_ATTRIBUTES],
    pollingCompleteWaitTimeMs: LONGEST_STOP_MS,
    handleMessage: async (message) => ((await options.handle(message)) ? message : undefined),
    preReceiveMessageCallback: async () => {
      if (pollFailed)
        await sleep(FAILED_POLL_PAUSE_MS, undefined, { signal }).catch(() => undefined)
    },
    postReceiveMessageCallback: () => {
      if (pollFailed) logger.info('the queue is in reach again')
      pollFailed = false
      return Promise.resolve()
    },
  })
  consumer.on('error', (error, message) => {
    if (message !== undefined) {
      logger.warn(
        { error: describeError(error) },
        'the queue refused a change, the message returns',
      )
    } else if (!pollFailed) {
      logger.error({ error: describeError(error) }, 'the queue is out of reach')
      pollFailed = true
    }
  })
  consumer.on('processing_error', (error) => {
    logger.error({ error: describeError(error) }, 'a message was not handled, it comes back')
  })
  const stopped = new Promise<void>((resolve) => {
    consumer.once('stopped', () => resolve())
  })
  // Not aborted: SQS can lose sight of a message, for a while, whose poll is broken off.
  signal.addEventListener('abort', () => consumer.stop(), { once: true })
  consumer.start()
  await stopped
}
