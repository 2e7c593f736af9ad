/**
 * Second step: reads every row of the export in one snapshot and stages it. A retry starts over
 * with a new snapshot under new keys: rows of two snapshots never mix.
 */
import { isDeepStrictEqual } from 'node:util'
import { activityInfo, log } from '@temporalio/activity'
import type { Knex } from 'knex'
import {
  type ChangeWindow,
  ExportFailure,
  FailureCode,
  type ReadFrom,
  type Scope,
} from '../contract/index.ts'
import { WidthSampler } from '../contract/rows/index.ts'
import {
  type IExportHandler,
  type ResolvedRequest,
  type RowSource,
  resolveRequest,
  reuseDigest,
  setRowSecurity,
} from '../handlers/index.ts'
import type { JobKey } from '../stores/index.ts'
import { StagedRowsWriter, stagedPrefix, uniqueName } from '../stores/index.ts'
import { activeJob, notActive, requestOf } from './activeJob.ts'
import { databaseCause } from './databaseFailure.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { type FetchProgress, whileHeartbeating } from './heartbeat.ts'
import { type RowsDatabase, readPreferringReplica } from './rowsDatabase.ts'
import { sessionNameOf } from './snapshot.ts'

/** What `fetchRows` hands to the next step. */
export interface FetchedRows {
  manifestKey: string
  rows: number
  /** ISO 8601. */
  snapshotAt: string
  readFrom: ReadFrom
}

/** All that one reading of the rows works on. */
interface Reading {
  key: JobKey
  request: ResolvedRequest
  handler: IExportHandler
  scope: Scope
  /** Undefined for an export that is no schedule's file of changes, and that none follows. */
  changes: ChangeWindow | undefined
  progress: FetchProgress
  signal: AbortSignal
}

type Needed = Pick<
  ActivityDependencies,
  'database' | 'replica' | 'jobs' | 'requesters' | 'objects' | 'handlerOf'
>

export function createFetchRows(needed: Needed) {
  const { jobs, requesters, objects, handlerOf } = needed
  return async function fetchRows(key: JobKey): Promise<FetchedRows> {
    const progress: FetchProgress = { rows: 0, of: 0 }
    return await whileHeartbeating(
      () => progress,
      async (signal) => {
        const job = await activeJob(jobs, key)
        const asked = requestOf(job)
        const handler = handlerOf(asked.type)
        const resolve = async () =>
          resolveRequest(handler, await requesters.find(job.createdById), asked)
        const { request, scope } = await resolve()
        const changes = job.window ?? undefined
        const reading = { key, request, handler, scope, changes, progress, signal }
        const name = sessionNameOf(key.exportId)
        const limitMs = activityInfo().startToCloseTimeoutMs
        const fetched = await readPreferringReplica(
          needed,
          key,
          { name, limitMs, signal },
          (source) => stage(source, reading),
        )
        const { scope: now } = await resolve()
        if (!isDeepStrictEqual(now, scope)) throw rightsChanged(key.exportId)
        if (!(await jobs.storeScope(key, scope, reuseDigest(request, scope)))) {
          throw notActive(key, await jobs.find(key.exportId))
        }
        return fetched
      },
    )
  }

  async function stage(database: RowsDatabase, reading: Reading): Promise<FetchedRows> {
    const { key, request, handler, scope, changes, progress, signal } = reading
    const { workflowExecution, attempt } = activityInfo()
    const run = workflowExecution?.runId ?? 'no-run'
    const prefix = `${stagedPrefix(key.exportId, key.attempt)}${run}/${attempt}-${uniqueName()}`
    const { readFrom } = database
    const writer = new StagedRowsWriter(objects, prefix, signal)
    try {
      return await database.inSnapshot(async (transaction, snapshotAt) => {
        await setRowSecurity(transaction, handler.getSupportedType(), scope)
        progress.of = Math.max(await expectedRows(reading, transaction), progress.rows)
        const source = handler.fetch(request, scope, transaction, changes)
        const widths = await stageBlocks(source, writer, progress)
        const manifestKey = await writer.finish({
          ...key,
          columns: source.columns,
          widths,
          timeZone: request.timeZone,
          snapshotAt: snapshotAt.getTime(),
          readFrom,
        })
        const { rows } = writer
        return { manifestKey, rows, snapshotAt: snapshotAt.toISOString(), readFrom }
      })
    } catch (error) {
      // Best effort: `removeStaged` sweeps the attempt's prefix at the end in any case.
      await objects.list(prefix).then((keys) => objects.remove(keys), ignore)
      throw error
    }
  }
}

/**
 * 0 where they can't be estimated, which costs the progress alone. Rejects where nothing can be read
 * after that either: with what went wrong, since what comes next would only say that it did.
 */
async function expectedRows(reading: Reading, transaction: Knex.Transaction): Promise<number> {
  const { key, request, handler, scope, changes, signal } = reading
  try {
    const { rows } = await handler.estimate(request, scope, transaction, changes)
    return rows
  } catch (error) {
    log.warn('the rows could not be estimated', { ...key, reason: databaseCause(error) })
    if (signal.aborted || !(await canGoOn(transaction))) throw error
    return 0
  }
}

/** False where the connection is lost or the transaction has failed. */
async function canGoOn(transaction: Knex.Transaction): Promise<boolean> {
  try {
    await transaction.raw('SELECT 1')
    return true
  } catch {
    return false
  }
}

async function stageBlocks(
  source: RowSource,
  writer: StagedRowsWriter,
  progress: FetchProgress,
): Promise<number[]> {
  const sampler = new WidthSampler(source.columns)
  for await (const block of source.blocks) {
    sampler.add(block)
    await writer.add(block)
    progress.rows = writer.rows
    progress.of = Math.max(progress.of, writer.rows)
  }
  return sampler.widths
}

function rightsChanged(exportId: string): ExportFailure {
  return new ExportFailure({
    code: FailureCode.REQUESTER_NOT_ALLOWED,
    message: `The requester's rights changed while export ${exportId} was being fetched.`,
    remedy: 'Ask for the export again: it will hold what the requester may see now.',
  })
}

function ignore(): void {}
