/**
 * What the bridge needs of its queue besides receiving and deleting, over SQS. Knows nothing of
 * what a message means.
 */
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'

/** A received message, as far as it is sent on. */
export interface ReceivedMessage {
  body: string
  receiptHandle: string
}

/** Why a message is put aside, as the attributes `FailureCode` and `FailureReason`. */
export interface DeadLetterReason {
  code: string
  message: string
}

export interface Queue {
  /** Sends a copy, body unchanged, to the dead-letter queue. The original stays. */
  sendToDeadLetters(message: ReceivedMessage, reason: DeadLetterReason): Promise<void>
  /** Sends a copy, whose receive count starts anew, to the queue itself. The original stays. */
  sendAgain(message: ReceivedMessage, delaySeconds: number): Promise<void>
  /** Makes a received message visible again after so many seconds, 0 to 43,200. */
  makeVisible(message: ReceivedMessage, afterSeconds: number): Promise<void>
  /** Rejects when the queue can't be reached; receives nothing. */
  probe(): Promise<void>
}

/** Longest delay that SQS takes for a message, in seconds. */
const MAX_DELAY_SECONDS = 900
/** Far below SQS' limit of 256 KiB for body and attributes together, for people to read. */
const MAX_REASON_LENGTH = 500

export function sqsQueue(
  sqs: SQSClient,
  urls: { queueUrl: string; deadLetterQueueUrl: string },
): Queue {
  return {
    async sendToDeadLetters(message, reason) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: urls.deadLetterQueueUrl,
          MessageBody: message.body,
          MessageAttributes: {
            FailureCode: { DataType: 'String', StringValue: reason.code },
            FailureReason: { DataType: 'String', StringValue: attributeText(reason.message) },
          },
        }),
      )
    },

    async sendAgain(message, delaySeconds) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: urls.queueUrl,
          MessageBody: message.body,
          DelaySeconds: Math.min(Math.ceil(delaySeconds), MAX_DELAY_SECONDS),
        }),
      )
    },

    async makeVisible(message, afterSeconds) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: urls.queueUrl,
          ReceiptHandle: message.receiptHandle,
          VisibilityTimeout: Math.ceil(afterSeconds),
        }),
      )
    },

    async probe() {
      await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: urls.queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      )
    },
  }
}

/** SQS takes XML's characters only, and no empty value. */
function attributeText(text: string): string {
  const clean = text.replaceAll(/[^\u0020-\ud7ff\ue000-\ufffd]+/g, ' ').trim()
  return clean.length > MAX_REASON_LENGTH
    ? `${clean.slice(0, MAX_REASON_LENGTH - 1)}…`
    : clean || '-'
}
