/** Contacts from Connexus' `Users`. */
import type { Knex } from 'knex'
import { IdColumn } from '../idColumn.ts'
import type { Contacts } from './contacts.ts'

interface UserRow {
  email: string | null
  fullName: string | null
  timeZone: string | null
  isActive: boolean | null
}

export function knexContacts(knex: Knex): Contacts {
  const ids = new IdColumn(knex, 'Users')
  return {
    async find(userId) {
      if (!(await ids.canHold(userId))) return undefined
      const row = await knex('Users')
        .where({ id: userId })
        .first<UserRow | undefined>('email', 'fullName', 'timeZone', 'isActive')
      return (
        row && {
          email: row.email ?? '',
          fullName: row.fullName ?? '',
          timeZone: row.timeZone ?? 'UTC',
          isActive: row.isActive ?? false,
        }
      )
    },
  }
}
