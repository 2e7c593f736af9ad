/**
 * A pool's connection in one's own hands, and how long its answers are waited for. The system itself
 * gives up a server that vanished without a word only after minutes, where it had not yet confirmed
 * what was sent.
 */
import type { Knex } from 'knex'
import { Client } from 'pg'

/** Why a connection was cut. Its code is the one that the system gives in the same case. */
export class ConnectionCut extends Error {
  readonly code = 'ETIMEDOUT'

  constructor(message: string) {
    super(message)
    this.name = 'ConnectionCut'
  }
}

/** Uses a connection of the pool for as long as the work takes. */
export async function withConnection<T>(
  database: Knex,
  work: (connection: Client) => Promise<T>,
): Promise<T> {
  const pool: unknown = database.client
  if (!isPool(pool)) throw new TypeError('knex has no pool of connections.')
  const connection = await pool.acquireConnection()
  try {
    if (!(connection instanceof Client)) throw new TypeError('The pool holds no client of pg.')
    return await work(connection)
  } finally {
    await pool.releaseConnection(connection)
  }
}

/**
 * Does work that waits for answers on the connection. Where it is not done within so many
 * milliseconds, the connection is cut: whatever waits for an answer on it then fails.
 */
export async function answerWithin<T>(
  withinMs: number,
  connection: Client,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => {
    cutConnection(connection, `The database did not answer within ${withinMs} ms.`)
  }, withinMs)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Fails what waits for an answer on the connection and takes it from its pool. `end()` would not do:
 * it says good-bye and waits for the other side.
 */
export function cutConnection(connection: Client, message: string): void {
  connection.connection.stream.destroy(new ConnectionCut(message))
}

interface Pool {
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<void>
}

/** knex types its client as `any`. */
function isPool(client: unknown): client is Pool {
  return typeof client === 'object' && client !== null && 'acquireConnection' in client
}
