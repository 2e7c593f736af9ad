/** The Temporal worker of the exports: activities over real stores, workflows from their bundle. */
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker'
import type { Logger } from 'pino'
import { type ActivityDependencies, createActivities } from '../activities/index.ts'
import type { Settings } from '../config/index.ts'
import { openDependencies } from './dependencies.ts'
import { reportRowSecurity } from './reportRowSecurity.ts'
import { keepSweepScheduled } from './sweepSchedule.ts'
import { temporalLogger } from './temporalLogger.ts'

export const WORKER_SETTINGS = [
  'databaseUrl',
  'exportDatabaseUrl',
  'queueUrl',
  'bucket',
  's3PathStyle',
  'taskQueue',
  'workerConcurrency',
  'renderThreads',
  'shutdownGrace',
  'pdfMaxRows',
  'zipCsvBytes',
  'retentionHours',
  'settleSeconds',
  'sweepMinutes',
  'downloadUrl',
  'cacheRedisUrl',
  'smtpUrl',
  'mailFrom',
  'webhookPrivateHosts',
  'workflowBundle',
  'logLevel',
] as const

type WorkerSettings = Settings<(typeof WORKER_SETTINGS)[number]>

/** Seconds after the grace time in which cancelled activities may still end. */
const FORCE_AFTER_SECONDS = 8
/** Milliseconds in which connections may still be closed, then they are left to the process's end. */
const CLOSE_WITHIN_MS = 1_000

/**
 * Runs until the process is told to stop (SIGTERM, SIGINT). Running steps then have the grace time;
 * what is left goes back to Temporal and on to another worker, without counting as a failure.
 */
export async function runWorker(settings: WorkerSettings, log: Logger): Promise<void> {
  Runtime.install({
    logger: temporalLogger(log),
    // The native core would print its lines itself, as coloured text.
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  })
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig()
  const connection = await NativeConnection.connect(connectionOptions)
  const client = new Client({ connection, namespace })
  const dependencies = openDependencies(settings, client, log)
  const stopping = new AbortController()
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      ...workerOptions(settings, dependencies),
    })
    log.info({ taskQueue: settings.taskQueue, namespace }, 'worker is running')
    // Not waited for: neither a database that is out of reach nor a schedule
    // that Temporal refuses must keep the worker from its tasks.
    void reportRowSecurity(dependencies.database, log)
    void keepSweepScheduled(client, settings, log, stopping.signal)
    await worker.run()
    log.info('worker has stopped')
  } finally {
    stopping.abort()
    // Closing waits for every connection in use; a query that can't be stopped must not hold us.
    await Promise.race([dependencies.close(), sleep(CLOSE_WITHIN_MS)])
    await connection.close()
  }
}

/** What every worker of ours is, wherever it is connected. */
export function workerOptions(
  settings: WorkerSettings,
  dependencies: ActivityDependencies,
): Omit<WorkerOptions, 'connection' | 'namespace'> {
  return {
    taskQueue: settings.taskQueue,
    ...workflows(settings.workflowBundle),
    activities: createActivities(dependencies),
    maxConcurrentActivityTaskExecutions: settings.workerConcurrency,
    // A cancel reaches a step with its heartbeats: thinned to one in two seconds, not in sixteen.
    maxHeartbeatThrottleInterval: '2s',
    shutdownGraceTime: `${settings.shutdownGrace}s`,
    shutdownForceTime: `${settings.shutdownGrace + FORCE_AFTER_SECONDS}s`,
    maxCachedWorkflows: 200,
  }
}

/** The bundle that was made ahead where there is one, else the sources, bundled at start. */
function workflows(bundle: string): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  if (bundle !== '') return { workflowBundle: { codePath: bundle } }
  return { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) }
}
