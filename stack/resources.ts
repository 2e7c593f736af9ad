/** Queues, buckets and databases, each created unless it is there. */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Client } from 'pg'
import type { AwsAccess } from './addresses.ts'

/** Receives of one message before SQS moves it to the dead-letter queue. */
const MAX_RECEIVE_COUNT = 5
/** Seconds that a received message stays invisible. */
const VISIBILITY_TIMEOUT_SECONDS = 30

export interface Queues {
  queueUrl: string
  dlqUrl: string
}

export function sqsClient(access: AwsAccess): SQSClient {
  return new SQSClient({ endpoint: access.sqsEndpoint, ...clientSettings(access) })
}

export function s3Client(access: AwsAccess): S3Client {
  return new S3Client({
    endpoint: access.s3Endpoint,
    forcePathStyle: true,
    ...clientSettings(access),
  })
}

/** The queue of that name and its dead-letter queue, `<name>-dlq`. */
export async function createQueues(access: AwsAccess, name: string): Promise<Queues> {
  const client = sqsClient(access)
  try {
    const dlqUrl = await createQueue(client, `${name}-dlq`, {})
    const { Attributes: attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: dlqUrl, AttributeNames: ['QueueArn'] }),
    )
    const queueUrl = await createQueue(client, name, {
      VisibilityTimeout: String(VISIBILITY_TIMEOUT_SECONDS),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: attributes?.QueueArn,
        maxReceiveCount: MAX_RECEIVE_COUNT,
      }),
    })
    return { queueUrl, dlqUrl }
  } finally {
    client.destroy()
  }
}

export async function createBucket(access: AwsAccess, name: string): Promise<void> {
  const client = s3Client(access)
  try {
    await client.send(new CreateBucketCommand({ Bucket: name }))
  } catch (error) {
    if (!(error instanceof Error && error.name === 'BucketAlreadyOwnedByYou')) throw error
  } finally {
    client.destroy()
  }
}

/** The owner's URL of the database. `url` is the owner's, of any other database of the cluster. */
export async function createDatabase(
  { databaseUrl }: { databaseUrl: string },
  name: string,
): Promise<string> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  const url = new URL(databaseUrl)
  url.pathname = name
  return url.href
}

async function createQueue(
  client: SQSClient,
  name: string,
  attributes: Record<string, string>,
): Promise<string> {
  const { QueueUrl: url } = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  )
  if (!url) throw new Error(`SQS created the queue ${name} without telling its URL.`)
  return url
}

function clientSettings({ region, accessKeyId, secretAccessKey }: AwsAccess) {
  return { region, credentials: { accessKeyId, secretAccessKey } }
}
