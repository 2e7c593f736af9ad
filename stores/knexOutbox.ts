/** The outbox in Connexus' database. */
import type { Knex } from 'knex'
import type { Outbox } from './outbox.ts'

const TABLE = 'ExportOutbox'

interface Row {
  exportId: string
  attempt: number
  body: string
}

type Send = (body: string) => Promise<void>

export function knexOutbox(knex: Knex): Outbox {
  /** Whether a row was found. Its lock is held while it is sent, so that nobody else sends it. */
  async function sendFirst(
    which: (query: Knex.QueryBuilder) => void,
    send: Send,
  ): Promise<boolean> {
    return await knex.transaction(async (transaction) => {
      const query = transaction<Row>(TABLE).forUpdate().skipLocked()
      which(query)
      const row = await query.first<Row | undefined>('exportId', 'attempt', 'body')
      if (!row) return false
      await send(row.body)
      await transaction(TABLE).where({ exportId: row.exportId, attempt: row.attempt }).delete()
      return true
    })
  }

  return {
    async sendDue({ olderThanSeconds, limit }, send) {
      let sent = 0
      const isDue = (query: Knex.QueryBuilder) =>
        void query
          .whereRaw(`"createdAt" <= now() - make_interval(secs => ?)`, [olderThanSeconds])
          .orderBy('createdAt')
      while (sent < limit && (await sendFirst(isDue, send))) sent += 1
      return sent
    },

    async sendOne({ exportId, attempt }, send) {
      await sendFirst((query) => void query.where({ exportId, attempt }), send)
    },
  }
}
