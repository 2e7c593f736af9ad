/** What the activities need, opened from the settings and closed together. */
import { S3Client } from '@aws-sdk/client-s3'
import { type ActivityDependencies, RenderPool } from '../activities/index.ts'
import type { Settings } from '../config/index.ts'
import { createFormats } from '../formats/index.ts'
import { handlerOf } from '../handlers/index.ts'
import {
  httpsWebhooks,
  knexContacts,
  knexExportJobs,
  knexExportRequests,
  knexNotices,
  knexRequesters,
  knexScheduleReader,
  openDatabase,
  S3ObjectStore,
} from '../stores/index.ts'
import { nodemailerMailer } from '../stores/mail/index.ts'

/** Longest that a statement on a record may take, in milliseconds. */
const RECORD_TIMEOUT_MS = 30_000
/** Milliseconds until a connection to the object store must stand. */
const CONNECTION_TIMEOUT_MS = 5_000
/** Longest silence on one, in milliseconds. */
const SILENCE_TIMEOUT_MS = 60_000

type Needed = Settings<
  | 'databaseUrl'
  | 'exportDatabaseUrl'
  | 'bucket'
  | 's3PathStyle'
  | 'workerConcurrency'
  | 'renderThreads'
  | 'pdfMaxRows'
  | 'zipCsvBytes'
  | 'retentionHours'
  | 'downloadUrl'
  | 'smtpUrl'
  | 'mailFrom'
  | 'webhookPrivateHosts'
>

export function openDependencies(
  settings: Needed,
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
  const client = new S3Client({
    forcePathStyle: settings.s3PathStyle === 'true',
    // Without limits a store that falls silent would hold a step for as long as it may take.
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
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
    requesters: knexRequesters(records),
    objects: new S3ObjectStore(client, settings.bucket),
    handlerOf,
    formatOf: (fileType) => formats[fileType],
    renderPool,
    zipCsvBytes: settings.zipCsvBytes,
    retentionHours: settings.retentionHours,
    fileUrlOf: (exportId, objectKey) =>
      downloadUrlOf(exportId) ?? `s3://${settings.bucket}/${objectKey}`,
    downloadUrlOf,
    records: knexExportRequests(records),
    schedules: knexScheduleReader(records),
    notices: knexNotices(records),
    contacts: knexContacts(records),
    mailer,
    webhooks: httpsWebhooks({ privateHosts: settings.webhookPrivateHosts }),
    timetable: { describe: () => Promise.resolve(undefined) },
    async close() {
      mailer?.close()
      client.destroy()
      await renderPool.close()
      await Promise.all([database.destroy(), replica?.destroy(), records.destroy()])
    },
  }
}
