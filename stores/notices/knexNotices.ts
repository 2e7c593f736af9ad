/** The notices' records in Connexus' database. */
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Notice, Notices } from './notices.ts'

const TABLE = 'ExportNotice'
/** Longest error of a record, in characters. */
const LONGEST = 500

export function knexNotices(knex: Knex): Notices {
  return {
    async plan(notices) {
      if (notices.length === 0) return []
      await knex(TABLE)
        .insert(notices.map((notice) => ({ id: randomUUID(), ...notice })))
        .onConflict(['subject', 'channel', 'recipient'])
        .ignore()
      const open = await knex(TABLE)
        .whereIn(
          ['subject', 'channel', 'recipient'],
          notices.map(({ subject, channel, recipient }) => [subject, channel, recipient]),
        )
        .where({ deliveredAt: null, gaveUpAt: null })
        .orderBy(['channel', 'recipient'])
        .select<{ id: string }[]>('id')
      return open.map(({ id }) => id)
    },

    find: (id) => knex<Notice>(TABLE).where({ id }).first(),

    async recordTry(id, error) {
      await knex(TABLE)
        .where({ id })
        .update({ ...tried(knex), lastError: storable(error) })
    },

    async recordDelivered(id) {
      await knex(TABLE)
        .where({ id })
        .update({ ...tried(knex), deliveredAt: knex.fn.now() })
    },

    async recordGivenUp(id, error) {
      await knex(TABLE)
        .where({ id, deliveredAt: null })
        .update({
          gaveUpAt: knex.raw('coalesce("gaveUpAt", now())'),
          ...(error === undefined ? {} : { ...tried(knex), lastError: storable(error) }),
        })
    },
  }
}

function tried(knex: Knex): Record<keyof Pick<Notice, 'tries' | 'lastTriedAt'>, Knex.Raw> {
  return { tries: knex.raw('"tries" + 1'), lastTriedAt: knex.fn.now() }
}

/** No PostgreSQL text holds NUL. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}').slice(0, LONGEST)
}
