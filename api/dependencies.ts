/** What the API rests on, opened from the settings, checked and closed together. */
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import type { Settings } from '../config/index.ts'
import { type ExportDataDependencies, recordsIn } from '../export-data/index.ts'
import { temporalClient, temporalRuns } from '../export-data/temporal/index.ts'
import { createFormats } from '../formats/index.ts'
import { handlerOf } from '../handlers/index.ts'
import { temporalTimetable } from '../scheduling/index.ts'
import {
  fileUrls,
  openDatabase,
  openReuseIndex,
  S3ObjectStore,
  sqsProducer,
} from '../stores/index.ts'
import type { Checks } from './readiness.ts'

/** Names of the settings that this opens. */
export const DEPENDENCY_SETTINGS = [
  'databaseUrl',
  'queueUrl',
  'bucket',
  's3PathStyle',
  'publicS3Endpoint',
  'pdfMaxRows',
  'maxOpenJobs',
  'linkSeconds',
  'maxSchedules',
  'settleSeconds',
  'taskQueue',
  'retentionHours',
  'downloadUrl',
  'cacheRedisUrl',
] as const

export interface Opened {
  entry: Omit<ExportDataDependencies, 'onUnsent'>
  checks: Checks
  /** Temporal's namespace. */
  namespace: string
  close(): Promise<void>
}

const STATEMENT_TIMEOUT_MS = 10_000
/** Somebody waits for an answer: what stays silent for longer is out of reach, in milliseconds. */
const REQUEST_LIMITS = { connectionTimeout: 2_000, requestTimeout: 5_000, socketTimeout: 5_000 }

/**
 * Waits for no connection: what is out of reach is found out by whoever needs it. `onCacheOutage` is
 * told when the cache of finished files can't be used.
 */
export function openDependencies(
  settings: Settings<(typeof DEPENDENCY_SETTINGS)[number]>,
  onCacheOutage: (error: unknown) => void,
): Opened {
  const { bucket, queueUrl, publicS3Endpoint } = settings
  const database = openDatabase({
    url: settings.databaseUrl,
    applicationName: 'connexus-exports api',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  })
  const s3Settings = {
    forcePathStyle: settings.s3PathStyle === 'true',
    requestHandler: REQUEST_LIMITS,
  }
  const s3 = new S3Client(s3Settings)
  const links =
    publicS3Endpoint === '' ? s3 : new S3Client({ ...s3Settings, endpoint: publicS3Endpoint })
  const sqs = new SQSClient({ requestHandler: REQUEST_LIMITS })
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig()
  const temporal = temporalClient({ connectionOptions, namespace })
  const runs = temporalRuns(temporal)
  const formats = createFormats({ pdfRows: settings.pdfMaxRows })
  const producer = sqsProducer(sqs, queueUrl)
  const reuse = openReuseIndex(database, { url: settings.cacheRedisUrl, onOutage: onCacheOutage })
  return {
    entry: {
      ...recordsIn(database, settings.settleSeconds),
      objects: new S3ObjectStore(s3, bucket, links),
      runs,
      handlerOf,
      formatOf: (fileType) => formats[fileType],
      sendMessage: (body) => producer.send(body),
      maxOpenJobs: settings.maxOpenJobs,
      linkSeconds: settings.linkSeconds,
      timetable: temporalTimetable(temporal, settings.taskQueue),
      maxSchedules: settings.maxSchedules,
      reuse,
      retentionHours: settings.retentionHours,
      fileUrlOf: fileUrls(settings),
    },
    checks: {
      database: async () => {
        await database.raw('SELECT 1')
      },
      queue: () =>
        sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl: queueUrl,
            AttributeNames: ['ApproximateNumberOfMessages'],
          }),
        ),
      temporal: () => runs.probe(),
      storage: () => s3.send(new HeadBucketCommand({ Bucket: bucket })),
    },
    namespace,
    async close() {
      for (const client of new Set([s3, links, sqs])) client.destroy()
      await reuse.close()
      await Promise.all([database.destroy(), temporal.connection.close()])
    },
  }
}
