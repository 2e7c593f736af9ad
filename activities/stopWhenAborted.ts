/**
 * Cancels what a session runs in the server, over other connections, once the work is aborted. Where
 * that does not help, the session's own connection is cut: the way to the server may be lost.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Client } from 'pg'
import { cutConnection } from '../stores/index.ts'

/**
 * Milliseconds from one stop to the next, since one can arrive between two queries; and the longest
 * that an answer is waited for.
 */
const STOP_INTERVAL_MS = 1_000
/** Stops that are tried before the connection is given up: all of this takes some eight seconds. */
const MAX_STOPS = 8

/** A session of the server, on a connection that is ours until the release. */
export interface Session {
  connection: Client
  /** Its process in the server, which behind a pooler is not the one that the connection names. */
  pid: number
}

/**
 * Stops the session's queries from the abort until the release, which takes a second at most. A stop
 * without an answer may still arrive, so its session is then not left for the next owner: it is cut.
 */
export function stopWhenAborted(
  database: Knex,
  { connection, pid }: Session,
  signal: AbortSignal,
): { release(): Promise<void> } {
  const released = new AbortController()
  let isAnyUnanswered = false
  let stopping: Promise<void> | undefined

  const stopAgainAndAgain = async (): Promise<void> => {
    for (let stops = 0; stops < MAX_STOPS; stops += 1) {
      const interval = sleep(STOP_INTERVAL_MS, undefined, { signal: released.signal }).catch(ignore)
      if (!(await isStopAnswered(database, pid))) isAnyUnanswered = true
      await interval
      if (released.signal.aborted) return
    }
    cutConnection(connection, 'The database did not stop the query.')
  }
  const onAbort = (): void => {
    stopping = stopAgainAndAgain()
  }
  // Aborted while the connection was being had: no event would come any more.
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  return {
    async release() {
      signal.removeEventListener('abort', onAbort)
      released.abort()
      await stopping
      if (isAnyUnanswered) cutConnection(connection, 'A stop may still reach the session.')
    },
  }
}

/** Waits for a connection and for the answer on it a second in all; both may be lost as well. */
async function isStopAnswered(database: Knex, pid: number): Promise<boolean> {
  const answered = database
    .raw('SELECT pg_cancel_backend(?)', [pid])
    // Without its own limit the query would keep a lost connection from the others of the pool.
    .timeout(STOP_INTERVAL_MS)
    .then(
      () => true,
      () => false,
    )
  return await Promise.race([answered, sleep(STOP_INTERVAL_MS, false, { ref: false })])
}

function ignore(): void {}
