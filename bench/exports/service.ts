/** Bridge and worker as processes on the embedded stack, and exports through them, timed. */
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { Client } from 'pg'
import { environment } from '../../config/index.ts'
import {
  ExportRequestType,
  ExportStatus,
  type FileType,
  TABLE_EXPORT,
} from '../../contract/index.ts'
import { type ChildOptions, launch } from '../../stack/child.ts'
import { environmentOf } from '../../stack/envFile.ts'
import { startGuard } from '../../stack/guard.ts'
import { createQueues, type StackAddresses, s3Client, sqsClient } from '../../stack/index.ts'
import { Releasers } from '../../stack/releasers.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { S3ObjectStore } from '../../stores/index.ts'
import type { Sample } from '../contestant.ts'
import { PROJECT } from '../workspace.ts'
import type { Filters } from './benchDatabase.ts'

export interface ServiceOptions {
  addresses: StackAddresses
  databaseUrl: string
  /** Holds the logs. */
  directory: string
  /** The workflows, bundled. */
  bundle: string
  /** The worker's program and its arguments, from the project's root. Default: the real one. */
  worker?: readonly string[]
}

export interface WholeExport {
  fileType: FileType
  filters?: Filters
  /** Where the published file is put once the time is taken; absent: it is not fetched. */
  output?: string
}

export interface Service {
  /** Seconds from the message to COMPLETED; memory is the worker's peak meanwhile. */
  export(wanted: WholeExport): Promise<Sample & { rows: number }>
  stop(): Promise<void>
}

/** As the image and `npm start` start a worker. */
const WORKER = { NODE_OPTIONS: '--max-semi-space-size=8', MALLOC_ARENA_MAX: '2' }
/** Milliseconds between two looks at a job's record. */
const LOOK_EVERY = 20
/** Nothing was changed since then: an empty export, which shows that worker and bridge are up. */
const FUTURE = '2100-01-01T00:00:00Z'

interface JobRow {
  status: ExportStatus
  objectKey: string
  rowCount: string
  byteCount: string
  errorMessage: string | null
}

export async function startService(options: ServiceOptions): Promise<Service> {
  const releasers = new Releasers()
  const stop = () => releasers.release()
  try {
    const queues = await createQueues(options.addresses, `bench-${randomUUID()}`)
    const addresses = { ...options.addresses, ...queues, databaseUrl: options.databaseUrl }
    const workerId = await startProcesses(addresses, options, releasers)
    const exporter = await openExporter(addresses, workerId, releasers)
    await exporter({ fileType: 'CSV', filters: { updatedFrom: FUTURE } })
    return { export: exporter, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Gives the worker's process id. */
async function startProcesses(
  addresses: StackAddresses,
  { directory, bundle, worker = ['worker/main.ts'] }: ServiceOptions,
  releasers: Releasers,
): Promise<number> {
  const child = (name: string, args: readonly string[], extra = {}): ChildOptions => ({
    command: process.execPath,
    args: [...args],
    workingDirectory: PROJECT,
    logFile: join(directory, 'logs', `${name}.log`),
    environment: {
      PATH: environment['PATH'],
      ...environmentOf(addresses),
      EXPORT_TASK_QUEUE: addresses.queueUrl.split('/').at(-1),
      EXPORT_POLL_WAIT: '1',
      EXPORT_WORKFLOW_BUNDLE: bundle,
      ...extra,
    },
    graceMs: 30_000,
  })
  const guard = await startGuard()
  releasers.add(() => guard.release())
  const start = async (options: ChildOptions): Promise<number> => {
    const started = await launch(options)
    guard.watch(started)
    releasers.add(() => started.stop())
    return started.pid
  }
  await start(child('bridge', ['bridge/main.ts']))
  return await start(child('worker', worker, WORKER))
}

async function openExporter(
  addresses: StackAddresses,
  workerId: number,
  releasers: Releasers,
): Promise<Service['export']> {
  const database = new Client({ connectionString: addresses.databaseUrl })
  await database.connect()
  releasers.add(() => database.end())
  const sqs = sqsClient(addresses)
  const s3 = s3Client(addresses)
  releasers.add(async () => {
    sqs.destroy()
    s3.destroy()
  })
  const objects = new S3ObjectStore(s3, addresses.bucket)
  return async ({ fileType, filters = {}, output }) => {
    const data = await insertJob(database, fileType)
    const body = JSON.stringify({ message: TABLE_EXPORT, data: { ...data, filters } })
    await startHighWater(workerId)
    const start = performance.now()
    await sqs.send(new SendMessageCommand({ QueueUrl: addresses.queueUrl, MessageBody: body }))
    const job = await untilOver(database, data.exportId)
    const seconds = (performance.now() - start) / 1000
    const peakMb = await highWater(workerId)
    if (output !== undefined) {
      await writeFile(output, (await objects.get(job.objectKey)) ?? new Uint8Array())
    }
    await objects.remove([job.objectKey])
    return { seconds, peakMb, bytes: Number(job.byteCount), rows: Number(job.rowCount) }
  }
}

async function insertJob(database: Client, fileType: FileType) {
  const job = {
    exportId: randomUUID(),
    type: ExportRequestType.SOW,
    fileType,
    userId: sampleUsers.DEMO_ADMIN_ID,
  }
  await database.query(
    `INSERT INTO "ExportJob" ("id", "type", "fileType", "status", "createdById")
     VALUES ($1, $2, $3, $4, $5)`,
    [job.exportId, job.type, fileType, ExportStatus.PENDING, job.userId],
  )
  return job
}

async function untilOver(database: Client, exportId: string): Promise<JobRow> {
  for (;;) {
    const { rows } = await database.query<JobRow>('SELECT * FROM "ExportJob" WHERE "id" = $1', [
      exportId,
    ])
    const job = rows[0]
    if (job && job.status !== ExportStatus.PENDING) {
      if (job.status === ExportStatus.COMPLETED) return job
      throw new Error(`The export is ${job.status}: ${job.errorMessage}`)
    }
    await sleep(LOOK_EVERY)
  }
}

/** Forgets the process's peak of memory so far. */
async function startHighWater(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5')
}

/** Peak of resident memory, in MiB. */
async function highWater(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}
