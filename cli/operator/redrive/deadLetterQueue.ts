/**
 * The dead-letter queue, whose messages are held invisible while somebody decides. SQS lists no
 * messages: to see one is to receive it. Whatever is not sent back is released.
 */
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'

export interface DeadLetter {
  messageId: string
  body: string
  /** Why the bridge set it aside; null for one that SQS moved after too many receives. */
  failureCode: string | null
  failureReason: string | null
  /** When the bridge put it there; of one that SQS moved, when it was first sent to the queue. */
  sentAt: Date
  /** Receives from this queue, this one included. */
  receiveCount: number
  /** Whatever else was sent along with the body. */
  attributes: Record<string, MessageAttributeValue>
}

interface HoldTimes {
  /** Seconds that a held message stays invisible: how long those of a killed process wait. */
  visibilitySeconds: number
  /** How often they are told to stay so, in milliseconds. */
  extendEveryMs: number
}

const HOLD_TIMES: HoldTimes = { visibilitySeconds: 120, extendEveryMs: 40_000 }
/** Most messages of one receive, and of one batch. */
const BATCH = 10
/** A receive that waits asks every server of the queue; one that does not may find nothing. */
const WAIT_SECONDS = 1
/** Receives that bring nothing before the queue is held to be empty. */
const EMPTY_RECEIVES = 2
const REASON_ATTRIBUTES = ['FailureCode', 'FailureReason']

export class DeadLetterQueue {
  readonly #sqs: SQSClient
  readonly #urls: { queueUrl: string; deadLetterQueueUrl: string }
  readonly #times: HoldTimes
  /** Newest receipt handle of each held message. */
  readonly #held = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    sqs: SQSClient,
    urls: { queueUrl: string; deadLetterQueueUrl: string },
    times = HOLD_TIMES,
  ) {
    this.#sqs = sqs
    this.#urls = urls
    this.#times = times
  }

  /** Every message once, held from then on; ends with the queue, or when the signal aborts. */
  async *receive(signal: AbortSignal): AsyncGenerator<DeadLetter> {
    this.#timer ??= setInterval(() => void this.#extend(), this.#times.extendEveryMs)
    let empty = 0
    // A receive in flight is never aborted: what it brings would be invisible and unknown to us.
    while (empty < EMPTY_RECEIVES && !signal.aborted) {
      const messages = await this.#receiveBatch()
      const fresh = messages.filter(({ MessageId: id = '' }) => !this.#held.has(id))
      for (const { MessageId: id = '', ReceiptHandle: handle = '' } of messages) {
        this.#held.set(id, handle)
      }
      empty = fresh.length === 0 ? empty + 1 : 0
      yield* fresh.map(toDeadLetter)
    }
  }

  /**
   * Sends the body to the queue, then deletes the letter: a crash between the two costs a duplicate,
   * which the workflow's id absorbs; the other order would lose the message. False when it is in the
   * queue, but could not be deleted here. The signal ends the sending, not the deleting.
   */
  async sendBack(letter: DeadLetter, signal: AbortSignal): Promise<boolean> {
    await this.#sqs.send(
      new SendMessageCommand({
        QueueUrl: this.#urls.queueUrl,
        MessageBody: letter.body,
        MessageAttributes: letter.attributes,
      }),
      { abortSignal: signal },
    )
    const ReceiptHandle = this.#held.get(letter.messageId)
    try {
      const QueueUrl = this.#urls.deadLetterQueueUrl
      await this.#sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    } catch {
      return false
    }
    this.#held.delete(letter.messageId)
    return true
  }

  /** Makes what is still held visible; gives how many could not be, which then wait. Never rejects. */
  async release(): Promise<number> {
    clearInterval(this.#timer)
    const failed = await this.#changeVisibility(0)
    this.#held.clear()
    return failed
  }

  /** Where it fails, a message may be seen and sent back twice, which is harmless. */
  async #extend(): Promise<void> {
    await this.#changeVisibility(this.#times.visibilitySeconds)
  }

  async #receiveBatch(): Promise<Message[]> {
    const { Messages: messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#urls.deadLetterQueueUrl,
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: this.#times.visibilitySeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
      }),
    )
    return messages
  }

  /** Gives how many messages it failed for. */
  async #changeVisibility(seconds: number): Promise<number> {
    const handles = [...this.#held.values()]
    let failed = 0
    for (let at = 0; at < handles.length; at += BATCH) {
      const batch = handles.slice(at, at + BATCH)
      const command = new ChangeMessageVisibilityBatchCommand({
        QueueUrl: this.#urls.deadLetterQueueUrl,
        Entries: batch.map((ReceiptHandle, index) => ({
          Id: String(index),
          ReceiptHandle,
          VisibilityTimeout: seconds,
        })),
      })
      failed += await this.#sqs.send(command).then(
        (answer) => answer.Failed?.length ?? 0,
        () => batch.length,
      )
    }
    return failed
  }
}

function toDeadLetter(message: Message): DeadLetter {
  const attributes = message.MessageAttributes ?? {}
  return {
    messageId: message.MessageId ?? '',
    body: message.Body ?? '',
    failureCode: attributes['FailureCode']?.StringValue ?? null,
    failureReason: attributes['FailureReason']?.StringValue ?? null,
    sentAt: new Date(Number(message.Attributes?.SentTimestamp ?? Date.now())),
    receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(([name]) => !REASON_ATTRIBUTES.includes(name)),
    ),
  }
}
