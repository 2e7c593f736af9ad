/**
 * Notices that a connection is lost. pg-cursor does not: a read that is sent to a connection which
 * has just ended waits for ever.
 */
import type { ClientBase } from 'pg'

export interface ConnectionWatch {
  /**
   * Does the work, or rejects with the error that ended the connection; one that is lost already is
   * given no work. One at a time.
   */
  during<Value>(work: () => Promise<Value>): Promise<Value>
  /** Makes this and all later work reject; the first error counts. */
  fail(error: Error): void
  /** Stops watching. */
  release(): void
}

/** Watches a connection from now on; one that was lost before is for its next query to report. */
export function watchConnection(connection: ClientBase): ConnectionWatch {
  let lost: Error | undefined
  let interrupt: ((error: Error) => void) | undefined
  const fail = (error: Error): void => {
    lost ??= error
    interrupt?.(lost)
  }
  const onEnd = (): void => fail(new Error('The connection to the database ended.'))
  connection.on('error', fail)
  connection.on('end', onEnd)
  return {
    fail,
    // Not Promise.race with one long-lived promise: that would keep every batch in memory.
    during: async (work) => {
      if (lost) throw lost
      try {
        return await new Promise((resolve, reject) => {
          interrupt = reject
          work().then(resolve, reject)
        })
      } finally {
        interrupt = undefined
      }
    },
    release: () => {
      connection.off('error', fail)
      connection.off('end', onEnd)
    },
  }
}
