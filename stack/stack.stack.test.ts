import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HeadBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { expect, test } from '@jest/globals'
import { Connection } from '@temporalio/client'
import { Client } from 'pg'
import { nodemailerMailer } from '../stores/mail/index.ts'
import { freshBucket, freshDatabase, freshQueues, stackAddresses } from '../tests/support/stack.ts'
import { createBucket, createDatabase, createQueues, s3Client, sqsClient } from './index.ts'

const addresses = stackAddresses()

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

test('has PostgreSQL 18 with the database connexus, where text sorts by code point', async () => {
  const sql = `select current_database() as name, current_setting('server_version_num')::int / 10000 as major,
    (select string_agg(t, '' order by t) from unnest(array['a','B','é','Z']) t) as sorted`
  expect(await query(addresses.databaseUrl, sql)).toEqual([
    { name: 'connexus', major: 18, sorted: 'BZaé' },
  ])
})

test('has the Temporal namespace with every search attribute, and its Web UI', async () => {
  const connection = await Connection.connect({ address: addresses.temporalAddress })
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: addresses.temporalNamespace,
  })
  await connection.close()
  // 2 is Keyword and 3 is Int in Temporal's IndexedValueType.
  expect(customAttributes).toMatchObject({
    ExportType: 2,
    FileType: 2,
    ExportStatus: 2,
    ExportTenant: 2,
    ExportRows: 3,
  })
  const shown = await fetch(`${addresses.temporalUiUrl}/api/v1/namespaces/connexus`)
  expect(await shown.json()).toMatchObject({ namespaceInfo: { name: 'connexus' } })
})

test('has the queue, which gives up on a message after five receives', async () => {
  const client = sqsClient(addresses)
  const attributesOf = async (url: string) =>
    (await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })))
      .Attributes
  const dlq = await attributesOf(addresses.dlqUrl)
  const queue = await attributesOf(addresses.queueUrl)
  client.destroy()
  expect(queue?.['VisibilityTimeout']).toBe('30')
  expect(JSON.parse(queue?.['RedrivePolicy'] ?? '')).toEqual({
    deadLetterTargetArn: dlq?.['QueueArn'],
    maxReceiveCount: 5,
  })
})

test('has the bucket', async () => {
  const client = s3Client(addresses)
  const answer = await client.send(new HeadBucketCommand({ Bucket: addresses.bucket }))
  client.destroy()
  expect(answer.$metadata.httpStatusCode).toBe(200)
})

test('has a mail server that makes a file of each mail', async () => {
  const mailer = nodemailerMailer({ url: addresses.smtpUrl, from: 'stack@example.com' })
  const id = randomUUID()
  const to = { name: 'Zoë', address: 'zoe@example.com' }
  await mailer.send({ id, to, subject: 'Hello', text: 'It works.\n', html: '' })
  mailer.close()
  const names = await readdir(addresses.mailFolder)
  const mails = await Promise.all(
    names.map((name) => readFile(join(addresses.mailFolder, name), 'utf8')),
  )
  expect(mails.filter((mail) => mail.includes(`Message-ID: <${id}@example.com>`))).toHaveLength(1)
})

test('creates a database, queues and a bucket that exist already without changing them', async () => {
  expect(await createDatabase(addresses, 'connexus')).toBe(addresses.databaseUrl)
  expect(await createQueues(addresses, 'connexus-exports')).toEqual({
    queueUrl: addresses.queueUrl,
    dlqUrl: addresses.dlqUrl,
  })
  await expect(createBucket(addresses, addresses.bucket)).resolves.toBeUndefined()
})

test('gives a test a database of its own, and drops it', async () => {
  const { url, dispose } = await freshDatabase()
  await query(url, 'create table t (n int)')
  expect(await query(addresses.databaseUrl, `select to_regclass('t') as t`)).toEqual([{ t: null }])
  await dispose()
  await expect(query(url, 'select 1')).rejects.toThrow('does not exist')
})

test('gives a test queues of its own, and deletes them', async () => {
  const { queueUrl, dispose } = await freshQueues()
  const client = sqsClient(addresses)
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'mine' }))
  const received = await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }))
  expect(received.Messages?.map(({ Body }) => Body)).toEqual(['mine'])
  await dispose()
  const again = client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }))
  await expect(again).rejects.toThrow('does not exist')
  client.destroy()
})

test('gives a test a bucket of its own, and deletes it with its objects', async () => {
  const { bucket, dispose } = await freshBucket()
  const client = s3Client(addresses)
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'x' }))
  await dispose()
  await expect(client.send(new HeadBucketCommand({ Bucket: bucket }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  })
  client.destroy()
})
