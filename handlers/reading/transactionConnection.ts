/** The connection that a knex transaction holds, for what knex itself has no call for. */
import type { Knex } from 'knex'
import type { Client } from 'pg'

interface Connected {
  acquireConnection(): Promise<Client>
}

/** knex types a transaction's client as `any`; this one gives the connection that it holds. */
function isConnected(client: unknown): client is Connected {
  return typeof client === 'object' && client !== null && 'acquireConnection' in client
}

export async function connectionOf(transaction: Knex.Transaction): Promise<Client> {
  const client: unknown = transaction.client
  if (!isConnected(client)) throw new TypeError('The transaction of knex has no connection.')
  return client.acquireConnection()
}
