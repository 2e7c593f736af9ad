/** How long the bridge's queue keeps a message that nobody takes. */
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'

/** The longest that SQS allows: fourteen days. */
const LONGEST_SECONDS = 1_209_600

/** In seconds. A server that does not say is held to keep messages for as long as SQS can. */
export async function queueRetention(sqs: SQSClient, queueUrl: string): Promise<number> {
  const command = new GetQueueAttributesCommand({
    QueueUrl: queueUrl,
    AttributeNames: ['MessageRetentionPeriod'],
  })
  const { Attributes: attributes } = await sqs.send(command)
  return Number(attributes?.['MessageRetentionPeriod'] ?? LONGEST_SECONDS)
}
