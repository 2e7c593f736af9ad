/** Reads export jobs' records for people, singly and in lists. */
import type { Knex } from 'knex'
import { ExportRequestType } from '../contract/index.ts'
import type { ExportRecord } from './exportRecord.ts'
import type { ListQuery } from './exportRequests.ts'

/** Types of ours: Connexus may keep other jobs in the table. */
export const OUR_TYPES: readonly string[] = Object.values(ExportRequestType)

const PLAIN = [
  'id',
  'type',
  'fileType',
  'status',
  'createdById',
  'attempt',
  'createdAt',
  'startedAt',
  'completedAt',
  'request',
  'tenantId',
  'scope',
  'objectKey',
  'fileName',
  'mediaType',
  'sha256',
  'snapshotAt',
  'expiresAt',
  'warnings',
  'errorCode',
  'errorMessage',
  'errorRemedy',
  'scheduleId',
  'backfillId',
  'windowStart',
  'windowEnd',
  'reusedFrom',
] as const satisfies (keyof ExportRecord)[]

/** A record's columns, as `select` and `first` take them. */
export function recordColumns(knex: Knex): (string | Knex.Raw)[] {
  return [
    ...PLAIN,
    // pg gives a bigint as text; no file has more than 2^53 bytes.
    knex.raw('"rowCount"::float8 AS "rowCount", "byteCount"::float8 AS "byteCount"'),
    knex.raw('coalesce("expiresAt" <= now(), false) AS "isExpired"'),
    knex.raw(`to_char("createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "place"`),
  ]
}

export async function findRecord(
  knex: Knex,
  where: Record<string, unknown>,
): Promise<ExportRecord | undefined> {
  return await knex('ExportJob')
    .where(where)
    .whereIn('type', OUR_TYPES)
    .first<ExportRecord | undefined>(...recordColumns(knex))
}

/** By an index on requester, time and id, which skips what was removed as it goes. */
export async function listRecords(knex: Knex, query: ListQuery): Promise<ExportRecord[]> {
  const { createdById, type, status, fileType, limit, after } = query
  const list = knex('ExportJob')
    .where({ createdById, deletedAt: null })
    .whereIn('type', type === undefined ? OUR_TYPES : [type])
    .orderByRaw('"createdAt" DESC, "id" DESC')
    .limit(limit)
  if (status) void list.where({ status })
  if (fileType) void list.where({ fileType })
  if (after) beyond(list, after)
  return await list.select<ExportRecord[]>(...recordColumns(knex))
}

/** Records without a time, which Connexus may have, come first. */
function beyond(list: Knex.QueryBuilder, { place, id }: NonNullable<ListQuery['after']>): void {
  if (place === null) {
    void list.whereRaw('("createdAt" IS NOT NULL OR "id" < ?)', [id])
  } else {
    void list.whereRaw('("createdAt", "id") < (?::timestamptz, ?)', [place, id])
  }
}
