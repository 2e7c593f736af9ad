/** What an export would come to, before it is asked for: rows, bytes, seconds, and its failures. */
import type { Knex } from 'knex'
import {
  type ExportColumn,
  ExportFailure,
  type ExportRequest,
  type ExportRequestType,
  type Failure,
  FailureCode,
  type FileType,
  type Requester,
  type Scope,
  zoneOf,
} from '../contract/index.ts'
import type { Format } from '../formats/index.ts'
import {
  type IExportHandler,
  type ResolvedRequest,
  type RowEstimate,
  setRowSecurity,
} from '../handlers/index.ts'
import type { ExportHistory, Requesters } from '../stores/index.ts'
import { type ExpectedSize, expectedSize } from './expectedSize.ts'
import { type LimitsHit, limitsHit } from './limitsHit.ts'

export interface EstimateDependencies {
  /** Where rows are read. */
  database: Knex
  requesters: Requesters
  history: ExportHistory
  /** @throws ExportFailure UNSUPPORTED_TYPE where no handler exists. */
  handlerOf(type: ExportRequestType): IExportHandler
  formatOf(fileType: FileType): Format
}

export interface EstimateOptions {
  /** The requester, whose record alone says what they may export. */
  userId: string
  request: ExportRequest
}

/**
 * `bytes` of a CSV that will lie in an archive are those of a plain one, unless the last exports of
 * the kind were archives too.
 */
export interface ExportEstimate extends RowEstimate, ExpectedSize, LimitsHit {}

/** Longest that a statement of an estimate may take, in milliseconds. */
const STATEMENT_TIMEOUT_MS = 5_000
/** Completed exports of the kind that are looked at: enough that some odd ones do not count. */
const HISTORY = 20

/**
 * Takes milliseconds, half a second on a slow disk. Changes nothing and asks for no job.
 * @throws ExportFailure UNSUPPORTED_TYPE, REQUESTER_NOT_ALLOWED, or INVALID_REQUEST with every
 * fault of the request. Errors of the database are its own.
 */
export async function estimateExport(
  needed: EstimateDependencies,
  { userId, request }: EstimateOptions,
): Promise<ExportEstimate> {
  const handler = needed.handlerOf(request.type)
  const requester = await needed.requesters.find(userId)
  if (!requester) throw requesterUnknown()
  const scope = allowedScope(handler, requester)
  const [first, ...others] = handler.validate(request)
  if (first) throw new ExportFailure([first, ...others])
  const resolved = { ...request, timeZone: request.timeZone ?? zoneOf(requester) }
  const { columns, estimate } = await askDatabase(needed.database, handler, resolved, scope)
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
        `SELECT set_config('application_name', 'connexus-export estimate', true),
           set_config('statement_timeout', ?, true)`,
        [String(STATEMENT_TIMEOUT_MS)],
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

function allowedScope(handler: IExportHandler, requester: Requester): Scope {
  const scope: Scope | Failure = handler.scopeOf(requester)
  if ('code' in scope) throw new ExportFailure(scope)
  return scope
}

function requesterUnknown(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.REQUESTER_NOT_ALLOWED,
    message: 'The requester is not a user of Connexus.',
    remedy: 'Ask an administrator to check the account.',
  })
}
