/** Checks of the queue and its dead-letter queue. Receives nothing: that would count as a delivery. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type CheckGroup, failed, type Outcome, ok, skipped, warning } from './finding.ts'

/** The bridge puts a message back four times and decides at the fifth receive. */
const MIN_RECEIVES = 5
const SEE = 'See docs/production.md#sqs.'
const REACH_REMEDY = `Check the URL, AWS_REGION, the credentials and their rights. ${SEE}`
const POLICY_REMEDY = `Set the queue's RedrivePolicy. ${SEE}`

/** Milliseconds until a connection must stand, and longest silence on one. */
const TIMEOUTS = { connectionTimeout: 4_000, socketTimeout: 4_000 }

/** As SQS tells them: all are texts, and a server may leave any of them out. */
type Attributes = Record<string, string | undefined>

export function queueChecks(queueUrl?: string, deadLetterQueueUrl?: string): CheckGroup {
  const { read, close } = openQueues()
  const depth = async (): Promise<Outcome> =>
    queueUrl === undefined
      ? skipped('Not checked without EXPORT_QUEUE_URL.')
      : ok(depthOf(await read(queueUrl)))
  const policy = async (): Promise<Outcome> =>
    queueUrl === undefined || deadLetterQueueUrl === undefined
      ? skipped('Not checked without EXPORT_DLQ_URL.')
      : redrivePolicy(await read(queueUrl), await read(deadLetterQueueUrl))
  return {
    checks: [
      { name: 'queue', remedy: REACH_REMEDY, run: depth },
      { name: 'redrive policy', remedy: REACH_REMEDY, run: policy },
    ],
    close,
  }
}

export function deadLetterChecks(deadLetterQueueUrl?: string): CheckGroup {
  const { read, close } = openQueues()
  const run = async (): Promise<Outcome> =>
    deadLetterQueueUrl === undefined
      ? skipped('Not checked without EXPORT_DLQ_URL.')
      : deadLetterOutcome(await read(deadLetterQueueUrl))
  return { checks: [{ name: 'dead-letter queue', remedy: REACH_REMEDY, run }], close }
}

function openQueues(): { read: (url: string) => Promise<Attributes>; close: () => void } {
  const sqs = new SQSClient({ requestHandler: TIMEOUTS, maxAttempts: 2 })
  return {
    read: async (url) => {
      const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })
      return (await sqs.send(command)).Attributes ?? {}
    },
    close: () => sqs.destroy(),
  }
}

function depthOf(attributes: Attributes): string {
  const count = (name: string) => Number(attributes[name] ?? 0)
  const visible = count('ApproximateNumberOfMessages')
  const held = count('ApproximateNumberOfMessagesNotVisible')
  const delayed = count('ApproximateNumberOfMessagesDelayed')
  const age = attributes['ApproximateAgeOfOldestMessage']
  const oldest = age === undefined ? '' : `, the oldest for ${age} s`
  return `${visible} waiting, ${held} being handled, ${delayed} delayed${oldest}.`
}

function deadLetterOutcome(attributes: Attributes): Outcome {
  const letters = Number(attributes['ApproximateNumberOfMessages'] ?? 0)
  if (letters === 0) return ok(depthOf(attributes))
  return warning(depthOf(attributes), 'See why they are there: exports redrive --dry-run.')
}

function redrivePolicy(queue: Attributes, deadLetterQueue: Attributes): Outcome {
  const policy = parsePolicy(queue['RedrivePolicy'])
  if (!policy) return failed('The queue has no redrive policy.', POLICY_REMEDY)
  if (policy.target !== deadLetterQueue['QueueArn']) {
    return failed(
      `It moves messages to ${policy.target}, which is not the queue of EXPORT_DLQ_URL.`,
      `Make both the same. ${SEE}`,
    )
  }
  const message = `Messages are moved after ${policy.receives} receives.`
  return policy.receives < MIN_RECEIVES
    ? warning(message, `Set maxReceiveCount to ${MIN_RECEIVES}, as the bridge counts on. ${SEE}`)
    : ok(message)
}

function parsePolicy(text: string | undefined): { target: string; receives: number } | undefined {
  if (!text) return undefined
  const { deadLetterTargetArn = '', maxReceiveCount = 0 } = JSON.parse(text) as {
    deadLetterTargetArn?: string
    maxReceiveCount?: number | string
  }
  return { target: deadLetterTargetArn, receives: Number(maxReceiveCount) }
}
