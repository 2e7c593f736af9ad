/** The access log in Connexus' database. */
import type { Knex } from 'knex'
import type { Access, AccessLog } from './accessLog.ts'

/** Longest text of an entry, in characters: ids and names come from outside. */
const LONGEST = 200

export function knexAccessLog(knex: Knex): AccessLog {
  return {
    async record(access) {
      await knex('ExportAccessLog').insert(accessRow(access))
    },
  }
}

/** The row of an entry, for those that are written in another store's transaction. */
export function accessRow(access: Access): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(access).map(([name, text]: [string, string | null]) => [name, storable(text)]),
  )
}

/** No PostgreSQL text holds NUL. */
function storable(text: string | null): string | null {
  return text?.toWellFormed().replaceAll('\0', '\u{fffd}').slice(0, LONGEST) ?? null
}
