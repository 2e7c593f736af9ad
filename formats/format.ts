/**
 * What a file type is to the rest of the system: media type, extension, limit of rows, and either
 * slices that render independently of each other, or a sequential rendering.
 */
import type { ExportColumn, FileType, FormatOptions } from '../contract/index.ts'
import type { RowBlock } from '../contract/rows/index.ts'

/** Everything about a file but its rows. Plain data, so that it can be sent to another thread. */
export interface TableDocument {
  exportId: string
  /** Shown in the title row, the running header and the file's properties. */
  title: string
  columns: ExportColumn[]
  /** Widest cell of each column among the first rows, heading excluded, in Latin letters; ≤ 200. */
  widths: number[]
  /** Data rows of the whole file. */
  rows: number
  /** Data rows of each block, in order. */
  blockRows: number[]
  /** IANA zone in which date-times are shown. */
  timeZone: string
  /** When the rows were read, in milliseconds since 1970: the only time that a file may contain. */
  snapshotAt: number
  options: FormatOptions
}

/** What limits look at: known, or estimated, before the file begins. */
export type TableShape = Pick<TableDocument, 'columns' | 'widths' | 'rows' | 'options'>

/** Rows of one block that go to one sheet at a known place. */
export interface Slice {
  /** Index of the block. */
  block: number
  /** First row of the block that belongs to the slice. */
  from: number
  /** Row of the block after the last one that belongs to the slice. */
  to: number
  /** Index of the sheet, from 0. Always 0 for a file type without sheets. */
  sheet: number
  /** Data rows of the sheet that come before this slice. */
  sheetRow: number
}

/** Counts by kind: `cellsCut`, `missingGlyphs`, `valuesLeftOut`. Kinds that did not occur are absent. */
export type Warnings = Partial<Record<WarningKind, number>>
export const WarningKind = {
  /** Cells cut because the file type can't hold longer ones. */
  CELLS_CUT: 'cellsCut',
  /** Signs that no font has, shown as U+FFFD. */
  MISSING_GLYPHS: 'missingGlyphs',
  /** Values left empty because the file type can't hold them: NaN, and infinite numbers and times. */
  VALUES_LEFT_OUT: 'valuesLeftOut',
} as const
export type WarningKind = (typeof WarningKind)[keyof typeof WarningKind]

/** A rendered slice. */
export interface Fragment {
  /** Index of the sheet, as in the slice. */
  sheet: number
  bytes: Uint8Array
  /** Bytes before compression, where the format compresses; else the length of `bytes`. */
  rawBytes: number
  /** CRC-32 of the bytes before compression; 0 where the format needs none. */
  crc32: number
  warnings: Warnings
}

interface FormatBase {
  fileType: FileType
  /** Media type of the file as it is stored. */
  mediaType: string
  /** Without the dot. */
  extension: string
  /** Set where the file lies in a ZIP archive of its own, as `zippedFormat` makes it. */
  isZipped?: true
  /** Most data rows that a file may hold; undefined where there is no limit. */
  maxRows?: number
  /**
   * Looks at what is known before any row is rendered.
   * @throws ExportFailure when the file type can't hold such a table in a way that its reader can use.
   */
  check?(shape: TableShape): void
}

/** A format whose slices render in any order, on any thread. */
export interface SlicedFormat extends FormatBase {
  kind: 'sliced'
  /** Cuts the blocks into slices, in the order in which `join` wants their fragments. */
  plan(document: TableDocument): Slice[]
  /** Renders one slice. Depends on nothing but its arguments. */
  renderSlice(document: TableDocument, slice: Slice, block: RowBlock): Fragment
  /**
   * Joins the fragments, which come in the order of the plan, to the file. Throws before the file's
   * end when they are not as many as planned, so that a file with rows missing is never whole.
   */
  join(document: TableDocument, fragments: AsyncIterable<Fragment>): AsyncIterable<Uint8Array>
}

/** A format whose pages depend on what came before. */
export interface SequentialFormat extends FormatBase {
  kind: 'sequential'
  /** Renders the file. `warn` is called with counts as they arise. */
  render(
    document: TableDocument,
    blocks: AsyncIterable<RowBlock>,
    warn: (warnings: Warnings) => void,
  ): AsyncIterable<Uint8Array>
}

export type Format = SlicedFormat | SequentialFormat
