/** `exports redrive`, over the queues and the database that the environment names. */
import { SQSClient } from '@aws-sdk/client-sqs'
import { loadSettings } from '../../config/index.ts'
import { describeError, knexExportJobs, openDatabase } from '../../stores/index.ts'
import { CommandFailure, failure } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import type { Reporter } from '../output/reporter.ts'
import { DeadLetterQueue } from './redrive/deadLetterQueue.ts'
import { type RedriveOptions, redrive } from './redrive/redrive.ts'

const STATEMENT_TIMEOUT_MS = 5_000
const CONNECTION_TIMEOUT_MS = 5_000
/** Above the longest receive. */
const SILENCE_TIMEOUT_MS = 20_000

export async function redriveCommand(
  reporter: Reporter,
  options: RedriveOptions,
): Promise<ExitCode> {
  const { environment } = reporter.io
  const urls = loadSettings(['queueUrl', 'deadLetterQueueUrl'], environment)
  const database = databaseOf(environment)
  const sqs = new SQSClient({
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
  })
  const jobs = database && knexExportJobs(database)
  const findJob = jobs && ((exportId: string) => jobs.find(exportId))
  try {
    return await redrive({ queue: new DeadLetterQueue(sqs, urls), findJob, reporter }, options)
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    const detail = `The dead-letter queue could not be read (${describeError(error)}).`
    const remedy = 'See what exports doctor says of the queues, then redrive again.'
    throw failure(ExitCode.OUT_OF_REACH, 'QUEUE_UNAVAILABLE', detail, remedy, { cause: error })
  } finally {
    sqs.destroy()
    await database?.destroy()
  }
}

/** Undefined where the environment names none: redriving does without. */
function databaseOf(environment: Record<string, string | undefined>) {
  if (!environment['DATABASE_URL']) return undefined
  const { databaseUrl: url } = loadSettings(['databaseUrl'], environment)
  return openDatabase({
    url,
    applicationName: 'connexus-exports redrive',
    maxConnections: 1,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  })
}
