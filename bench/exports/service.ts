/** Whole exports through bridge and worker on the embedded stack, timed. */
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { Client } from 'pg'
import {
  Compress,
  ExportRequestType,
  ExportStatus,
  FileType,
  TABLE_EXPORT,
} from '../../contract/index.ts'
import { createQueues, type StackAddresses, s3Client, sqsClient } from '../../stack/index.ts'
import { Releasers } from '../../stack/releasers.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { S3ObjectStore } from '../../stores/index.ts'
import type { Sample } from '../contestant.ts'
import type { Filters } from './benchDatabase.ts'
import { type Processes, type ProcessesOptions, startProcesses } from './processes.ts'

export interface ServiceOptions extends ProcessesOptions {
  databaseUrl: string
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
    const processes = await startProcesses({ ...options, addresses }, releasers)
    const exporter = await openExporter(addresses, processes, releasers)
    await exporter({ fileType: FileType.CSV, filters: { updatedFrom: FUTURE } })
    return { export: exporter, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openExporter(
  addresses: StackAddresses,
  { worker, died }: Processes,
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
    // psql writes no archive either.
    const wanted = { ...data, filters, compress: Compress.NONE }
    const body = JSON.stringify({ message: TABLE_EXPORT, data: wanted })
    await worker.startAnew()
    const start = performance.now()
    await sqs.send(new SendMessageCommand({ QueueUrl: addresses.queueUrl, MessageBody: body }))
    const job = await untilOver(database, data.exportId, died)
    const seconds = (performance.now() - start) / 1000
    const peakMb = await worker.peak()
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

async function untilOver(database: Client, exportId: string, died: AbortSignal): Promise<JobRow> {
  for (;;) {
    died.throwIfAborted()
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
