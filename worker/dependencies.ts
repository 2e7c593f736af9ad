/** What the activities need, opened from the settings and closed together. */
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Client } from '@temporalio/client'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { type ActivityDependencies, RenderPool } from '../activities/index.ts'
import type { Settings } from '../config/index.ts'
import { createFormats } from '../formats/index.ts'
import { handlerOf } from '../handlers/index.ts'
import { temporalTimetable } from '../scheduling/index.ts'
import {
  describeError,
  downloadUrls,
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
  type ReuseIndex,
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
  const { database, replica, records } = openDatabases(settings)
  const { objects, queue, closeClients } = openClients(settings)
  const reuse = openReuse(records, settings, log)
  const renderPool = new RenderPool({ threads: settings.renderThreads })
  const formats = createFormats({ pdfRows: settings.pdfMaxRows })
  const mailer = openMailer(settings)
  return {
    database,
    replica,
    ...recordStores(records, settings),
    reuse,
    objects,
    queue,
    runs: workflowRuns(temporal),
    timetable: temporalTimetable(temporal, settings.taskQueue),
    handlerOf,
    formatOf: (fileType) => formats[fileType],
    renderPool,
    zipCsvBytes: settings.zipCsvBytes,
    retentionHours: settings.retentionHours,
    settleSeconds: settings.settleSeconds,
    fileUrlOf: fileUrls(settings),
    downloadUrlOf: downloadUrls(settings),
    mailer,
    webhooks: httpsWebhooks({ privateHosts: settings.webhookPrivateHosts }),
    async close() {
      mailer?.close()
      closeClients()
      await reuse.close()
      await renderPool.close()
      await Promise.all([database.destroy(), replica?.destroy(), records.destroy()])
    },
  }
}

function openDatabases(
  settings: Pick<Needed, 'databaseUrl' | 'exportDatabaseUrl' | 'workerConcurrency'>,
) {
  const { databaseUrl: url, exportDatabaseUrl: replicaUrl, workerConcurrency } = settings
  // Each activity may read rows for hours, and stop itself over another connection.
  const rows = { applicationName: 'connexus-exports worker', maxConnections: workerConcurrency * 2 }
  return {
    database: openDatabase({ url, ...rows }),
    replica: replicaUrl === '' ? undefined : openDatabase({ url: replicaUrl, ...rows }),
    // A statement on a record that hangs would hold its activity's slot for good.
    records: openDatabase({
      url,
      applicationName: 'connexus-exports worker records',
      maxConnections: workerConcurrency,
      statementTimeoutMs: RECORD_TIMEOUT_MS,
    }),
  }
}

/** Without limits a store that falls silent would hold a step for as long as it may take. */
function openClients({
  bucket,
  queueUrl,
  s3PathStyle,
}: Pick<Needed, 'bucket' | 'queueUrl' | 's3PathStyle'>) {
  const limits = { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS }
  const s3 = new S3Client({ forcePathStyle: s3PathStyle === 'true', requestHandler: limits })
  const sqs = new SQSClient({ requestHandler: limits })
  return {
    objects: new S3ObjectStore(s3, bucket),
    queue: {
      ...sqsProducer(sqs, queueUrl),
      retentionSeconds: () => queueRetention(sqs, queueUrl),
    },
    closeClients: () => {
      s3.destroy()
      sqs.destroy()
    },
  }
}

function recordStores(records: Knex, { settleSeconds }: Pick<Needed, 'settleSeconds'>) {
  return {
    jobs: knexExportJobs(records),
    openJobs: knexOpenJobs(records),
    files: knexExportFiles(records),
    outbox: knexOutbox(records),
    requesters: knexRequesters(records),
    records: knexExportRequests(records),
    schedules: knexExportSchedules(records),
    scheduleRuns: knexScheduleRuns(records, settleSeconds),
    backfills: knexBackfills(records, settleSeconds),
    notices: knexNotices(records),
    contacts: knexContacts(records),
  }
}

function openReuse(
  records: Knex,
  { cacheRedisUrl: url }: Pick<Needed, 'cacheRedisUrl'>,
  log: Logger,
): ReuseIndex {
  return openReuseIndex(records, {
    url,
    onOutage: (error) =>
      log.warn({ error: describeError(error) }, 'the cache is out: its files are not reused'),
  })
}

function openMailer({ smtpUrl: url, mailFrom: from }: Pick<Needed, 'smtpUrl' | 'mailFrom'>) {
  return url === '' ? undefined : nodemailerMailer({ url, from })
}
