/**
 * One read-only snapshot of the database, whose age the server itself bounds, and whose running
 * query is stopped in the server when the work is cancelled. Sets everything for its transaction
 * alone, so that a pool between us and the server may share sessions.
 */
import type { Knex } from 'knex'
import type { Client } from 'pg'
import { connectionOf } from '../handlers/index.ts'

export type SnapshotWork<T> = (transaction: Knex.Transaction, snapshotAt: Date) => Promise<T>

export interface SnapshotOptions {
  /** `application_name` of the session, so that an administrator sees who runs what. */
  name: string
  /**
   * Longest that the snapshot may be held, in milliseconds: the server ends what takes longer, even
   * when our process is frozen. Where the role or the server has a limit already, that one counts.
   */
  limitMs: number
  /** Stops the running query when aborted. */
  signal: AbortSignal
}

/**
 * The server ends a session that is idle in its transaction this long, in milliseconds. It is not
 * idle while a cursor is open, whoever reads it: there the limits of statement and transaction count.
 */
const IDLE_TIMEOUT = 5 * 60_000
/** Seconds of silence before the server asks whether we live, and between its five questions. */
const KEEPALIVE_SECONDS = 30
/** How often a stop is repeated, in milliseconds: one can arrive between two queries. */
const STOP_INTERVAL = 1_000
/** Stops that are tried before the connection is given up: it may lead nowhere any more. */
const MAX_STOPS = 8

/** Longest `application_name`, in bytes: PostgreSQL cuts the rest. */
const LONGEST_NAME = 63
const NAME_PREFIX = 'connexus-export '

/** Name of an export's session. An id too long to fit keeps its end, by which ids differ. */
export function sessionNameOf(exportId: string): string {
  // PostgreSQL replaces what is not ASCII.
  const id = encodeURIComponent(exportId)
  return `${NAME_PREFIX}${id.slice(-(LONGEST_NAME - NAME_PREFIX.length))}`
}

/** Runs the work in a `REPEATABLE READ READ ONLY` transaction, which is rolled back if it fails. */
export async function inSnapshot<T>(
  database: Knex,
  { name, limitMs, signal }: SnapshotOptions,
  work: SnapshotWork<T>,
): Promise<T> {
  signal.throwIfAborted()
  let failure: { error: unknown } | undefined
  try {
    return await database.transaction(
      async (transaction) => {
        const session = await begin(transaction, name)
        await limit(transaction, limitMs)
        const connection = await connectionOf(transaction)
        const stopped = stopWhenAborted(database, connection, session.pid, signal)
        try {
          return await work(transaction, session.at)
        } catch (error) {
          failure = { error }
          throw error
        } finally {
          await stopped.release()
        }
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    )
  } catch (error) {
    // When the connection died, knex reports that it could not roll back, and hides why.
    throw failure ? failure.error : error
  }
}

async function begin(
  transaction: Knex.Transaction,
  name: string,
): Promise<{ pid: number; at: Date }> {
  const { rows } = await transaction.raw<{ rows: { pid: number; at: Date }[] }>(
    `SELECT pg_backend_pid() AS pid, now() AS at,
       set_config('application_name', ?, true),
       set_config('idle_in_transaction_session_timeout', ?, true),
       set_config('tcp_keepalives_idle', ?, true),
       set_config('tcp_keepalives_interval', ?, true),
       set_config('tcp_keepalives_count', '5', true)`,
    [name, String(IDLE_TIMEOUT), String(KEEPALIVE_SECONDS), String(KEEPALIVE_SECONDS)],
  )
  if (!rows[0]) throw new Error('PostgreSQL did not name its session')
  return rows[0]
}

/**
 * A cursor counts as one statement from its first batch to its last. `transaction_timeout` exists
 * from PostgreSQL 17 on; where it does not, there is nothing to set.
 */
async function limit(transaction: Knex.Transaction, limitMs: number): Promise<void> {
  await transaction.raw(
    `SELECT set_config(name, ?, true) FROM pg_settings
      WHERE name IN ('statement_timeout', 'transaction_timeout') AND setting = '0'`,
    [String(limitMs)],
  )
}

/**
 * Cancels what the session runs, over another connection, from the abort until the release. The
 * session is ours until then, so nobody else's query can be hit. Where that does not help, the
 * connection is cut.
 */
function stopWhenAborted(database: Knex, connection: Client, pid: number, signal: AbortSignal) {
  let isReleased = false
  let stopping: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let stops = 0

  const stop = async (): Promise<void> => {
    if (isReleased) return
    stops += 1
    if (stops > MAX_STOPS) return await connection.end().catch(ignore)
    // A connection that can't be had now is tried again at the next interval.
    await database.raw('SELECT pg_cancel_backend(?)', [pid]).catch(ignore)
    if (!isReleased) timer = setTimeout(onAbort, STOP_INTERVAL)
  }
  const onAbort = () => {
    stopping = stop()
  }
  // Aborted while the connection was being had: no event would come any more.
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  return {
    async release(): Promise<void> {
      isReleased = true
      signal.removeEventListener('abort', onAbort)
      clearTimeout(timer)
      // A stop on its way must not reach the session's next owner.
      await stopping
    },
  }
}

function ignore(): void {}
