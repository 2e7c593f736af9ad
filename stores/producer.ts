/** Sends messages to the bridge's queue, over SQS. Knows nothing of what they mean. */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'

export interface Producer {
  /** Rejects when the queue has not confirmed it; it may have taken the message all the same. */
  send(body: string): Promise<void>
}

export function sqsProducer(sqs: SQSClient, queueUrl: string): Producer {
  return {
    async send(body) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }))
    },
  }
}
