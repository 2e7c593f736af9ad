/** Records a new export job with its message and its entry in the access log, or finds an earlier one. */
import type { Knex } from 'knex'
import { ExportStatus, FailureCode } from '../contract/index.ts'
import type { Access } from './accessLog.ts'
import type { ExportRecord } from './exportRecord.ts'
import type { Creation, NewExport } from './exportRequests.ts'
import { accessRow } from './knexAccessLog.ts'
import { findRecord, OUR_TYPES, recordColumns } from './knexExportRecords.ts'

const TABLE = 'ExportJob'

type EarlierJob = Exclude<Creation, { kind: 'CREATED' | 'TOO_MANY_OPEN_JOBS' }>

export async function createExport(
  transaction: Knex.Transaction,
  asked: NewExport,
): Promise<Creation> {
  await takeTurn(transaction, asked.createdById)
  const earlier = await earlierJob(transaction, asked)
  if (earlier) {
    await transaction('ExportAccessLog').insert(
      accessRow({ ...asked.access, ...accessTo(earlier) }),
    )
    return earlier
  }
  if (!(await hasRoom(transaction, asked))) return { kind: 'TOO_MANY_OPEN_JOBS' }
  await insertJob(transaction, asked)
  const record = await findRecord(transaction, { id: asked.id })
  if (!record) throw new Error('The job that was just made is not there.')
  return { kind: 'CREATED', record }
}

/**
 * One request of a requester at a time, until the transaction ends: else two at once would both find
 * no identical one, and one place left.
 */
export async function takeTurn(transaction: Knex.Transaction, userId: string): Promise<void> {
  const name = `connexus-exports requester ${userId}`
  await transaction.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [name])
}

/** Whether the requester may have another open job. Types that are not ours do not count. */
export async function hasRoom(
  transaction: Knex.Transaction,
  { createdById, maxOpen }: Pick<NewExport, 'createdById' | 'maxOpen'>,
): Promise<boolean> {
  const found = await transaction(TABLE)
    .where({ createdById, status: ExportStatus.PENDING, deletedAt: null })
    .whereIn('type', OUR_TYPES)
    .first<{ open: number } | undefined>(transaction.raw('count(*)::int AS open'))
  return (found?.open ?? 0) < maxOpen
}

async function earlierJob(
  transaction: Knex.Transaction,
  { createdById, idempotencyKey, digest }: NewExport,
): Promise<EarlierJob | undefined> {
  const mine = { createdById, deletedAt: null }
  if (idempotencyKey === null) {
    const record = await findRecord(transaction, {
      ...mine,
      requestDigest: digest,
      status: ExportStatus.PENDING,
      // One that is being stopped would end without a file.
      cancelRequestedAt: null,
    })
    return record && { kind: 'IDENTICAL_OPEN_JOB', record }
  }
  const found = await transaction(TABLE)
    .where({ ...mine, idempotencyKey })
    .first<(ExportRecord & { requestDigest: string | null }) | undefined>(
      ...recordColumns(transaction),
      'requestDigest',
    )
  if (!found) return undefined
  const { requestDigest, ...record } = found
  return { kind: requestDigest === digest ? 'SAME_KEY' : 'KEY_REUSED', record }
}

/** What the log says of a request that made no job. */
function accessTo({ kind, record }: EarlierJob): Partial<Access> {
  const isReused = kind === 'KEY_REUSED'
  return {
    exportId: record.id,
    refusalCode: isReused ? FailureCode.IDEMPOTENCY_KEY_REUSED : null,
  }
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
