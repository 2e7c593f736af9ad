/**
 * Where the rows of an export are read. The replica serves where the very snapshot that reads them
 * shows the job as marked for processing: a standby shows commits in the primary's order, so that
 * all that had been written before is there too. Whatever else keeps it from serving, the primary is
 * read instead, from the start.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@temporalio/activity'
import type { Knex } from 'knex'
import { ExportFailure, ReadFrom, STOPPED_STATES, sqlStateOf } from '../contract/index.ts'
import { connectionOf } from '../handlers/index.ts'
import { answerWithin, isDataError, type JobKey, knexExportJobs } from '../stores/index.ts'
import { databaseCause } from './databaseFailure.ts'
import type { ActivityDependencies } from './dependencies.ts'
import {
  ANSWER_WITHIN_MS,
  inSnapshot,
  type SnapshotOptions,
  type SnapshotWork,
} from './snapshot.ts'

/** A database to read from. */
export interface RowsDatabase {
  readFrom: ReadFrom
  /** Does the work in one snapshot; rejects, on a replica that is behind, before the work begins. */
  inSnapshot<T>(work: SnapshotWork<T>): Promise<T>
}

type Needed = Pick<ActivityDependencies, 'database' | 'replica' | 'jobs'>

/**
 * How long a replica may still catch up, in milliseconds. A healthy one is milliseconds behind; for
 * one that is minutes behind, nobody should wait.
 */
const CATCH_UP_WITHIN_MS = 5_000
/** Milliseconds between two looks. */
const LOOK_INTERVAL_MS = 200

/** Reads from the replica, or, where that can't be, from the primary: `read` may begin twice. */
export async function readPreferringReplica<T>(
  { database, replica, jobs }: Needed,
  key: JobKey,
  options: SnapshotOptions,
  read: (source: RowsDatabase) => Promise<T>,
): Promise<T> {
  const primary: RowsDatabase = {
    readFrom: ReadFrom.PRIMARY,
    inSnapshot: (work) => inSnapshot(database, options, work),
  }
  const mark = replica && (await jobs.markOf(key))
  // Without a mark nothing tells whether the replica is up to date.
  if (!replica || mark === undefined) return await read(primary)
  try {
    return await read({
      readFrom: ReadFrom.REPLICA,
      inSnapshot: (work) => inMarkedSnapshot(replica, { key, mark }, options, work),
    })
  } catch (error) {
    if (options.signal.aborted || !mayPrimaryDoBetter(error)) throw error
    const reason = databaseCause(error)
    log.warn('the primary is read instead of the replica', { ...key, reason })
    return await read(primary)
  }
}

class ReplicaBehind extends Error {
  constructor() {
    super(
      `The replica did not show within ${CATCH_UP_WITHIN_MS} ms that the job is being processed.`,
    )
    this.name = 'ReplicaBehind'
  }
}

/** Does the work in the first snapshot that shows the job as it is on the primary. */
async function inMarkedSnapshot<T>(
  replica: Knex,
  { key, mark }: { key: JobKey; mark: string },
  options: SnapshotOptions,
  work: SnapshotWork<T>,
): Promise<T> {
  const until = Date.now() + CATCH_UP_WITHIN_MS
  for (;;) {
    try {
      return await inSnapshot(replica, options, async (transaction, snapshotAt) => {
        if ((await shownMark(transaction, key)) !== mark) throw new ReplicaBehind()
        return await work(transaction, snapshotAt)
      })
    } catch (error) {
      if (!(error instanceof ReplicaBehind) || Date.now() > until) throw error
      await sleep(LOOK_INTERVAL_MS, undefined, { signal: options.signal })
    }
  }
}

async function shownMark(transaction: Knex.Transaction, key: JobKey): Promise<string | undefined> {
  const connection = await connectionOf(transaction)
  return await answerWithin(ANSWER_WITHIN_MS, connection, () =>
    knexExportJobs(transaction).markOf(key),
  )
}

/** Not where the request, its values or the object store are to blame. */
function mayPrimaryDoBetter(error: unknown): boolean {
  if (error instanceof ExportFailure || isDataError(error)) return false
  return !STOPPED_STATES.has(sqlStateOf(error))
}
