/**
 * What an export type is to the rest of the system. Knows nothing of files, storage or Temporal.
 */
import type { Knex } from 'knex'
import type { z } from 'zod'
import type {
  ChangeWindow,
  Column,
  ExportColumn,
  Failure,
  FilterChoice,
  Requester,
  Role,
  RowEstimate,
  RowRequest,
  Scope,
} from '../contract/index.ts'
import type { RowBlock } from '../contract/rows/index.ts'

/** What a request means once its defaults are filled in from the requester's record. */
export interface ResolvedRequest extends RowRequest {
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

/**
 * One export type. `Key` are the keys of its columns, `Filters` what requests may give as filters:
 * both are for whoever asks for exports in TypeScript.
 */
export interface IExportHandler<
  Type extends string = string,
  Key extends string = string,
  Filters = unknown,
> {
  getSupportedType(): Type
  /** Every problem of the request at once, each with its field; empty when it can be met. */
  validate(request: RowRequest): Failure[]
  /**
   * Why no files of changes can be made of a request, besides what `validate` says: filters on when a
   * row changed, and headings that the columns have which such a file adds. Empty when they can.
   */
  changesFailures(request: RowRequest): Failure[]
  /** Roles that may export the type. */
  roles(): readonly Role[]
  /** Every column that the type offers, in default order. */
  columns(): Column<Key>[]
  changes(): ChangesDescription<Key>
  /**
   * One object of all filters, each optional and described: also for a form or a help text. The
   * metadata of one that has `choices` say `choices: true`.
   */
  filterSchema(): FilterSchema<Filters>
  /**
   * Rows that the requester may see, or their failure REQUESTER_NOT_ALLOWED where the role may not
   * export the type.
   */
  scopeOf(requester: Requester): Scope | Failure
  /**
   * Values for a filter, `limit` at most (1 to 50), whose names contain the text, without regard to
   * case: in the order of the names, then of the values. None shows a client outside of the scope.
   * Rejects with ExportFailure INVALID_REQUEST for a filter that has none, and a search or limit
   * that is none.
   */
  choices(
    filter: string,
    search: string,
    limit: number,
    scope: Scope,
    transaction: Knex.Transaction,
  ): Promise<FilterChoice[]>
  /**
   * Rows that `fetch` would give in this transaction, with the same `changes`. Asks for milliseconds, never for a long scan.
   * Rejects with PostgreSQL's error, or with ExportFailure DATABASE_UNAVAILABLE where a lock or the
   * load keeps it waiting too long; leaves the transaction as it was also then.
   */
  estimate(
    request: ResolvedRequest,
    scope: Scope,
    transaction: Knex.Transaction,
    changes?: ChangeWindow,
  ): Promise<RowEstimate>
  /**
   * Starts reading. The scope is applied in the base query, whatever the filters say.
   *
   * With `changes` the column with the row's id is there always, as the last one where the request
   * does not name it. Where the window has a start, the rows are those that changed in it, deleted
   * ones among them, and the first column, `change`, says how: a `RowChange`. A row that does not fit
   * the filters shows that and its id, and is empty otherwise.
   * @throws ExportFailure with every fault of a request that `validate` would refuse, and with
   * `changes` those of `changesFailures`.
   */
  fetch(
    request: ResolvedRequest,
    scope: Scope,
    transaction: Knex.Transaction,
    changes?: ChangeWindow,
  ): RowSource
}

/** What files of changes tell rows, and when they changed, by. */
export interface ChangesDescription<Key extends string = string> {
  /** Key of the column with the row's id, which is in each of them. */
  idColumn: Key
  /** Columns of the database, such as `Rfp.updatedAt`; the latest instant of them counts. */
  changedBy: string[]
}

/** What became of a row in a window of changes. */
export const RowChange = {
  /** It is new, and fits the filters. */
  CREATED: 'created',
  /** It is not new, and fits the filters, as it may or may not have done before. */
  UPDATED: 'updated',
  /** It does not fit the filters, as it may or may not have done before. */
  REMOVED: 'removed',
  /** It was deleted, whether or not it fits the filters. */
  DELETED: 'deleted',
} as const
export type RowChange = (typeof RowChange)[keyof typeof RowChange]

/** A strict object schema; its input is what requests may give. */
export type FilterSchema<Filters> = z.ZodObject & z.ZodType<unknown, Filters>
