/**
 * One read-only snapshot of the database, of bounded age, whose running query is stopped in the
 * server when the work is cancelled.
 */
import type { Knex } from 'knex'
import type { Client } from 'pg'
import { connectionOf } from '../handlers/index.ts'

export interface SnapshotOptions {
  /** `application_name` of the session, so that an administrator sees who runs what. */
  name: string
  /** Stops the running query when aborted. */
  signal: AbortSignal
}

/**
 * The server ends a session that is idle in its transaction this long, in milliseconds. It is not
 * idle while a cursor is open, whoever reads it: for that, the server asks a silent peer.
 */
const IDLE_TIMEOUT = 5 * 60_000
/** Seconds of silence before the server asks whether we live, and between its five questions. */
const KEEPALIVE_SECONDS = 30
/** How often a stop is repeated, in milliseconds: one can arrive between two queries. */
const STOP_INTERVAL = 1_000
/** Stops that are tried before the connection is given up: it may lead nowhere any more. */
const MAX_STOPS = 8

/** Runs the work in a `REPEATABLE READ READ ONLY` transaction, which is rolled back if it fails. */
export async function inSnapshot<T>(
  database: Knex,
  { name, signal }: SnapshotOptions,
  work: (transaction: Knex.Transaction, snapshotAt: Date) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  let failure: { error: unknown } | undefined
  try {
    return await database.transaction(
      async (transaction) => {
        const session = await begin(transaction, name)
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
