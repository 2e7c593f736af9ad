/** The `TABLE_EXPORT` message and the request that it carries. Checked by `schemas/`. */
import type { Compress, ExportRequestType, FileType, Notify } from './kinds.ts'

/** The only value of `message` that the bridge takes. */
export const TABLE_EXPORT = 'TABLE_EXPORT'

/**
 * A CSV file is for machines as well: decimals have a point and no grouping, whatever the delimiter
 * and the locale. In a file of one column a NULL is an empty line, which some readers skip.
 */
export interface CsvOptions {
  /** Default `,`. */
  delimiter?: ',' | ';' | '\t'
  /** UTF-8 byte-order mark, which Excel needs on double click. Default true. */
  byteOrderMark?: boolean
  /**
   * Prefixes text that a spreadsheet would run as a formula with `'`; also inside a text, where one
   * would begin for a reader that takes another delimiter than the file's. There, `+` and `-` before a
   * blank are left alone: they begin the items of lists. JSON is never touched: none begins like a
   * formula but a negative number, and an apostrophe within would change the value that it stands for.
   * Numbers, dates and booleans can't be formulas. Default true.
   */
  formulaGuard?: boolean
}

export interface XlsxOptions {
  /**
   * A first row with the title, above the header. Default: only where the sheet's name can't show
   * the whole title, since it has more than 31 characters or one of `* ? : \ / [ ] '`.
   */
  titleRow?: boolean
}

export interface PdfOptions {
  /** Default `A4`. */
  paper?: 'A4' | 'LETTER'
  /** `auto` chooses by the table's width. Default `auto`. */
  orientation?: 'auto' | 'portrait' | 'landscape'
}

export interface FormatOptions {
  /**
   * BCP 47 tag, for example `de-DE`: days are written as there, and the file names it as its
   * language. Default: ISO 8601, and English.
   */
  locale?: string
  csv?: CsvOptions
  xlsx?: XlsxOptions
  pdf?: PdfOptions
}

/** A chosen column: its key, or its key with another heading. */
export type ColumnChoice = string | { key: string; heading: string }

export interface SortChoice {
  column: string
  direction: 'ASC' | 'DESC'
}

/** Which rows and columns are wanted: the part of a request that a handler reads. */
export interface RowRequest {
  /** Checked by the handler of the type. `null` and `''` mean absent. */
  filters?: Record<string, unknown>
  /** Keys in the order wanted. Default: the handler's default columns. */
  columns?: ColumnChoice[]
  /** Default: newest change first. Ties are always broken by id. */
  sort?: SortChoice[]
  /** IANA zone in which dates are shown and days are meant. Default: the requester's, else UTC. */
  timeZone?: string
}

/** What the requester asks for, as stored on the job's record (`ExportJob.request`). */
export interface ExportRequest extends RowRequest {
  type: ExportRequestType
  fileType: FileType
  /** Default AUTO: a CSV is put into a ZIP archive when it is large (`EXPORT_ZIP_CSV_BYTES`). */
  compress?: Compress
  /** Shown in the file. Default: the type's own title, for example `Requests for proposal`. */
  title?: string
  options?: FormatOptions
  /** Whether the requester is told by mail when the job ends. Default MAIL, where mail is set up. */
  notify?: Notify
  /**
   * How old the rows of a file may be, in seconds, that answers the request at once: one that was made
   * of an identical request under the same scope. 1 to 604,800. Default: none, the rows are read anew.
   */
  reuseWithin?: number
}

/** `data` of a `TABLE_EXPORT` message: the request and whose job it belongs to. */
export interface TableExportData extends ExportRequest {
  exportId: string
  /** The requester; must be the job's `createdById`. */
  userId: string
  /** Default 1. */
  attempt: number
}
