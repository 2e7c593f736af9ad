/** Records a new export job with its message and its entry in the access log, or finds an earlier one. */
import type { Knex } from 'knex'
import { ExportStatus, FailureCode } from '../contract/index.ts'
import type { Access } from './accessLog.ts'
import type { ExportRecord } from './exportRecord.ts'
import type { Creation, NewExport } from './exportRequests.ts'
import { accessRow } from './knexAccessLog.ts'
import { findRecord, OUR_TYPES, recordColumns } from './knexExportRecords.ts'
import { reuseFile } from './knexReusedExport.ts'

const TABLE = 'ExportJob'

type EarlierJob = Exclude<Creation, { kind: 'CREATED' | 'REUSED' | 'TOO_MANY_OPEN_JOBS' }>

export async function createExport(
  transaction: Knex.Transaction,
  asked: NewExport,
): Promise<Creation> {
  await takeTurn(transaction, asked.createdById)
  const sameKey = await jobOfKey(transaction, asked)
  if (sameKey) return await answeredWith(transaction, asked, sameKey)
  // Before the open job: a file that is there is what the requester waits for.
  const reused = await reuseFile(transaction, asked)
  if (reused) return { kind: 'REUSED', record: reused }
  const open = await identicalOpenJob(transaction, asked)
  if (open) return await answeredWith(transaction, asked, open)
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

async function jobOfKey(
  transaction: Knex.Transaction,
  { createdById, idempotencyKey, digest }: NewExport,
): Promise<EarlierJob | undefined> {
  if (idempotencyKey === null) return undefined
  const found = await transaction(TABLE)
    .where({ createdById, idempotencyKey, deletedAt: null })
    .first<(ExportRecord & { requestDigest: string | null }) | undefined>(
      ...recordColumns(transaction),
      'requestDigest',
    )
  if (!found) return undefined
  const { requestDigest, ...record } = found
  return { kind: requestDigest === digest ? 'SAME_KEY' : 'KEY_REUSED', record }
}

/** A request with a key says by it which others are the same. */
async function identicalOpenJob(
  transaction: Knex.Transaction,
  { createdById, idempotencyKey, digest }: NewExport,
): Promise<EarlierJob | undefined> {
  if (idempotencyKey !== null) return undefined
  const record = await findRecord(transaction, {
    createdById,
    deletedAt: null,
    requestDigest: digest,
    status: ExportStatus.PENDING,
    // One that is being stopped would end without a file.
    cancelRequestedAt: null,
    // A schedule's may be a file of changes, and is its schedule's to cancel.
    scheduleId: null,
  })
  return record && { kind: 'IDENTICAL_OPEN_JOB', record }
}

async function answeredWith(
  transaction: Knex.Transaction,
  { access }: NewExport,
  earlier: EarlierJob,
): Promise<EarlierJob> {
  await transaction('ExportAccessLog').insert(accessRow({ ...access, ...accessTo(earlier) }))
  return earlier
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
