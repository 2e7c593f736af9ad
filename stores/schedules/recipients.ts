/** Users whom a schedule tells, found by their mail addresses. */
import type { Knex } from 'knex'

export interface Recipient {
  userId: string
  email: string
  isActive: boolean
  /** The client of a client's user, else null. */
  clientId: string | null
}

export interface Recipients {
  /** Without regard to case; addresses of nobody give nothing. */
  byEmail(emails: readonly string[]): Promise<Recipient[]>
  byId(userIds: readonly string[]): Promise<Recipient[]>
}

export function knexRecipients(knex: Knex): Recipients {
  async function find(condition: string, values: readonly string[]): Promise<Recipient[]> {
    if (values.length === 0) return []
    return await knex('Users')
      .whereRaw(condition, [[...values]])
      .orderBy('email')
      .select<Recipient[]>(
        'id as userId',
        'email',
        knex.raw('coalesce("isActive", false) AS "isActive"'),
        knex.raw(`CASE WHEN "role" = 'CLIENT' THEN "clientId" END AS "clientId"`),
      )
  }
  return {
    byEmail: (emails) =>
      find(
        'lower("email") = ANY(?::text[])',
        emails.map((email) => email.toLowerCase()),
      ),
    byId: (userIds) => find('"id"::text = ANY(?::text[])', userIds),
  }
}
