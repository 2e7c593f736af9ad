/** Requesters from Connexus' `Users` and `UserClient`. */
import type { Knex } from 'knex'
import { type Requester, Role } from '../contract/index.ts'
import { IdColumn } from './idColumn.ts'
import type { Requesters } from './requesters.ts'

interface UserRow {
  id: string
  role: Role
  clientId: string | null
  timeZone: string | null
  isActive: boolean | null
  assignedClientIds: string[]
}

/** One statement, so that role and assignments are of one moment. */
const FIND = `
  SELECT u."id", u."role", u."clientId", u."timeZone", u."isActive",
         ARRAY(SELECT a."clientId"::text FROM "UserClient" a WHERE a."userId" = u."id" ORDER BY 1)
           AS "assignedClientIds"
    FROM "Users" u WHERE u."id" = ?`

export function knexRequesters(knex: Knex): Requesters {
  const ids = new IdColumn(knex, 'Users')
  return {
    async find(userId) {
      if (!(await ids.canHold(userId))) return undefined
      const { rows } = await knex.raw<{ rows: UserRow[] }>(FIND, [userId])
      return rows[0] && toRequester(rows[0])
    },
  }
}

function toRequester(row: UserRow): Requester {
  return {
    id: row.id,
    role: row.role,
    // A stray client on a staff user, or an assignment of a client's user, widens nothing.
    clientId: row.role === Role.CLIENT ? row.clientId : null,
    timeZone: row.timeZone ?? 'UTC',
    isActive: row.isActive ?? false,
    assignedClientIds: row.role === Role.STAFF ? row.assignedClientIds : [],
  }
}
