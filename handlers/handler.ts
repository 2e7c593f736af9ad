/**
 * What an export type is to the rest of the system. Knows nothing of files, storage or Temporal.
 */
import type { Knex } from 'knex'
import type {
  Column,
  ExportColumn,
  ExportRequest,
  ExportRequestType,
  Failure,
  Requester,
  Scope,
} from '../contract/index.ts'
import type { RowBlock } from '../contract/rows/index.ts'

/** What a request means once its defaults are filled in from the requester's record. */
export interface ResolvedRequest extends ExportRequest {
  timeZone: string
}

/** The rows of one export, in their final order. */
export interface RowSource {
  /** Columns of every block, headings settled. */
  columns: ExportColumn[]
  /**
   * Typed row blocks, read through a cursor in the transaction that was given. Can be iterated
   * once; rejects with PostgreSQL's own error when the query is cancelled or the connection dies.
   */
  blocks: AsyncIterable<RowBlock>
}

export interface IExportHandler<Filters = unknown> {
  getSupportedType(): ExportRequestType
  /** Every problem of the request at once, each with its field; empty when it can be met. */
  validate(request: ExportRequest): Failure[]
  /** Every column that the type offers, in default order. */
  columns(): Column[]
  /** Filters of a valid request, typed, absent ones left out. */
  parseFilters(request: ExportRequest): Filters
  /**
   * Rows that the requester may see, or their failure REQUESTER_NOT_ALLOWED where the role may not
   * export the type.
   */
  scopeOf(requester: Requester): Scope | Failure
  /** Starts reading. The scope is applied in the base query, whatever the filters say. */
  fetch(request: ResolvedRequest, scope: Scope, transaction: Knex.Transaction): RowSource
}
