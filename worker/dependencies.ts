/** What the activities need, opened from the settings and closed together. */
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import { type ActivityDependencies, RenderPool } from '../activities/index.ts'
import type { Settings } from '../config/index.ts'
import { createFormats } from '../formats/index.ts'
import { handlerOf } from '../handlers/index.ts'
import { temporalTimetable } from '../scheduling/index.ts'
import {
  describeError,
  fileUrls,
  httpsWebhooks,
  knexBackfills,
  knexContacts,
  knexExportFiles,
  knexExportJobs,
  knexExportRequests,
  knexExportSchedules,
  knexNotices,
  knexOpenJobs,
  knexOutbox,
  knexRequesters,
  knexScheduleRuns,
  openDatabase,
  openReuseIndex,
  queueRetention,
  S3ObjectStore,
  sqsProducer,
} from '../stores/index.ts'
import { nodemailerMailer } from '../stores/mail/index.ts'
import { workflowRuns } from './workflowRuns.ts'

/** Longest that a statement on a record may take, in milliseconds. */
const RECORD_TIMEOUT_MS = 30_000
/** Milliseconds until a connection to the object store or the queue must stand. */
const CONNECTION_TIMEOUT_MS = 5_000
/** Longest silence on one, in milliseconds. */
const SILENCE_TIMEOUT_MS = 60_000

type Needed = Settings<
  | 'databaseUrl'
  | 'exportDatabaseUrl'
  | 'queueUrl'
  | 'bucket'
  | 's3PathStyle'
  | 'workerConcurrency'
  | 'renderThreads'
  | 'pdfMaxRows'
  | 'zipCsvBytes'
  | 'retentionHours'
  | 'downloadUrl'
  | 'settleSeconds'
  | 'taskQueue'
  | 'cacheRedisUrl'
  | 'smtpUrl'
  | 'mailFrom'
  | 'webhookPrivateHosts'
>

/**
 * `temporal` is the worker's own connection, by which it keeps the timetable; `log` is told of what the
 * work goes on without.
 */
export function openDependencies(
  settings: Needed,
  temporal: Client,
  log: Logger,
): ActivityDependencies & { close(): Promise<void> } {
  const { databaseUrl: url, exportDatabaseUrl: replicaUrl, workerConcurrency } = settings
  // Each activity may read rows for hours, and stop itself over another connection.
  const rows = { applicationName: 'connexus-exports worker', maxConnections: workerConcurrency * 2 }
  const database = openDatabase({ url, ...rows })
  const replica = replicaUrl === '' ? undefined : openDatabase({ url: replicaUrl, ...rows })
  // A statement on a record that hangs would hold its activity's slot for good.
  const records = openDatabase({
    url,
    applicationName: 'connexus-exports worker records',
    maxConnections: workerConcurrency,
    statementTimeoutMs: RECORD_TIMEOUT_MS,
  })
  const formats = createFormats({ pdfRows: settings.pdfMaxRows })
  const renderPool = new RenderPool({ threads: settings.renderThreads })
  // Without limits a store that falls silent would hold a step for as long as it may take.
  const limits = { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS }
  const forcePathStyle = settings.s3PathStyle === 'true'
  const client = new S3Client({ forcePathStyle, requestHandler: limits })
  const sqs = new SQSClient({ requestHandler: limits })
  const reuse = openReuseIndex(records, {
    url: settings.cacheRedisUrl,
    onOutage: (error) =>
      log.warn({ error: describeError(error) }, 'the cache is out: its files are not reused'),
  })
  const mailer =
    settings.smtpUrl === ''
      ? undefined
      : nodemailerMailer({ url: settings.smtpUrl, from: settings.mailFrom })
  const downloadUrlOf = (exportId: string): string | undefined =>
    settings.downloadUrl === ''
      ? undefined
      : settings.downloadUrl.replace('{exportId}', encodeURIComponent(exportId))
  return {
    database,
    replica,
    jobs: knexExportJobs(records),
    openJobs: knexOpenJobs(records),
    files: knexExportFiles(records),
    outbox: knexOutbox(records),
    requesters: knexRequesters(records),
    objects: new S3ObjectStore(client, settings.bucket),
    queue: {
      ...sqsProducer(sqs, settings.queueUrl),
      retentionSeconds: () => queueRetention(sqs, settings.queueUrl),
    },
    runs: workflowRuns(temporal),
    handlerOf,
    formatOf: (fileType) => formats[fileType],
    renderPool,
    zipCsvBytes: settings.zipCsvBytes,
    retentionHours: settings.retentionHours,
    fileUrlOf: fileUrls(settings),
    reuse,
    schedules: knexExportSchedules(records),
    scheduleRuns: knexScheduleRuns(records, settings.settleSeconds),
    backfills: knexBackfills(records, settings.settleSeconds),
    timetable: temporalTimetable(temporal, settings.taskQueue),
    settleSeconds: settings.settleSeconds,
    downloadUrlOf,
    records: knexExportRequests(records),
    notices: knexNotices(records),
    contacts: knexContacts(records),
    mailer,
    webhooks: httpsWebhooks({ privateHosts: settings.webhookPrivateHosts }),
    async close() {
      mailer?.close()
      client.destroy()
      sqs.destroy()
      await reuse.close()
      await renderPool.close()
      await Promise.all([database.destroy(), replica?.destroy(), records.destroy()])
    },
  }
}
