import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { ExportRequestType, ExportStatus } from '../contract/index.ts'
import { migrate } from '../migrations/index.ts'
import { freshBucket, freshDatabase, freshQueues, stackAddresses } from '../tests/support/stack.ts'
import { fetchFile } from './demoFiles.ts'
import { type DemoJob, readJobs, requestExports } from './demoJobs.ts'
import { fetchFiles } from './demoReport.ts'
import { s3Client, sqsClient } from './index.ts'
import { sampleUsers } from './sample/index.ts'

const addresses = stackAddresses()
const USER = sampleUsers.DEMO_ADMIN_ID
const disposers: (() => Promise<void>)[] = []
let client: Client
let bucket: string
let folder: string
let queueUrl: string

beforeAll(async () => {
  const database = await freshDatabase()
  const queues = await freshQueues()
  const ownBucket = await freshBucket()
  folder = await mkdtemp(join(tmpdir(), 'connexus-demo-'))
  disposers.push(database.dispose, queues.dispose, ownBucket.dispose)
  queueUrl = queues.queueUrl
  bucket = ownBucket.bucket
  await migrate(database.url)
  client = new Client({ connectionString: database.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  for (const dispose of disposers) await dispose()
  await rm(folder, { recursive: true })
})

const FILES = Object.values(ExportRequestType).flatMap((type) =>
  ['XLSX', 'CSV', 'PDF'].map((fileType) => ({ type, fileType })),
)

test('asks for each file by a record with the columns of Connexus alone and a message', async () => {
  const ids = await requestExports(client, { ...addresses, queueUrl }, USER)
  const jobs = await readJobs(client, ids)
  expect(jobs.map(({ id, type, fileType, status }) => ({ id, type, fileType, status }))).toEqual(
    FILES.map((file, index) => ({ id: ids[index], ...file, status: 'PENDING' })),
  )
  const sqs = sqsClient(addresses)
  const messages: Message[] = []
  while (messages.length < FILES.length) {
    const { Messages: received = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    )
    messages.push(...received)
  }
  sqs.destroy()
  expect(messages.map(({ Body }): unknown => JSON.parse(Body ?? ''))).toEqual(
    FILES.map((file, index) => ({
      message: 'TABLE_EXPORT',
      data: { exportId: ids[index], ...file, userId: USER },
    })),
  )
})

test('fetches a file and tells whether it is what its record says', async () => {
  const s3 = s3Client(addresses)
  const text = 'Scope of work\n'.repeat(100_000)
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'exports/1', Body: text }))
  const [job] = await readJobs(
    client,
    await requestExports(client, { ...addresses, queueUrl }, USER),
  )
  const recorded = {
    ...(job as DemoJob),
    objectKey: 'exports/1',
    fileName: 'sow.csv',
    byteCount: String(text.length),
    sha256: createHash('sha256').update(text).digest('hex'),
  }
  const path = join(folder, 'sow.csv')
  const right = { path, bytes: text.length, isAsRecorded: true }
  expect(await fetchFile(s3, bucket, recorded, folder)).toEqual(right)
  expect(await readFile(path, 'utf8')).toBe(text)
  const otherDigest = { ...recorded, sha256: 'f'.repeat(64) }
  expect(await fetchFile(s3, bucket, otherDigest, folder)).toEqual({
    ...right,
    isAsRecorded: false,
  })
  s3.destroy()
})

test('lists the files, and says of each job without one why there is none', async () => {
  const [, failed, pending] = await readJobs(
    client,
    await requestExports(client, { ...addresses, queueUrl }, USER),
  )
  const jobs = [
    {
      ...(failed as DemoJob),
      status: ExportStatus.FAILED,
      errorMessage: 'Too many rows.',
      errorRemedy: 'Choose CSV.',
    },
    pending as DemoJob,
  ]
  const directory = '/srv/stack'
  const report = await fetchFiles({ addresses: { ...addresses, bucket }, directory }, jobs, folder)
  expect(report.failures).toEqual([
    'SOW as CSV is failed: Too many rows. Choose CSV.',
    'SOW as PDF is pending: the demo ended before it was over; see the logs in /srv/stack/logs.',
  ])
  expect(report.table).toBe('file  rows  bytes  sha256  warnings  workflow')
})
