/**
 * Second step: reads every row of the export in one snapshot and stages it. A retry starts over
 * with a new snapshot under new keys: rows of two snapshots never mix.
 */
import { isDeepStrictEqual } from 'node:util'
import { activityInfo } from '@temporalio/activity'
import {
  ExportFailure,
  FailureCode,
  type ReadFrom,
  type Requester,
  type Scope,
  zoneOf,
} from '../contract/index.ts'
import { WidthSampler } from '../contract/rows/index.ts'
import {
  type IExportHandler,
  type ResolvedRequest,
  type RowSource,
  setRowSecurity,
} from '../handlers/index.ts'
import type { JobKey } from '../stores/index.ts'
import { StagedRowsWriter, stagedPrefix, uniqueName } from '../stores/index.ts'
import { activeJob, requestOf } from './activeJob.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { type FetchProgress, whileHeartbeating } from './heartbeat.ts'
import { requesterUnknown } from './markProcessing.ts'
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
        const request = requestOf(job)
        const handler = handlerOf(request.type)
        const requester = await findRequester(job.createdById)
        const scope = allowedScope(handler, requester)
        const timeZone = request.timeZone ?? zoneOf(requester)
        const reading = { key, request: { ...request, timeZone }, handler, scope, progress, signal }
        const name = sessionNameOf(key.exportId)
        const limitMs = activityInfo().startToCloseTimeoutMs
        const fetched = await readPreferringReplica(
          needed,
          key,
          { name, limitMs, signal },
          (source) => stage(source, reading),
        )
        const now = allowedScope(handler, await findRequester(job.createdById))
        if (!isDeepStrictEqual(now, scope)) throw rightsChanged(key.exportId)
        return fetched
      },
    )

    async function findRequester(userId: string): Promise<Requester> {
      const requester = await requesters.find(userId)
      if (!requester) throw requesterUnknown(key.exportId)
      return requester
    }
  }

  async function stage(database: RowsDatabase, reading: Reading): Promise<FetchedRows> {
    const { key, request, handler, scope, progress, signal } = reading
    const { workflowExecution, attempt } = activityInfo()
    const run = workflowExecution?.runId ?? 'no-run'
    const prefix = `${stagedPrefix(key.exportId, key.attempt)}${run}/${attempt}-${uniqueName()}`
    const { readFrom } = database
    const writer = new StagedRowsWriter(objects, prefix, signal)
    try {
      return await database.inSnapshot(async (transaction, snapshotAt) => {
        await setRowSecurity(transaction, handler.getSupportedType(), scope)
        // Without an estimate the progress shows less. A connection that is lost fails the fetch.
        const estimate = await handler.estimate(request, scope, transaction).catch(ignore)
        progress.of = Math.max(estimate?.rows ?? 0, progress.rows)
        const source = handler.fetch(request, scope, transaction)
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

function allowedScope(handler: IExportHandler, requester: Requester): Scope {
  const scope = handler.scopeOf(requester)
  if ('code' in scope) throw new ExportFailure(scope)
  return scope
}

function rightsChanged(exportId: string): ExportFailure {
  return new ExportFailure({
    code: FailureCode.REQUESTER_NOT_ALLOWED,
    message: `The requester's rights changed while export ${exportId} was being fetched.`,
    remedy: 'Ask for the export again: it will hold what the requester may see now.',
  })
}

function ignore(): void {}
