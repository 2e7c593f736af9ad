/** Sends messages to the bridge's queue, over SQS. Knows nothing of what they mean. */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'

/** Longest that a message may take, in milliseconds, whatever the client's own limits and tries. */
const LIMIT_MS = 10_000

export interface Producer {
  /** Rejects when the queue has not confirmed it; it may have taken the message all the same. */
  send(body: string): Promise<void>
}

export function sqsProducer(sqs: SQSClient, queueUrl: string): Producer {
  return {
    async send(body) {
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body })
      await sqs.send(command, { abortSignal: AbortSignal.timeout(LIMIT_MS) })
    },
  }
}
