/** What the sample's tables hold, for requests that come near it: ids, texts, instants, amounts, days. */
import type { Client } from 'pg'
import { z } from 'zod'
import type { RuledType } from './rule.ts'

const TEXTS = z.array(z.string()).min(1)

const FactsSchema = z.object({
  ids: TEXTS,
  clientIds: TEXTS,
  serviceIds: TEXTS,
  createdByIds: TEXTS,
  /** What `search` looks at. */
  names: TEXTS,
  /** Microseconds since 1970 of createdAt and updatedAt. */
  instants: TEXTS,
  amounts: TEXTS,
  /** Due and start dates. */
  days: z.array(z.string()),
})
export type Facts = z.infer<typeof FactsSchema>

const UsersSchema = z.object({
  ADMIN: TEXTS,
  STAFF: TEXTS,
  CLIENT: TEXTS,
  inactive: TEXTS,
})
/** Ids of users: active ones by role, and inactive ones. */
export type UserIds = z.infer<typeof UsersSchema>

interface Source {
  from: string
  serviceId: string
  names: string
  amount: string
  day: string
}

const SOURCES: Record<RuledType, Source> = {
  SOW: {
    from: '"ScopeOfWork" r LEFT JOIN "ScopeOfWorkVersion" v ON v."scopeOfWorkId" = r."id"',
    serviceId: 'r."serviceId"',
    names: 'ARRAY["scopeName"]',
    amount: 'v."totalAmount"',
    day: 'NULL::date',
  },
  CLIENT_SOW: {
    from: '"ClientScopeOfWork" r JOIN "ScopeOfWork" s ON s."id" = r."scopeOfWorkId"',
    serviceId: 's."serviceId"',
    names: 'ARRAY[s."scopeName", r."clientReference"]',
    amount: 'r."agreedAmount"',
    day: 'r."startDate"',
  },
  RFP: {
    from: '"Rfp" r',
    serviceId: 'r."serviceId"',
    names: 'ARRAY[r."title", r."rfpNumber"]',
    amount: 'r."budgetAmount"',
    day: 'r."dueDate"',
  },
}

/** In a fixed order, so that a seed means the same requests in every run. */
function list(value: string, from: string): string {
  return `coalesce((SELECT json_agg(DISTINCT value::text ORDER BY value::text)
    FROM (SELECT ${value} AS value FROM ${from}) AS found WHERE value::text <> ''), '[]')`
}

export async function readFacts(client: Client, type: RuledType): Promise<Facts> {
  const { from, serviceId, names, amount, day } = SOURCES[type]
  const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`
  const { rows } = await client.query(`
    SELECT ${list('r."id"', from)} AS "ids",
           ${list('r."clientId"', from)} AS "clientIds",
           ${list(serviceId, from)} AS "serviceIds",
           ${list('r."createdById"', from)} AS "createdByIds",
           ${list(`unnest(${names})`, from)} AS "names",
           ${list(`unnest(ARRAY[${micros('r."createdAt"')}, ${micros('r."updatedAt"')}])`, from)}
             AS "instants",
           ${list(amount, from)} AS "amounts",
           ${list(day, from)} AS "days"`)
  return FactsSchema.parse(rows[0])
}

export async function readUserIds(client: Client): Promise<UserIds> {
  const ids = (condition: string) => list('"id"', `"Users" WHERE ${condition}`)
  const { rows } = await client.query(`
    SELECT ${ids(`"isActive" AND "role" = 'ADMIN'`)} AS "ADMIN",
           ${ids(`"isActive" AND "role" = 'STAFF'`)} AS "STAFF",
           ${ids(`"isActive" AND "role" = 'CLIENT'`)} AS "CLIENT",
           ${ids('NOT "isActive"')} AS "inactive"`)
  return UsersSchema.parse(rows[0])
}
