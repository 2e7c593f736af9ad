/**
 * The stack of this test run, for test files named `*.stack.test.ts`; and databases, queues and
 * buckets that only the asking test uses.
 */
import { randomUUID } from 'node:crypto'
import { DeleteBucketCommand, DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { DeleteQueueCommand } from '@aws-sdk/client-sqs'
import { Client } from 'pg'
import { z } from 'zod'
import { environment } from '../../config/environment.ts'
import {
  createBucket,
  createDatabase,
  createQueues,
  type StackAddresses,
  StackAddressesSchema,
  s3Client,
  sqsClient,
} from '../../stack/index.ts'
import { createRoles, type ForRoles } from '../../stack/roles.ts'
import { applyRowSecurity } from '../../stack/rowSecurity.ts'
import { ROLE_PASSWORDS, STACK_ADDRESSES, WORKFLOW_BUNDLE } from './runningStack.ts'

const RolePasswords = z.object({ bridge: z.string(), worker: z.string(), api: z.string() })

/** Throws when the run has no stack: the file's name must end in `.stack.test.ts`. */
export function stackAddresses(): StackAddresses {
  const text = environment[STACK_ADDRESSES]
  if (!text) throw new Error('No stack runs: name the test file *.stack.test.ts.')
  return StackAddressesSchema.parse(JSON.parse(text))
}

/** Path of the workflows, bundled. */
export function workflowBundle(): string {
  const path = environment[WORKFLOW_BUNDLE]
  if (!path) throw new Error('No stack runs: name the test file *.stack.test.ts.')
  return path
}

/**
 * Rights and row-level security on a database with the sample and our schema, as `npm start` gives
 * them. The roles are the run's: their passwords are the same in every database.
 */
export async function freshRoles(
  databaseUrl: string,
  { rowSecurity = true }: { rowSecurity?: boolean } = {},
): Promise<ForRoles> {
  const passwords = RolePasswords.parse(JSON.parse(environment[ROLE_PASSWORDS] ?? '{}'))
  const urls = await createRoles(databaseUrl, passwords)
  if (rowSecurity) await applyRowSecurity(databaseUrl)
  return urls
}

/** An empty database; `dispose` drops it, with whoever is still connected. */
export async function freshDatabase(): Promise<{ url: string; dispose: () => Promise<void> }> {
  const name = freshName()
  const { databaseUrl } = stackAddresses()
  const url = await createDatabase({ databaseUrl }, name)
  const dispose = async () => {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
    await client.end()
  }
  return { url, dispose }
}

/** A queue with its dead-letter queue, as the stack's own are. */
export async function freshQueues(): Promise<{
  queueUrl: string
  dlqUrl: string
  dispose: () => Promise<void>
}> {
  const queues = await createQueues(stackAddresses(), freshName())
  const dispose = async () => {
    const client = sqsClient(stackAddresses())
    await client.send(new DeleteQueueCommand({ QueueUrl: queues.queueUrl }))
    await client.send(new DeleteQueueCommand({ QueueUrl: queues.dlqUrl }))
    client.destroy()
  }
  return { ...queues, dispose }
}

/** An empty bucket; `dispose` deletes it with its objects. */
export async function freshBucket(): Promise<{ bucket: string; dispose: () => Promise<void> }> {
  const bucket = freshName()
  await createBucket(stackAddresses(), bucket)
  const dispose = async () => {
    const client = s3Client(stackAddresses())
    for (;;) {
      const { Contents: objects = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket }),
      )
      if (objects.length === 0) break
      const keys = objects.map(({ Key }) => ({ Key }))
      await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys } }))
    }
    await client.send(new DeleteBucketCommand({ Bucket: bucket }))
    client.destroy()
  }
  return { bucket, dispose }
}

function freshName(): string {
  return `test-${randomUUID()}`
}
