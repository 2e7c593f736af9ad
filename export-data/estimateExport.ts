/** What an export would come to, before it is asked for: rows, bytes, seconds, and its failures. */
import type { Knex } from 'knex'
import {
  type ExportColumn,
  type ExportEstimate,
  type ExportRequest,
  type FileType,
  type RowEstimate,
  type Scope,
} from '../contract/index.ts'
import type { Format } from '../formats/index.ts'
import { type IExportHandler, type ResolvedRequest, setRowSecurity } from '../handlers/index.ts'
import type { ExportHistory } from '../stores/index.ts'
import { expectedSize } from './expectedSize.ts'
import { limitsHit } from './limitsHit.ts'
import { type RequestReaders, resolveAsked } from './resolveAsked.ts'

export interface EstimateDependencies extends RequestReaders {
  /** Where rows are read. */
  database: Knex
  history: ExportHistory
  formatOf(fileType: FileType): Format
}

export interface EstimateOptions {
  /** The requester, whose record alone says what they may export. */
  userId: string
  request: ExportRequest
}

/** Completed exports of the kind that are looked at: enough that some odd ones do not count. */
const HISTORY = 20

/**
 * Takes milliseconds. Each of the up to five statements about the rows ends after half a second; the
 * requester and the last exports are looked up like any other record. Changes nothing, asks for no
 * job.
 * @throws ExportFailure UNSUPPORTED_TYPE; REQUESTER_NOT_ALLOWED; INVALID_REQUEST with every fault
 * of the request, also those for which its message would be refused; DATABASE_UNAVAILABLE where not
 * even the planner's estimate can be had in time. Other errors of the database are its own.
 */
export async function estimateExport(
  needed: EstimateDependencies,
  { userId, request: given }: EstimateOptions,
): Promise<ExportEstimate> {
  const { handler, request, scope } = await resolveAsked(needed, userId, given)
  const { columns, estimate } = await askDatabase(needed.database, handler, request, scope)
  const history = await needed.history.lastCompleted(request, HISTORY)
  const defaults = handler.columns().filter(({ isDefault }) => isDefault).length
  const extent = { rows: estimate.rows, columns: columns.length }
  return {
    ...estimate,
    ...expectedSize(request.fileType, extent, history, defaults),
    ...limitsHit(needed.formatOf(request.fileType), estimate, columns, request.options ?? {}),
  }
}

/** In a read-only transaction like that of a fetch. */
async function askDatabase(
  database: Knex,
  handler: IExportHandler,
  request: ResolvedRequest,
  scope: Scope,
): Promise<{ columns: ExportColumn[]; estimate: RowEstimate }> {
  return await database.transaction(
    async (transaction) => {
      await transaction.raw(
        `SELECT set_config('application_name', 'connexus-export estimate', true)`,
      )
      await setRowSecurity(transaction, handler.getSupportedType(), scope)
      const estimate = await handler.estimate(request, scope, transaction)
      // No row is read as long as nobody asks for the blocks.
      const { columns } = handler.fetch(request, scope, transaction)
      return { columns, estimate }
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  )
}
