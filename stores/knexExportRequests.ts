/** What requesters do with their export jobs, in Connexus' database. */
import type { Knex } from 'knex'
import { ExportStatus } from '../contract/index.ts'
import type { ExportRecord } from './exportRecord.ts'
import type { Creation, ExportRequests, NewExport } from './exportRequests.ts'
import { IdColumn } from './idColumn.ts'
import { accessRow } from './knexAccessLog.ts'
import { listRecords, recordColumns } from './knexExportRecords.ts'

const TABLE = 'ExportJob'
const RETRIABLE = [ExportStatus.FAILED, ExportStatus.CANCELLED]

export function knexExportRequests(knex: Knex): ExportRequests {
  const ids = new IdColumn(knex, TABLE)

  async function find(
    where: Record<string, unknown>,
    database: Knex = knex,
  ): Promise<ExportRecord | undefined> {
    return await database(TABLE)
      .where(where)
      .first<ExportRecord | undefined>(...recordColumns(database))
  }

  return {
    create: (asked) =>
      knex.transaction(async (transaction) => {
        await takeTurn(transaction, asked.createdById)
        const earlier = await earlierJob(transaction, asked)
        if (earlier) return earlier
        if ((await openJobs(transaction, asked.createdById)) >= asked.maxOpen) {
          return { kind: 'TOO_MANY_OPEN_JOBS' }
        }
        await insertJob(transaction, asked)
        const record = await find({ id: asked.id }, transaction)
        if (!record) throw new Error('The job that was just made is not there.')
        return { kind: 'CREATED', record }
      }),

    async find(exportId) {
      if (!(await ids.canHold(exportId))) return undefined
      return await find({ id: exportId, deletedAt: null })
    },

    list: (query) => listRecords(knex, query),

    beginAttempt: ({ key, createdById, message, maxOpen, access }) =>
      knex.transaction(async (transaction) => {
        await takeTurn(transaction, createdById)
        if ((await openJobs(transaction, createdById)) >= maxOpen) {
          return { kind: 'TOO_MANY_OPEN_JOBS' }
        }
        const attempt = key.attempt + 1
        const changed = await transaction(TABLE)
          .where({ id: key.exportId, attempt: key.attempt, deletedAt: null })
          .whereIn('status', RETRIABLE)
          .update({ ...CLEARED, status: ExportStatus.PENDING, attempt })
        if (changed === 0) return { kind: 'CHANGED' }
        await transaction('ExportOutbox').insert({ exportId: key.exportId, attempt, body: message })
        await transaction('ExportAccessLog').insert(accessRow(access))
        const record = await find({ id: key.exportId }, transaction)
        return record ? { kind: 'BEGUN', record } : { kind: 'CHANGED' }
      }),

    async remove(exportId, createdById, access) {
      if (!(await ids.canHold(exportId))) return undefined
      return await knex.transaction(async (transaction) => {
        const removed = await transaction(TABLE)
          .where({ id: exportId, createdById, deletedAt: null })
          .whereNot('status', ExportStatus.PENDING)
          .update({ deletedAt: transaction.fn.now(), idempotencyKey: null })
        if (removed === 1) await transaction('ExportAccessLog').insert(accessRow(access))
        return await find({ id: exportId, createdById }, transaction)
      })
    },

    async forgetFile(exportId) {
      await knex(TABLE)
        .where({ id: exportId })
        .whereNotNull('deletedAt')
        .update({ objectKey: null })
    },
  }
}

/** What an earlier attempt left on the record. */
const CLEARED = Object.fromEntries(
  [
    'startedAt',
    'completedAt',
    'fileUrl',
    'fileName',
    'errorMessage',
    'errorCode',
    'errorRemedy',
    'warnings',
    'rowCount',
    'byteCount',
    'sha256',
    'mediaType',
    'objectKey',
    'snapshotAt',
    'expiresAt',
    'readFrom',
    'scope',
    'workflowId',
  ].map((column) => [column, null]),
)

/**
 * One request of a requester at a time, until the transaction ends: else two at once would both find
 * no identical one, and one place left.
 */
async function takeTurn(transaction: Knex.Transaction, userId: string): Promise<void> {
  const name = `connexus-exports requester ${userId}`
  await transaction.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [name])
}

async function openJobs(transaction: Knex.Transaction, createdById: string): Promise<number> {
  const { rows } = await transaction.raw<{ rows: { open: number }[] }>(
    `SELECT count(*)::int AS open FROM "ExportJob"
      WHERE "createdById" = ? AND "status" = 'PENDING'`,
    [createdById],
  )
  return rows[0]?.open ?? 0
}

async function earlierJob(
  transaction: Knex.Transaction,
  { createdById, idempotencyKey, digest }: NewExport,
): Promise<Creation | undefined> {
  const jobs = transaction(TABLE).where({ createdById, deletedAt: null })
  if (idempotencyKey !== null) {
    const record = await jobs
      .where({ idempotencyKey })
      .first<(ExportRecord & { requestDigest: string | null }) | undefined>(
        ...recordColumns(transaction),
        'requestDigest',
      )
    if (!record) return undefined
    const { requestDigest, ...earlier } = record
    return { kind: requestDigest === digest ? 'SAME_KEY' : 'KEY_REUSED', record: earlier }
  }
  const record = await jobs
    .where({ requestDigest: digest, status: ExportStatus.PENDING })
    .first<ExportRecord | undefined>(...recordColumns(transaction))
  return record && { kind: 'IDENTICAL_OPEN_JOB', record }
}

async function insertJob(transaction: Knex.Transaction, asked: NewExport): Promise<void> {
  const { id, createdById, request, digest, idempotencyKey, message, access } = asked
  await transaction(TABLE).insert({
    id,
    type: request.type,
    fileType: request.fileType,
    status: ExportStatus.PENDING,
    createdById,
    createdAt: transaction.fn.now(),
    request: JSON.stringify(request),
    requestDigest: digest,
    idempotencyKey,
  })
  await transaction('ExportOutbox').insert({ exportId: id, attempt: 1, body: message })
  await transaction('ExportAccessLog').insert(accessRow(access))
}
