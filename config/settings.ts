/** The settings. Adding one here adds it to `docs/settings.md` (`npm run docs`). */
import { DEFAULT_TASK_QUEUE } from '../contract/index.ts'
import { API_SETTINGS } from './apiSettings.ts'
import { NOTICE_SETTINGS } from './noticeSettings.ts'
import { choice, exportAddress, integer, text, url } from './setting.ts'

const POSTGRES = ['postgres:', 'postgresql:']

export const SETTINGS = {
  databaseUrl: url({
    variable: 'DATABASE_URL',
    protocols: POSTGRES,
    description:
      "Connexus' database (the primary). Bridge, worker and API each have a role of their own, whose rights `docker/grants.sql` lists: all read users and change jobs, worker and API also read the tables that are exported; migrating needs the right to create and alter `ExportJob`.",
    isSecret: true,
  }),
  exportDatabaseUrl: url({
    variable: 'EXPORT_DATABASE_URL',
    protocols: POSTGRES,
    fallback: '',
    description:
      'A physical replica of the primary, from which the worker reads the rows of exports where it is up to date; else it reads the primary. The record says which (`readFrom`). Empty: rows are read from the primary.',
    isSecret: true,
  }),
  queueUrl: url({
    variable: 'EXPORT_QUEUE_URL',
    protocols: ['http:', 'https:'],
    description:
      'SQS queue of the `TABLE_EXPORT` messages: API and worker send, the bridge receives.',
  }),
  deadLetterQueueUrl: url({
    variable: 'EXPORT_DLQ_URL',
    protocols: ['http:', 'https:'],
    description: 'SQS queue to which messages that can never succeed are moved, with the reason.',
  }),
  bucket: text({
    variable: 'EXPORT_BUCKET',
    description: 'S3 bucket of the finished files (`exports/`) and the staged rows (`staging/`).',
  }),
  s3PathStyle: choice({
    variable: 'EXPORT_S3_PATH_STYLE',
    choices: ['true', 'false'],
    fallback: 'false',
    description:
      'Whether the bucket is named in the path instead of the host name, as servers that are not AWS’s own want it. Addresses that are IP numbers always use the path.',
  }),
  taskQueue: text({
    variable: 'EXPORT_TASK_QUEUE',
    fallback: DEFAULT_TASK_QUEUE,
    description: 'Temporal task queue; the same for bridge, worker and API.',
  }),
  bridgeConcurrency: integer({
    variable: 'EXPORT_BRIDGE_CONCURRENCY',
    min: 1,
    max: 100,
    unit: 'messages',
    fallback: '10',
    description: 'Messages that one bridge handles at once.',
  }),
  pollWait: integer({
    variable: 'EXPORT_POLL_WAIT',
    min: 0,
    max: 20,
    unit: 'seconds',
    fallback: '10',
    description:
      'How long a poll of the queue waits for a message. A bridge that is told to stop lets its poll end, so stopping takes as long; short polls cost more requests.',
  }),
  workerConcurrency: integer({
    variable: 'EXPORT_WORKER_CONCURRENCY',
    min: 1,
    max: 64,
    unit: 'activities',
    fallback: '4',
    description:
      'Activities that one worker runs at once. Each fetch holds a database connection, each rendering up to 100 MB of memory.',
  }),
  renderThreads: integer({
    variable: 'EXPORT_RENDER_THREADS',
    min: 0,
    max: 256,
    unit: 'threads',
    fallback: '0',
    description:
      'Threads on which one worker renders files, shared by all its exports; `0` for one a core. Each takes 30 to 60 MB of memory while there is work.',
  }),
  shutdownGrace: integer({
    variable: 'EXPORT_SHUTDOWN_GRACE',
    min: 0,
    max: 3600,
    unit: 'seconds',
    fallback: '20',
    description:
      'How long a worker that is told to stop lets running steps finish before it hands them to another worker. Stop signals of the platform must leave this much and ten seconds more.',
  }),
  pdfMaxRows: integer({
    variable: 'EXPORT_PDF_MAX_ROWS',
    min: 1,
    max: 10_000_000,
    unit: 'rows',
    fallback: '100000',
    description: 'Most rows of a PDF; longer exports fail with the advice to choose CSV or XLSX.',
  }),
  zipCsvBytes: integer({
    variable: 'EXPORT_ZIP_CSV_BYTES',
    min: 0,
    max: 1_000_000_000_000,
    unit: 'bytes',
    fallback: '16777216',
    description:
      'Size of the staged rows above which a CSV is put into a ZIP archive, unless the request says `compress: NONE`. Staged rows are compressed, to a tenth to a quarter of the file, so the default is a CSV of about 70 to 160 MB. `0`: never.',
  }),
  retentionHours: integer({
    variable: 'EXPORT_RETENTION_HOURS',
    min: 0,
    max: 87_600,
    unit: 'hours',
    fallback: '168',
    description:
      'How long a finished file can be downloaded; the job’s record says until when (`expiresAt`), and then the sweep removes the file. Holds for files that are finished from now on. `0`: for ever.',
  }),
  sweepMinutes: integer({
    variable: 'EXPORT_SWEEP_MINUTES',
    min: 1,
    max: 60,
    unit: 'minutes',
    fallback: '5',
    description:
      'How often the sweep runs, which removes files whose time is over and settles jobs that nobody works on. Every worker tells Temporal at its start; the last one is right.',
  }),
  downloadUrl: exportAddress({
    variable: 'EXPORT_DOWNLOAD_URL',
    fallback: '',
    description:
      'Address under which the API serves downloads, with `{exportId}` in it. Mails and webhooks lead to it. Empty: `fileUrl` on the record is `s3://bucket/key`, and mails have no link.',
  }),
  cacheRedisUrl: url({
    variable: 'EXPORT_CACHE_REDIS_URL',
    protocols: ['redis:', 'rediss:'],
    fallback: '',
    description:
      'Redis, or a server that speaks its protocol, in which finished files are looked up that requests with `reuseWithin` may be answered with; the same for worker and API. While it is out of reach no file is reused. Empty: they are looked up in the database.',
    isSecret: true,
  }),
  workflowBundle: text({
    variable: 'EXPORT_WORKFLOW_BUNDLE',
    fallback: '',
    description:
      'Path of a workflow bundle made ahead by `npm run bundle`. Empty: the worker bundles its sources at start, which takes some seconds.',
  }),
  settleSeconds: integer({
    variable: 'EXPORT_SETTLE_SECONDS',
    min: 0,
    max: 3_600,
    unit: 'seconds',
    fallback: '30',
    description:
      'How long before its own time the window of an export of changes ends, so that what is being written then is in the next file. Must be the same for every worker and API. Transactions that are open for longer hold the window back by themselves.',
  }),
  ...NOTICE_SETTINGS,
  ...API_SETTINGS,
  logLevel: choice({
    variable: 'LOG_LEVEL',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
    fallback: 'info',
    description: 'Least severe level that is logged, as one JSON object a line on standard output.',
  }),
}

export type SettingName = keyof typeof SETTINGS
