/** Exports from inside a process of one's own: what the API does, without HTTP. */
import type { S3Client } from '@aws-sdk/client-s3'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Client } from '@temporalio/client'
import type { DownloadLink, ExportRequest } from '../../contract/index.ts'
import {
  type Caller,
  createExportData,
  type ExportData,
  recordsIn,
} from '../../export-data/index.ts'
import { temporalRuns } from '../../export-data/temporal/index.ts'
import { createFormats } from '../../formats/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { temporalTimetable } from '../../scheduling/index.ts'
import { fileUrls, openDatabase, S3ObjectStore, sqsProducer } from '../../stores/index.ts'

export interface Servers {
  /** With the rights of the role `connexus_api`. */
  databaseUrl: string
  queueUrl: string
  bucket: string
  sqs: SQSClient
  s3: S3Client
  temporal: Client
}

/** One for the whole process; `close` ends what it opened itself. */
export function openExports({ databaseUrl, queueUrl, bucket, sqs, s3, temporal }: Servers) {
  const database = openDatabase({
    url: databaseUrl,
    applicationName: 'billing',
    statementTimeoutMs: 10_000,
  })
  const formats = createFormats({ pdfRows: 100_000 })
  const producer = sqsProducer(sqs, queueUrl)
  const exportData = createExportData({
    ...recordsIn(database, 30),
    objects: new S3ObjectStore(s3, bucket),
    runs: temporalRuns(temporal),
    handlerOf,
    formatOf: (fileType) => formats[fileType],
    sendMessage: (body) => producer.send(body),
    // The bridge sends it within a minute; a log is the place to say so.
    onUnsent: () => undefined,
    maxOpenJobs: 20,
    linkSeconds: 300,
    // For schedules: the task queue, and the settle delay above, are those of the workers.
    timetable: temporalTimetable(temporal, 'connexus-exports'),
    maxSchedules: 50,
    retentionHours: 168,
    fileUrlOf: fileUrls({ bucket, downloadUrl: '' }),
  })
  return { exportData, close: () => database.destroy() }
}

/** Requests an export for the user, waits for its end, and gives a link to the file. */
export async function linkTo(
  exportData: ExportData,
  userId: string,
  request: ExportRequest,
): Promise<DownloadLink> {
  const caller: Caller = { userId, userAgent: 'billing' }
  const { job } = await exportData.request(caller, { request })
  for await (const event of exportData.watch(caller, [job.id])) {
    if (event.kind === 'end' && event.job.failure) throw new Error(event.job.failure.message)
  }
  return await exportData.downloadLink(caller, job.id)
}

/** Each day at half past six: every row the first time, then what has changed. Gives the id. */
export async function eachMorning(
  exportData: ExportData,
  userId: string,
  request: ExportRequest,
): Promise<string> {
  const { schedule } = await exportData.schedules.create(
    { userId, userAgent: 'billing' },
    {
      name: 'Each morning',
      request,
      content: 'CHANGES',
      rule: { kind: 'DAILY', hour: 6, minute: 30 },
      timeZone: 'Europe/Berlin',
    },
  )
  return schedule.id
}
