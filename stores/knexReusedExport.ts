/** Records an export job that is over at once, since it has the file of an earlier one. */
import type { Knex } from 'knex'
import { ExportStatus } from '../contract/index.ts'
import { expiryAfter } from './expiry.ts'
import type { ExportRecord } from './exportRecord.ts'
import type { NewExport, ReusableFile } from './exportRequests.ts'
import { accessRow } from './knexAccessLog.ts'
import { findRecord } from './knexExportRecords.ts'

const TABLE = 'ExportJob'

/** What the jobs share. */
const SHARED = [
  'objectKey',
  'fileName',
  'mediaType',
  'rowCount',
  'byteCount',
  'sha256',
  'readFrom',
  'reuseDigest',
] as const
/** As text, which loses neither microseconds nor digits on the way. */
const SHARED_AS_TEXT = ['snapshotAt', 'scope', 'warnings'] as const

type SharedFile = Record<(typeof SHARED)[number] | (typeof SHARED_AS_TEXT)[number], string | null>

/** Undefined where the file can't be reused (any more). */
export async function reuseFile(
  transaction: Knex.Transaction,
  asked: NewExport,
): Promise<ExportRecord | undefined> {
  const { reuse } = asked
  const shared = reuse && (await lockSource(transaction, reuse))
  if (!shared) return undefined
  const { id, createdById, request } = asked
  await transaction(TABLE).insert({
    ...shared,
    id,
    type: request.type,
    fileType: request.fileType,
    status: ExportStatus.COMPLETED,
    createdById,
    tenantId: reuse.tenantId,
    createdAt: transaction.fn.now(),
    startedAt: transaction.fn.now(),
    completedAt: transaction.fn.now(),
    expiresAt: expiryAfter(transaction, reuse.retentionHours),
    request: JSON.stringify(request),
    requestDigest: asked.digest,
    idempotencyKey: asked.idempotencyKey,
    fileUrl: reuse.fileUrl,
    reusedFrom: reuse.sourceId,
  })
  await transaction('ExportAccessLog').insert(accessRow(asked.access))
  return await findRecord(transaction, { id })
}

/**
 * Nobody can remove the source until the transaction ends, so that a file which two jobs name is never
 * taken for one that nobody else needs. Whoever has it locked already is about to remove it.
 */
async function lockSource(
  transaction: Knex.Transaction,
  { sourceId, digest, scope, objectKey, withinSeconds }: ReusableFile,
): Promise<SharedFile | undefined> {
  return await transaction(TABLE)
    .where({
      id: sourceId,
      reuseDigest: digest,
      status: ExportStatus.COMPLETED,
      objectKey,
      deletedAt: null,
    })
    .whereRaw('"scope" = ?::jsonb', [JSON.stringify(scope)])
    .whereRaw('("expiresAt" IS NULL OR "expiresAt" > now())')
    .whereRaw('"snapshotAt" >= now() - make_interval(secs => ?)', [withinSeconds])
    .forShare()
    .skipLocked()
    .first<SharedFile | undefined>(
      ...SHARED,
      ...SHARED_AS_TEXT.map((column) => transaction.raw('??::text', [column])),
    )
}
