/** A message as the bridge sees it. */
import type { Message } from '@aws-sdk/client-sqs'
import type { ReceivedMessage } from '../stores/index.ts'

export interface BridgeMessage extends ReceivedMessage {
  messageId: string
  /** 1 on the first delivery. */
  receiveCount: number
  /** When it was sent, in milliseconds since 1970. */
  sentAt: number
}

/** Receive SQS' own attributes that `toBridgeMessage` reads. */
export const SYSTEM_ATTRIBUTES = ['ApproximateReceiveCount', 'SentTimestamp'] as const

export function toBridgeMessage(message: Message): BridgeMessage {
  return {
    messageId: message.MessageId ?? '',
    body: message.Body ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
    sentAt: Number(message.Attributes?.SentTimestamp ?? Date.now()),
  }
}
