/** The outbox in Connexus' database. */
import type { Knex } from 'knex'
import type { Outbox, SendMessage } from './outbox.ts'

const TABLE = 'ExportOutbox'
/** Longer than a queue takes that is not out of reach; what a crash left waits for as long. */
const CLAIM_SECONDS = 30

interface Row {
  exportId: string
  attempt: number
  body: string
  claimedUntil: Date | null
}

export function knexOutbox(knex: Knex): Outbox {
  /** Whether a row was found. No connection is held while it is sent: the queue may be slow. */
  async function sendFirst(
    which: (query: Knex.QueryBuilder) => void,
    send: SendMessage,
  ): Promise<boolean> {
    const first = knex(TABLE)
      .select('exportId', 'attempt')
      .whereRaw('("claimedUntil" IS NULL OR "claimedUntil" < now())')
      .limit(1)
      .forUpdate()
      .skipLocked()
    which(first)
    const [row] = await knex<Row>(TABLE)
      // Not IN, whose subquery may be run, and lock, more than once.
      .whereRaw('("exportId", "attempt") = ?', [first])
      .update({ claimedUntil: knex.raw('now() + make_interval(secs => ?)', [CLAIM_SECONDS]) })
      .returning(['exportId', 'attempt', 'body'])
    if (!row) return false
    await send(row.body)
    await knex(TABLE).where({ exportId: row.exportId, attempt: row.attempt }).delete()
    return true
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
      const key = { exportId, attempt }
      await sendFirst(
        (query) => void query.where(key),
        async (body) => {
          try {
            await send(body)
          } catch (error) {
            // Whoever relays need not wait for the end of a claim that serves nobody.
            await knex(TABLE).where(key).update({ claimedUntil: null })
            throw error
          }
        },
      )
    },
  }
}
