/**
 * The whole pipeline for a test file: a database with the sample, a queue, a bucket and a task queue
 * of its own, and real bridge and worker processes with their own roles that can be killed. The object store is reached
 * through a proxy that can be told to misbehave.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client'
import { Pool } from 'pg'
import { environment } from '../../config/index.ts'
import { sweepIdOf } from '../../contract/index.ts'
import { migrate } from '../../migrations/index.ts'
import { type Child, launch } from '../../stack/child.ts'
import { signToken } from '../../stack/demoTokens.ts'
import { startGuard } from '../../stack/guard.ts'
import { sqsClient } from '../../stack/index.ts'
import { apiEnvironment, untilLive } from '../../stack/localApi.ts'
import { freePort } from '../../stack/ports.ts'
import { createSample, sampleUsers } from '../../stack/sample/index.ts'
import type { ObjectStore } from '../../stores/index.ts'
import { freshObjectStore } from './objectStore.ts'
import { type S3Proxy, startS3Proxy } from './s3Proxy.ts'
import { freshDatabase, freshQueues, freshRoles, stackAddresses, workflowBundle } from './stack.ts'

export type JobRow = Record<string, unknown> & { status: string }

export interface Pipeline {
  sql: Pool
  temporal: Client
  objects: ObjectStore
  s3: S3Proxy
  databaseUrl: string
  taskQueue: string
  /**
   * Starts `bridge/main.ts`, `worker/main.ts` or `api/main.ts`, and waits until the API answers. The
   * process is ended with the pipeline at the latest.
   */
  start(process: 'bridge' | 'worker' | 'api', settings?: Record<string, string>): Promise<Child>
  /** What the process is started with, beside settings of its own. */
  environmentOf(process: 'bridge' | 'worker' | 'api'): Record<string, string | undefined>
  /** Where the API is once it is started. */
  apiUrl: string
  /** A token with which the API takes a caller for this user; `lasting` as of `signToken`. */
  tokenOf(userId: string, lasting?: string): Promise<string>
  /** Rows of an export of all scopes of work: those that are not deleted. */
  visibleRows: number
  /** Inserts a job with Connexus' columns alone, and gives its id. */
  insertJob(job?: { type?: string; fileType?: string; userId?: string }): Promise<string>
  /** Sends the job's message. */
  send(exportId: string, data?: Record<string, unknown>): Promise<void>
  job(exportId: string): Promise<JobRow>
  /** Waits until the job's status is terminal; rejects after `seconds`. */
  untilOver(exportId: string, seconds?: number): Promise<JobRow>
  /** The published file. */
  file(exportId: string): Promise<Buffer>
  /** Everything in the bucket that is not a published file: staged rows, uploads, strays. */
  leftovers(exportId: string): Promise<string[]>
  dispose(): Promise<void>
}

/** Sender of the worker's mail. */
const MAIL_FROM = 'Connexus exports <exports@connexus.example>'

export interface PipelineOptions {
  /** Scopes of work in the sample. */
  rows: number
  /** Default true. */
  rowSecurity?: boolean
  /** Mail server of the worker, `smtp://…`. Default: none, and nobody is told by mail. */
  smtpUrl?: string
}

export async function openPipeline({
  rows,
  smtpUrl,
  ...options
}: PipelineOptions): Promise<Pipeline> {
  const addresses = stackAddresses()
  const database = await freshDatabase()
  const queues = await freshQueues()
  const store = await freshObjectStore()
  const s3 = await startS3Proxy(addresses.s3Endpoint)
  const logs = await mkdtemp(join(tmpdir(), 'connexus-pipeline-'))
  await migrate(database.url)
  await createSample({ connectionString: database.url, rows })
  const urls = await freshRoles(database.url, options)
  const sql = new Pool({ connectionString: database.url })
  // The database is dropped while its pool still holds idle connections.
  sql.on('error', () => undefined)
  const sqs = sqsClient(addresses)
  const connection = await Connection.connect({ address: addresses.temporalAddress })
  const temporal = new Client({ connection, namespace: addresses.temporalNamespace })
  const taskQueue = `pipeline-${randomUUID()}`
  const children: Child[] = []
  const guard = await startGuard()
  const api = apiEnvironment(await freePort(), randomBytes(32).toString('base64url'))

  const variables = {
    EXPORT_QUEUE_URL: queues.queueUrl,
    EXPORT_DLQ_URL: queues.dlqUrl,
    EXPORT_BUCKET: store.bucket,
    EXPORT_TASK_QUEUE: taskQueue,
    AWS_REGION: addresses.region,
    AWS_ACCESS_KEY_ID: addresses.accessKeyId,
    AWS_SECRET_ACCESS_KEY: addresses.secretAccessKey,
    AWS_ENDPOINT_URL_SQS: addresses.sqsEndpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: addresses.temporalNamespace,
    EXPORT_POLL_WAIT: '1',
    EXPORT_WORKFLOW_BUNDLE: workflowBundle(),
  }

  const visible = await sql.query<{ rows: number }>(
    'SELECT count(*)::int AS rows FROM "ScopeOfWork" WHERE "deletedAt" IS NULL',
  )
  const pipeline: Pipeline = {
    sql,
    visibleRows: visible.rows[0]?.rows ?? 0,
    temporal,
    objects: store.objects,
    s3,
    databaseUrl: database.url,
    taskQueue,
    apiUrl: api.API_URL,
    tokenOf: (userId, lasting) => signToken(api.API_JWT_SECRET, userId, lasting),
    environmentOf: (name) => ({
      PATH: environment['PATH'],
      DATABASE_URL: urls[name],
      ...variables,
      ...(name === 'api' ? api : {}),
      ...(name === 'worker' && smtpUrl !== undefined
        ? { SMTP_URL: smtpUrl, EXPORT_MAIL_FROM: MAIL_FROM }
        : {}),
    }),
    async start(name, settings = {}) {
      const logFile = join(logs, `${name}.log`)
      const child = await launch({
        command: process.execPath,
        args: [join(import.meta.dirname, `../../${name}/main.ts`)],
        environment: { ...pipeline.environmentOf(name), ...settings },
        logFile,
      })
      guard.watch(child)
      children.push(child)
      if (name === 'api') await untilLive(api.API_URL, logFile)
      return child
    },
    async insertJob({ type = 'SOW', fileType = 'CSV', userId = sampleUsers.DEMO_ADMIN_ID } = {}) {
      const id = randomUUID()
      await sql.query(
        `INSERT INTO "ExportJob" ("id", "type", "fileType", "status", "createdById")
         VALUES ($1, $2, $3, 'PENDING', $4)`,
        [id, type, fileType, userId],
      )
      return id
    },
    async send(exportId, data = {}) {
      const { type, fileType, createdById: userId } = await pipeline.job(exportId)
      const body = { message: 'TABLE_EXPORT', data: { exportId, type, fileType, userId, ...data } }
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queues.queueUrl, MessageBody: JSON.stringify(body) }),
      )
    },
    async job(exportId) {
      const found = await sql.query<JobRow>('SELECT * FROM "ExportJob" WHERE "id" = $1', [exportId])
      if (!found.rows[0]) throw new Error(`There is no job ${exportId}`)
      return found.rows[0]
    },
    async untilOver(exportId, seconds = 60) {
      const until = Date.now() + seconds * 1000
      for (;;) {
        const job = await pipeline.job(exportId)
        if (job.status !== 'PENDING') return job
        if (Date.now() > until) throw new Error(`Still pending:\n${await tails(logs)}`)
        await pause(100)
      }
    },
    async file(exportId) {
      const { objectKey } = await pipeline.job(exportId)
      const bytes = await store.objects.get(String(objectKey))
      if (!bytes) throw new Error(`There is no object ${String(objectKey)}`)
      return bytes
    },
    async leftovers(exportId) {
      const { objectKey } = await pipeline.job(exportId)
      const staged = await store.objects.list(`staging/${exportId}/`)
      const files = await store.objects.list(`exports/${exportId}/`)
      const uploads = await store.client.send(
        new ListMultipartUploadsCommand({ Bucket: store.bucket, Prefix: `exports/${exportId}/` }),
      )
      const unfinished = (uploads.Uploads ?? []).map(({ Key }) => `upload of ${Key}`)
      return [...staged, ...files.filter((key) => key !== objectKey), ...unfinished]
    },
    async dispose() {
      await s3.close()
      await Promise.all(children.map((child) => child.stop()))
      await guard.release()
      // Made by the first worker, where one was started; it would outlive the test.
      await temporal.schedule
        .getHandle(sweepIdOf(taskQueue))
        .delete()
        .catch((error: unknown) => {
          if (!(error instanceof ScheduleNotFoundError)) throw error
        })
      sqs.destroy()
      await connection.close()
      await sql.end()
      await Promise.all([database.dispose(), queues.dispose(), store.dispose()])
      await rm(logs, { recursive: true, force: true })
    },
  }
  return pipeline
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

async function tails(logs: string): Promise<string> {
  const read = async (name: string) => {
    const log = await readFile(join(logs, `${name}.log`), 'utf8').catch(() => '')
    return `${name}: ${log.slice(-2000)}`
  }
  return (await Promise.all(['bridge', 'worker', 'api'].map(read))).join('\n')
}
