/**
 * A row block: up to 2,000 rows or 4 MiB, column by column. Text stays UTF-8 bytes, so that it can
 * be staged and rendered without a string for each cell.
 */
import { assertNever } from '../assertNever.ts'
import { ColumnType } from '../columns.ts'

/** Values of a text, JSON, integer, decimal or money column: exact digits, exact text. */
export interface TextValues {
  kind: 'text'
  /** 1 where the value is NULL, else 0; one byte a row. */
  nulls: Uint8Array
  /** End of each row's text in `bytes`; its start is the end of the row before, or 0. */
  ends: Uint32Array
  /** UTF-8 of all rows, one after the other. A NULL has no bytes. */
  bytes: Uint8Array
}

/** Values of a date-time column. */
export interface InstantValues {
  kind: 'instant'
  nulls: Uint8Array
  /** Milliseconds since 1970-01-01T00:00Z, rounded down; ±Infinity where PostgreSQL says so. */
  values: Float64Array
}

/** Values of a date column: days have no zone. */
export interface DayValues {
  kind: 'day'
  nulls: Uint8Array
  /** Days since 1970-01-01; ±Infinity where PostgreSQL says so. */
  values: Float64Array
}

export interface BooleanValues {
  kind: 'boolean'
  nulls: Uint8Array
  /** 1 for true, 0 for false. */
  values: Uint8Array
}

export type ColumnValues = TextValues | InstantValues | DayValues | BooleanValues

export interface RowBlock {
  /** Rows in the block; every column has as many values. */
  rows: number
  columns: ColumnValues[]
}

/** One value: text, JSON and numbers as strings, instants and days as numbers. */
export type Cell = string | number | boolean | null

/** Which representation a column type has in a block. */
export function valuesKind(type: ColumnType): ColumnValues['kind'] {
  switch (type) {
    case ColumnType.TEXT:
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
    case ColumnType.JSON:
      return 'text'
    case ColumnType.DATE_TIME:
      return 'instant'
    case ColumnType.DATE:
      return 'day'
    case ColumnType.BOOLEAN:
      return 'boolean'
    default:
      return assertNever(type)
  }
}

/**
 * Cells of one column for rows `from` (included) to `to` (excluded). Pure ASCII is decoded once and
 * sliced, which is several times faster than a decode for each cell.
 */
export function cellsOf(column: ColumnValues, from: number, to: number): Cell[] {
  const { nulls } = column
  const cells = new Array<Cell>(to - from)
  if (column.kind === 'text') {
    const start = from === 0 ? 0 : (column.ends[from - 1] ?? 0)
    const end = to === 0 ? 0 : (column.ends[to - 1] ?? 0)
    const bytes = Buffer.from(column.bytes.buffer, column.bytes.byteOffset + start, end - start)
    const text = bytes.toString('utf8')
    // As many UTF-16 units as bytes: every byte is one unit, so byte offsets are text offsets.
    const isAscii = text.length === bytes.length
    let at = 0
    for (let row = from; row < to; row += 1) {
      const next = (column.ends[row] ?? 0) - start
      cells[row - from] =
        nulls[row] === 1 ? null : isAscii ? text.slice(at, next) : bytes.toString('utf8', at, next)
      at = next
    }
    return cells
  }
  for (let row = from; row < to; row += 1) {
    const value = column.values[row] ?? 0
    cells[row - from] = nulls[row] === 1 ? null : column.kind === 'boolean' ? value === 1 : value
  }
  return cells
}
