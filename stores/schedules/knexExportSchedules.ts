/** The schedules in Connexus' database. */
import type { Knex } from 'knex'
import { IdColumn } from '../idColumn.ts'
import { accessRow } from '../knexAccessLog.ts'
import type { ExportSchedules, ListPlace, ScheduleWish } from './exportSchedules.ts'
import type { ScheduleRecord } from './scheduleRecord.ts'

const TABLE = 'ExportSchedule'
/** Whoever changes a schedule tells Temporal at once: only what lies longer was left behind. */
const LEFT_BEHIND_SECONDS = 60
const MAX_IDS = 1_000

const COLUMNS = [
  'id',
  'ownerId',
  'name',
  'request',
  'content',
  'fullEvery',
  'rule',
  'timeZone',
  'startAt',
  'endAt',
  'runs',
  'recipientIds',
  'webhookUrl',
  'webhookSecret',
  'revision',
  'syncedRevision',
  'createdAt',
  'updatedAt',
  'deletedAt',
  'endedAt',
  'pauseNote',
  'selfPausedAt',
] as const satisfies (keyof ScheduleRecord)[]

export function knexExportSchedules(knex: Knex): ExportSchedules {
  const ids = new IdColumn(knex, TABLE)

  return {
    create: ({ max, access, id, ownerId, ...wish }) =>
      knex.transaction(async (transaction) => {
        await takeTurn(transaction, ownerId)
        if (!(await hasRoom(transaction, ownerId, max))) return undefined
        const [record] = await transaction(TABLE)
          .insert({ id, ownerId, ...columnsOf(wish) })
          .returning<ScheduleRecord[]>(COLUMNS)
        await transaction('ExportAccessLog').insert(accessRow(access))
        return record
      }),

    async find(scheduleId) {
      if (!(await ids.canHold(scheduleId))) return undefined
      return await findSchedule(knex, scheduleId)
    },

    async list({ ownerId, limit, after }) {
      const list = knex(TABLE)
        .where({ ownerId, deletedAt: null })
        .orderByRaw('"createdAt" DESC, "id" DESC')
        .limit(limit)
      if (after) {
        void list.whereRaw('("createdAt", "id") < (?::timestamptz, ?::uuid)', [after.at, after.id])
      }
      const rows = await list.select<(ScheduleRecord & { placeAt: string })[]>(
        ...COLUMNS,
        knex.raw(
          `to_char("createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "placeAt"`,
        ),
      )
      return rows.map(({ placeAt, ...record }) => ({
        ...record,
        place: { at: placeAt, id: record.id } satisfies ListPlace,
      }))
    },

    update: (scheduleId, wish, access, revision) =>
      knex.transaction(async (transaction) => {
        const secret = transaction.raw('coalesce("webhookSecret", ?)', [wish.webhookSecret])
        const [record] = await transaction(TABLE)
          .where({
            id: scheduleId,
            deletedAt: null,
            ...(revision === undefined ? {} : { revision }),
          })
          .update({
            ...columnsOf(wish),
            webhookSecret: wish.webhookUrl === null ? null : secret,
            ...changed(transaction),
          })
          .returning<ScheduleRecord[]>(COLUMNS)
        if (record) await transaction('ExportAccessLog').insert(accessRow(access))
        return record
      }),

    async restore({ id, revision }, before) {
      const [record] = await knex(TABLE)
        .where({ id, revision, deletedAt: null })
        .update({ ...columnsOf(before), ...changed(knex) })
        .returning<ScheduleRecord[]>(COLUMNS)
      return record
    },

    setSecret: (scheduleId, webhookSecret, access) =>
      knex.transaction(async (transaction) => {
        const set = await transaction(TABLE)
          .where({ id: scheduleId, deletedAt: null })
          .whereNotNull('webhookUrl')
          .update({ webhookSecret })
        if (set === 1) await transaction('ExportAccessLog').insert(accessRow(access))
        return set === 1
      }),

    async markSynced(scheduleId, revision) {
      await knex(TABLE)
        .where({ id: scheduleId })
        .where('syncedRevision', '<', revision)
        .update({ syncedRevision: revision })
    },

    async noteSelfPause(scheduleId, pauseNote) {
      const [noted] = await knex(TABLE)
        .where({ id: scheduleId })
        .update({ pauseNote, selfPausedAt: knex.fn.now() })
        .returning<{ selfPausedAt: Date }[]>('selfPausedAt')
      return noted?.selfPausedAt
    },

    async notePause(scheduleId, pauseNote) {
      await knex(TABLE).where({ id: scheduleId }).update({ pauseNote })
    },

    async markEnded(scheduleId) {
      await knex(TABLE).where({ id: scheduleId, endedAt: null }).update({ endedAt: knex.fn.now() })
    },

    async remove({ scheduleId, ownerId, access }) {
      if (!(await ids.canHold(scheduleId))) return undefined
      const own = { id: scheduleId, ownerId }
      return await knex.transaction(async (transaction) => {
        const [removed] = await transaction(TABLE)
          .where({ ...own, deletedAt: null })
          .update({ deletedAt: transaction.fn.now(), ...changed(transaction) })
          .returning<ScheduleRecord[]>(COLUMNS)
        if (removed) await transaction('ExportAccessLog').insert(accessRow(access))
        return (
          removed ??
          (await transaction(TABLE).where(own).first<ScheduleRecord | undefined>(COLUMNS))
        )
      })
    },

    unsynced: (limit) =>
      knex(TABLE)
        .whereRaw('"syncedRevision" < "revision"')
        .whereRaw(`"updatedAt" < now() - make_interval(secs => ?)`, [LEFT_BEHIND_SECONDS])
        .orderBy('updatedAt')
        .limit(limit)
        .select<ScheduleRecord[]>(COLUMNS),

    async ids(after) {
      const query = knex(TABLE)
        .where({ deletedAt: null, endedAt: null })
        .orderBy('id')
        .limit(MAX_IDS)
      if (after !== null) void query.where('id', '>', after)
      return await query.pluck<string[]>('id')
    },
  }
}

export async function findSchedule(
  knex: Knex,
  scheduleId: string,
): Promise<ScheduleRecord | undefined> {
  return await knex(TABLE)
    .where({ id: scheduleId, deletedAt: null })
    .first<ScheduleRecord | undefined>(COLUMNS)
}

/** Holds the schedule until the transaction ends; undefined where there is none. */
export async function lockSchedule(
  transaction: Knex.Transaction,
  scheduleId: string,
): Promise<ScheduleRecord | undefined> {
  return await transaction(TABLE)
    .where({ id: scheduleId, deletedAt: null })
    .forUpdate()
    .first<ScheduleRecord | undefined>(COLUMNS)
}

/**
 * What an owner may set, also of a whole record. JSON as text, and instants with their zone: pg would
 * write them in the process's.
 */
function columnsOf(wish: ScheduleWish): Record<keyof ScheduleWish, unknown> {
  const { name, content, fullEvery, timeZone, runs, recipientIds, webhookUrl, webhookSecret } = wish
  return {
    name,
    content,
    fullEvery,
    timeZone,
    runs,
    recipientIds,
    webhookUrl,
    webhookSecret,
    request: JSON.stringify(wish.request),
    rule: JSON.stringify(wish.rule),
    startAt: wish.startAt?.toISOString() ?? null,
    endAt: wish.endAt?.toISOString() ?? null,
  }
}

/** What each change of what Temporal is told does besides. */
function changed(knex: Knex) {
  return { revision: knex.raw('"revision" + 1'), updatedAt: knex.fn.now(), endedAt: null }
}

/** One change of an owner's list at a time: else two would both find the last place. */
async function takeTurn(transaction: Knex.Transaction, ownerId: string): Promise<void> {
  const name = `connexus-exports schedules of ${ownerId}`
  await transaction.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [name])
}

async function hasRoom(
  transaction: Knex.Transaction,
  ownerId: string,
  max: number,
): Promise<boolean> {
  const found = await transaction(TABLE)
    .where({ ownerId, deletedAt: null })
    .first<{ count: number } | undefined>(transaction.raw('count(*)::int AS count'))
  return (found?.count ?? 0) < max
}
