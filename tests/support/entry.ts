/**
 * The entry over real stores, as the API's role, in a database with the sample; no bridge and no
 * worker take up what is asked for: the tests decide what becomes of it.
 */
import { randomUUID } from 'node:crypto'
import { GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { Client, Connection } from '@temporalio/client'
import type { Knex } from 'knex'
import type { Scope } from '../../contract/index.ts'
import {
  createExportData,
  type ExportData,
  type ExportRuns,
  recordsIn,
} from '../../export-data/index.ts'
import { temporalRuns } from '../../export-data/temporal/index.ts'
import { createFormats } from '../../formats/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { migrate } from '../../migrations/index.ts'
import { type Timetable, temporalTimetable } from '../../scheduling/index.ts'
import { sqsClient } from '../../stack/index.ts'
import { createSample } from '../../stack/sample/index.ts'
import {
  fileUrls,
  type ObjectStore,
  openDatabase,
  type ReuseIndex,
  sqsProducer,
} from '../../stores/index.ts'
import { freshObjectStore, type TestObjectStore } from './objectStore.ts'
import { freshDatabase, freshQueues, freshRoles, stackAddresses } from './stack.ts'

export interface EntryOptions {
  /** Most jobs that one requester may have PENDING. Default 20. */
  maxOpenJobs?: number
  /** Default: those of the test's Temporal. */
  runs?: ExportRuns
  /** Default: the test's own bucket. */
  objects?: ObjectStore
  /** Default: the database's records. */
  reuse?: ReuseIndex
  /** Default: that of the test's Temporal. */
  timetable?: Timetable
  /** Default: to a queue of the test's own. */
  sendMessage?: (body: string) => Promise<void>
}

export interface Entry {
  exportData: ExportData
  /** As the owner of the tables. */
  sql: Knex
  temporal: Client
  /** Of the schedules; no worker takes up what they start. */
  taskQueue: string
  store: TestObjectStore
  /** Another entry over the same stores. */
  entry(options: EntryOptions): ExportData
  /** Jobs whose message could not be sent at once. */
  unsent: string[]
  /** Takes every message from the queue; gives their bodies, parsed. */
  messages(): Promise<{ message: string; data: Record<string, unknown> }[]>
  /** Makes the job COMPLETED, with a file that holds the text, and gives its key. */
  complete(exportId: string, file: { text: string; scope: Scope | null }): Promise<string>
  /** What the access log says of the export, oldest first. */
  log(exportId: string): Promise<LoggedAccess[]>
  dispose(): Promise<void>
}

export interface LoggedAccess {
  userId: string
  action: string
  refusalCode: string | null
  address: string | null
  userAgent: string | null
}

export async function openEntry({ rows = 500 }: { rows?: number } = {}): Promise<Entry> {
  const addresses = stackAddresses()
  const database = await freshDatabase()
  const queues = await freshQueues()
  const store = await freshObjectStore()
  await migrate(database.url)
  await createSample({ connectionString: database.url, rows })
  const urls = await freshRoles(database.url)
  const sql = openDatabase({ url: database.url, applicationName: 'entry-test' })
  const knex = openDatabase({ url: urls.api, applicationName: 'entry-test api' })
  const sqs = sqsClient(addresses)
  const connection = await Connection.connect({ address: addresses.temporalAddress })
  const temporal = new Client({ connection, namespace: addresses.temporalNamespace })
  const formats = createFormats()
  const unsent: string[] = []
  const taskQueue = `entry-${randomUUID()}`
  const toQueue = sqsProducer(sqs, queues.queueUrl)

  const entry = ({ sendMessage = (body) => toQueue.send(body), ...options }: EntryOptions) =>
    createExportData({
      ...recordsIn(knex, 0),
      objects: store.objects,
      runs: temporalRuns(temporal),
      handlerOf,
      formatOf: (fileType) => formats[fileType],
      sendMessage,
      onUnsent: ({ exportId }) => void unsent.push(exportId),
      maxOpenJobs: 20,
      linkSeconds: 300,
      timetable: temporalTimetable(temporal, taskQueue),
      maxSchedules: 50,
      retentionHours: 48,
      fileUrlOf: fileUrls({ bucket: store.bucket, downloadUrl: '' }),
      ...options,
    })

  return {
    exportData: entry({}),
    sql,
    temporal,
    taskQueue,
    store,
    entry,
    unsent,
    async messages() {
      const bodies: string[] = []
      for (;;) {
        const { Attributes: counts } = await sqs.send(
          new GetQueueAttributesCommand({ QueueUrl: queues.queueUrl, AttributeNames: ['All'] }),
        )
        if (Number(counts?.ApproximateNumberOfMessages) === 0) break
        const { Messages: messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: queues.queueUrl, MaxNumberOfMessages: 10 }),
        )
        bodies.push(...messages.map(({ Body: body = '' }) => body))
      }
      return bodies.map(
        (body) => JSON.parse(body) as { message: string; data: Record<string, unknown> },
      )
    },
    async complete(exportId, { text, scope }) {
      const objectKey = `exports/${exportId}/1-test/file.csv`
      await store.objects.put(objectKey, Buffer.from(text))
      await sql('ExportJob')
        .where({ id: exportId })
        .update({
          status: 'COMPLETED',
          startedAt: sql.fn.now(),
          completedAt: sql.fn.now(),
          expiresAt: sql.raw(`now() + interval '7 days'`),
          snapshotAt: sql.fn.now(),
          objectKey,
          fileName: '予算 2026.csv',
          mediaType: 'text/csv; charset=utf-8',
          rowCount: 3,
          byteCount: Buffer.byteLength(text),
          sha256: 'ab'.repeat(32),
          warnings: '{}',
          scope: scope && JSON.stringify(scope),
        })
      return objectKey
    },
    log: async (exportId) =>
      await sql('ExportAccessLog')
        .where({ exportId })
        .orderBy('id')
        .select<LoggedAccess[]>('userId', 'action', 'refusalCode', 'address', 'userAgent'),
    async dispose() {
      await Promise.all([sql.destroy(), knex.destroy(), connection.close()])
      sqs.destroy()
      await Promise.all([database.dispose(), queues.dispose(), store.dispose()])
    },
  }
}
