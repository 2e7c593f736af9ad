import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Activities } from '../../activities/index.ts'
import { sweepIdOf } from '../../contract/index.ts'
import { migrate } from '../../migrations/index.ts'
import { s3Client, sqsClient } from '../../stack/index.ts'
import { createSample } from '../../stack/sample/index.ts'
import { operatorEnvironment, runCommand } from '../../tests/support/commandLine.ts'
import { S3Request, startS3Proxy } from '../../tests/support/s3Proxy.ts'
import {
  freshBucket,
  freshDatabase,
  freshQueues,
  freshRoles,
  stackAddresses,
} from '../../tests/support/stack.ts'
import { openTemporal, type TestTemporal } from '../../tests/support/temporal.ts'
import { startValkey } from '../../tests/support/valkey.ts'
import { ensureSweepSchedule } from '../../worker/sweepSchedule.ts'

/** What is healthy, and disposed at the end. */
let database: Awaited<ReturnType<typeof freshDatabase>>
let queues: Awaited<ReturnType<typeof freshQueues>>
let bucket: Awaited<ReturnType<typeof freshBucket>>
let roles: Awaited<ReturnType<typeof freshRoles>>
let temporal: TestTemporal
let s3: S3Client
let api: Server
let readiness: { status: number; body: object }

beforeAll(async () => {
  ;[database, queues, bucket, temporal] = await Promise.all([
    freshDatabase(),
    freshQueues(),
    freshBucket(),
    openTemporal(),
  ])
  await createSample({ connectionString: database.url, rows: 10 })
  await migrate(database.url)
  roles = await freshRoles(database.url)
  await ensureSweepSchedule(temporal.client, { taskQueue: temporal.taskQueue, sweepMinutes: 5 })
  s3 = s3Client(stackAddresses())
  await putRule('exports/')
  api = createServer((_, response) => {
    response.writeHead(readiness.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(readiness.body))
  })
  api.listen(0, '127.0.0.1')
  await once(api, 'listening')
  readiness = { status: 200, body: { status: 'ok' } }
})

afterAll(async () => {
  s3.destroy()
  api.close()
  await temporal.client.schedule.getHandle(sweepIdOf(temporal.taskQueue)).delete()
  await Promise.all([database.dispose(), queues.dispose(), bucket.dispose(), temporal.dispose()])
})

afterEach(() => {
  readiness = { status: 200, body: { status: 'ok' } }
})

async function putRule(prefix: string): Promise<void> {
  const rule = {
    ID: 'unfinished uploads',
    Status: 'Enabled' as const,
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  }
  const LifecycleConfiguration = { Rules: [rule] }
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket: bucket.bucket, LifecycleConfiguration }),
  )
}

interface Seen {
  code: number | null
  /** By check. */
  found: Record<string, Record<string, unknown>>
  text: string
}

async function doctor(own: Record<string, string | undefined> = {}): Promise<Seen> {
  const env = operatorEnvironment({
    DATABASE_URL: roles.worker,
    EXPORT_QUEUE_URL: queues.queueUrl,
    EXPORT_DLQ_URL: queues.dlqUrl,
    EXPORT_BUCKET: bucket.bucket,
    EXPORT_TASK_QUEUE: temporal.taskQueue,
    API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    ...own,
  })
  const { code, lines, stdout, stderr } = await runCommand(['doctor'], env)
  const found = Object.fromEntries(lines.map((line) => [String(line['check']), line]))
  return { code, found, text: stdout + stderr }
}

/** Checks by state, but those that are OK. */
function notOk({ found }: Seen): Record<string, unknown> {
  return Object.fromEntries(
    Object.values(found).flatMap(({ check, state }) =>
      state === 'OK' ? [] : [[String(check), state]],
    ),
  )
}

/** A worker without activities polls for none. */
const IDLE: Partial<Activities> = { recordCancellation: () => Promise.resolve() }
/** Keys of objects and of unfinished uploads. */
async function leftInBucket(): Promise<(string | undefined)[]> {
  const Bucket = bucket.bucket
  const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
  const { Uploads: uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }))
  return [...objects, ...uploads].map(({ Key }) => Key)
}

const OUT_OF_REACH = '127.0.0.1:1'

describe('exports doctor', () => {
  it('finds nothing wrong where all is well, and leaves the bucket as it was', async () => {
    const seen = await temporal.withWorker(IDLE, () => doctor())
    expect(notOk(seen)).toEqual({})
    expect(seen.code).toBe(0)
    expect(Object.keys(seen.found)).toHaveLength(17)
    expect(seen.found['database']?.['message']).toMatch(/^PostgreSQL 18\.\d+ .*as connexus_worker$/)
    expect(await leftInBucket()).toEqual([])
  })

  it('cleans up after itself when a part never arrives', async () => {
    const proxy = await startS3Proxy(stackAddresses().s3Endpoint)
    const hold = proxy.hold(S3Request.UPLOAD_PART, 'doctor')
    const seen = await doctor({ AWS_ENDPOINT_URL_S3: proxy.endpoint })
    expect(seen.found['bucket']?.['state']).toBe('FAILED')
    expect(await leftInBucket()).toEqual([])
    hold.release()
    await proxy.close()
  })

  it('warns that no worker polls, which fails nothing', async () => {
    const seen = await doctor({ EXPORT_TASK_QUEUE: `test-${randomUUID()}` })
    expect(notOk(seen)).toEqual({ workers: 'WARNING', sweep: 'WARNING' })
    expect(seen.code).toBe(0)
    expect(seen.found['workers']?.['remedy']).toContain('Start a worker')
    expect(seen.found['sweep']?.['message']).toContain('The sweep is not scheduled')
  })

  it('says what the role of the bridge may, and asks nothing of row-level security there', async () => {
    const seen = await doctor({ DATABASE_URL: roles.bridge })
    expect(notOk(seen)).toMatchObject({ 'row-level security': 'SKIPPED' })
    expect(seen.found['rights']?.['message']).toMatch(
      /^Enough for: bridge\. The worker would lack INSERT on ExportJob, .*SELECT on ExportSchedule, .*, the role pg_read_all_stats\. The API would lack .*INSERT on ExportBackfill, .*SELECT on Rfp\.$/,
    )
  })

  it('names the migrations that have not run, and tables that the role may not use', async () => {
    const bare = await freshDatabase()
    const url = new URL(roles.worker)
    url.pathname = new URL(bare.url).pathname
    const seen = await doctor({ DATABASE_URL: url.href })
    expect(notOk(seen)).toMatchObject({ migrations: 'FAILED', rights: 'FAILED' })
    expect(seen.found['migrations']?.['message']).toMatch(/^Not run: 001_exportJob, .*\.$/)
    expect(seen.found['rights']?.['message']).toContain('The bridge would lack SELECT on Users')
    expect(seen.code).toBe(1)
    await migrate(bare.url)
    const closed = await doctor({ DATABASE_URL: url.href })
    expect(closed.found['migrations']).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('permission denied for table connexus_exports_migrations'),
      remedy: expect.stringContaining('docker/grants.sql'),
    })
    await bare.dispose()
  })

  it('warns where row-level security does not hold, as for the owner', async () => {
    const seen = await doctor({ DATABASE_URL: database.url })
    expect(seen.found['row-level security']).toMatchObject({
      state: 'WARNING',
      message: 'Not in force for this role on ScopeOfWork, ClientScopeOfWork, Rfp.',
    })
  })

  it('tells of a wrong password without telling it, and runs all other checks', async () => {
    const url = new URL(roles.worker)
    url.password = 'hunter2-hunter2'
    const seen = await doctor({ DATABASE_URL: url.href })
    expect(seen.code).toBe(1)
    expect(notOk(seen)).toMatchObject({ database: 'FAILED', migrations: 'SKIPPED' })
    expect(seen.found['bucket']?.['state']).toBe('OK')
    expect(seen.text).not.toContain('hunter2')
    expect(seen.text).not.toContain(new URL(roles.worker).password)
  })

  it('ends within its time limits where nothing is in reach', async () => {
    const started = Date.now()
    const seen = await doctor({
      DATABASE_URL: `postgres://nobody@${OUT_OF_REACH}/none`,
      EXPORT_QUEUE_URL: `http://${OUT_OF_REACH}/queue`,
      EXPORT_DLQ_URL: `http://${OUT_OF_REACH}/dlq`,
      AWS_ENDPOINT_URL_S3: `http://${OUT_OF_REACH}`,
      TEMPORAL_ADDRESS: OUT_OF_REACH,
      API_URL: `http://${OUT_OF_REACH}`,
    })
    expect(Date.now() - started).toBeLessThan(20_000)
    expect(seen.code).toBe(1)
    expect(Object.values(seen.found).filter(({ state }) => state === 'FAILED')).toHaveLength(6)
    for (const { check, state, remedy } of Object.values(seen.found)) {
      if (state === 'FAILED')
        expect({ check, remedy }).toMatchObject({ remedy: expect.any(String) })
    }
  })

  it('asks the cache where there is one, and warns where it is silent, without its password', async () => {
    expect((await doctor()).found['cache']?.['message']).toBe(
      'None is set: files are looked up in the database.',
    )
    const valkey = await startValkey()
    const seen = await doctor({ EXPORT_CACHE_REDIS_URL: valkey.url })
    expect(seen.found['cache']).toMatchObject({ state: 'OK', message: 'Answers.' })
    await valkey.dispose()
    const silent = createTcpServer((socket) => socket.resume())
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const url = `redis://:hunter2@127.0.0.1:${port}`
    const unheard = await doctor({ EXPORT_CACHE_REDIS_URL: url })
    silent.close()
    expect(unheard.found['cache']).toMatchObject({
      state: 'WARNING',
      message: 'No answer within three seconds.',
    })
    expect(unheard.text).not.toContain('hunter2')
    const gone = await doctor({ EXPORT_CACHE_REDIS_URL: `redis://${OUT_OF_REACH}` })
    expect(gone.found['cache']).toMatchObject({
      state: 'WARNING',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('names every setting that is missing or wrong, and skips what hangs on them', async () => {
    const seen = await doctor({
      DATABASE_URL: undefined,
      EXPORT_BUCKET: undefined,
      EXPORT_WORKER_CONCURRENCY: 'many',
      SMTP_URL: 'smtp://mail.example',
    })
    expect(notOk(seen)).toMatchObject({
      settings: 'FAILED',
      database: 'SKIPPED',
      bucket: 'SKIPPED',
    })
    const message = String(seen.found['settings']?.['message'])
    expect(message).toContain('DATABASE_URL is missing')
    expect(message).toContain('EXPORT_BUCKET is missing')
    expect(message).toContain('EXPORT_MAIL_FROM is missing')
    expect(message).toContain('EXPORT_WORKER_CONCURRENCY must be a whole number')
  })

  it('compares the redrive policy with the dead-letter queue, and counts the letters', async () => {
    const others = await freshQueues()
    const sqs = sqsClient(stackAddresses())
    await sqs.send(new SendMessageCommand({ QueueUrl: others.dlqUrl, MessageBody: 'x' }))
    const elsewhere = await doctor({ EXPORT_DLQ_URL: others.dlqUrl })
    expect(notOk(elsewhere)).toMatchObject({
      'redrive policy': 'FAILED',
      'dead-letter queue': 'WARNING',
    })
    expect(elsewhere.found['dead-letter queue']?.['message']).toMatch(/^1 waiting, /)
    const Attributes = { RedrivePolicy: '' }
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: others.queueUrl, Attributes }))
    const none = await doctor({ EXPORT_QUEUE_URL: others.queueUrl })
    expect(none.found['redrive policy']?.['message']).toBe('The queue has no redrive policy.')
    sqs.destroy()
    await others.dispose()
  })

  it('warns of a bucket without a rule for unfinished uploads of files', async () => {
    await putRule('staging/')
    const seen = await doctor()
    expect(seen.found['lifecycle']).toMatchObject({
      state: 'WARNING',
      message: 'No rule aborts unfinished uploads.',
    })
    await putRule('')
    expect((await doctor()).found['lifecycle']?.['state']).toBe('OK')
  })

  it('tells of a bucket and a namespace that are not there', async () => {
    const seen = await doctor({
      EXPORT_BUCKET: `none-${randomUUID()}`,
      TEMPORAL_NAMESPACE: `none-${randomUUID()}`,
    })
    expect(notOk(seen)).toMatchObject({ bucket: 'FAILED', Temporal: 'FAILED' })
  })

  it('repeats what the API says of its parts', async () => {
    const remedy = 'Start Temporal.'
    const parts = { database: { status: 'ok' }, temporal: { status: 'down', remedy } }
    readiness = { status: 503, body: { status: 'down', parts } }
    const seen = await doctor()
    expect(seen.found['API']).toMatchObject({
      state: 'FAILED',
      message: 'Not ready (503): temporal.',
      remedy,
    })
  })
})
