/**
 * One read-only snapshot of the database, whose age the server itself bounds, and whose running
 * query is stopped in the server when the work is cancelled. Sets everything for its transaction
 * alone, so that a pool between us and the server may share sessions.
 */
import type { Knex } from 'knex'
import type { Client } from 'pg'
import { answerWithin, withConnection } from '../stores/index.ts'
import { stopWhenAborted } from './stopWhenAborted.ts'

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
const IDLE_TIMEOUT_MS = 5 * 60_000
/** Seconds of silence before the server asks whether we live, and between its five questions. */
const KEEPALIVE_SECONDS = 30
/**
 * Longest wait for an answer to what opens a snapshot, in milliseconds: as long as for a new
 * connection. Connections that waited in the pool may lead nowhere by now.
 */
export const ANSWER_WITHIN_MS = 10_000
/**
 * The same for what ends it, on which nothing depends. Below the five seconds after which knex would
 * give the connection back as it is.
 */
const END_WITHIN_MS = 4_000

/** Longest `application_name`, in bytes: PostgreSQL cuts the rest. */
const LONGEST_NAME = 63
const NAME_PREFIX = 'connexus-export '

/** Name of an export's session. An id too long to fit keeps its end, by which ids differ. */
export function sessionNameOf(exportId: string): string {
  // PostgreSQL replaces what is not ASCII.
  const id = encodeURIComponent(exportId)
  return `${NAME_PREFIX}${id.slice(-(LONGEST_NAME - NAME_PREFIX.length))}`
}

/**
 * Runs the work in a `REPEATABLE READ READ ONLY` transaction, which is rolled back if it fails. Only
 * the work waits as long as it may take: a server that does not answer what comes before and after it
 * loses the connection.
 */
export async function inSnapshot<T>(
  database: Knex,
  options: SnapshotOptions,
  work: SnapshotWork<T>,
): Promise<T> {
  options.signal.throwIfAborted()
  return await withConnection(database, async (connection) => {
    const transaction = await answerWithin(ANSWER_WITHIN_MS, connection, () =>
      begin(database, connection),
    )
    try {
      const result = await workIn(transaction, { database, connection, options }, work)
      await answerWithin(END_WITHIN_MS, connection, () => commit(transaction))
      return result
    } catch (error) {
      await answerWithin(END_WITHIN_MS, connection, () => transaction.rollback()).catch(ignore)
      throw error
    }
  })
}

async function workIn<T>(
  transaction: Knex.Transaction,
  {
    database,
    connection,
    options,
  }: { database: Knex; connection: Client; options: SnapshotOptions },
  work: SnapshotWork<T>,
): Promise<T> {
  const { pid, at } = await answerWithin(ANSWER_WITHIN_MS, connection, async () => {
    await limit(transaction, options.limitMs)
    return await introduce(transaction, options.name)
  })
  const stops = stopWhenAborted(database, { connection, pid }, options.signal)
  try {
    return await work(transaction, at)
  } finally {
    await stops.release()
  }
}

async function begin(database: Knex, connection: Client): Promise<Knex.Transaction> {
  const transaction = await database.transaction({
    connection,
    isolationLevel: 'repeatable read',
    readOnly: true,
  })
  // knex gives a transaction that could not begin as well, and says why only here.
  if (transaction.isCompleted()) await transaction.executionPromise
  return transaction
}

async function commit(transaction: Knex.Transaction): Promise<void> {
  await transaction.commit()
  // As above: a commit that failed is told here.
  await transaction.executionPromise
}

/** Names the session, and has the server end it when we are gone. */
async function introduce(
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
    [name, String(IDLE_TIMEOUT_MS), String(KEEPALIVE_SECONDS), String(KEEPALIVE_SECONDS)],
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

function ignore(): void {}
