/** Cells of a sheet's XML, by column type. Every text is an inline string, which can't be a formula. */
import { assertNever, ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { DAY, type DateTimeFormatter, formatDay } from '../values.ts'
import { isExactInExcel, isUnlimited } from './numbers.ts'
import { fitText, textElement } from './text.ts'

/** Serial of 1970-01-01. */
const SERIAL_OF_1970 = 25_569
/** Serial of 1900-03-01; before it, Excel counts a 29 February 1900 that never was. */
const FIRST_SERIAL = 61
/** Serial of 9999-12-31. */
const LAST_SERIAL = 2_958_465
const SECOND = 1000
/** Excel keeps 15 digits: ten behind the five of a day, which is finer than 10 µs. */
const SERIAL_PRECISION = 1e10

/** A cell in a row, given as the row's number; `''` where the cell is empty. */
export type CellWriter = (cell: Cell, row: string) => string

export interface CellOptions {
  formatter: DateTimeFormatter
  /** Called for each text that was cut. */
  onCut: () => void
}

/** Letters of a column, from 0: `A` … `Z`, `AA` … `XFD`. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** A text cell. `style` is a style id, 0 for none. */
export function textWriter(column: number, style: number, onCut: () => void): CellWriter {
  const start = `<c r="${columnLetters(column)}`
  const middle = `"${styleAttribute(style)} t="inlineStr"><is>`
  return (cell, row) => {
    if (cell === null) return ''
    const text = String(cell)
    const fitted = fitText(text)
    if (fitted !== text) onCut()
    return `${start}${row}${middle}${textElement(fitted)}</is></c>`
  }
}

/** Writes the cells of a column; what its type can't hold as a value in Excel is written as text. */
export function cellWriter(
  type: ColumnType,
  column: number,
  style: number,
  options: CellOptions,
): CellWriter {
  const asText = textWriter(column, style, options.onCut)
  const asValue = valueWriter(column, style)
  switch (type) {
    case ColumnType.TEXT:
      return asText
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
      return (cell, row) => {
        if (typeof cell !== 'string' || isUnlimited(cell)) return ''
        return isExactInExcel(cell) ? asValue(cell, row) : asText(cell, row)
      }
    case ColumnType.DATE:
      return (cell, row) => {
        if (typeof cell !== 'number') return ''
        const serial = cell + SERIAL_OF_1970
        return isDate(serial) ? asValue(serial, row) : asText(formatDay(cell), row)
      }
    case ColumnType.DATE_TIME:
      return (cell, row) => {
        if (typeof cell !== 'number') return ''
        const serial = serialOf(cell, options.formatter)
        return isDate(serial) ? asValue(serial, row) : asText(options.formatter.format(cell), row)
      }
    case ColumnType.BOOLEAN: {
      const asBoolean = valueWriter(column, style, ' t="b"')
      return (cell, row) => (cell === null ? '' : asBoolean(cell === true ? 1 : 0, row))
    }
    default:
      return assertNever(type)
  }
}

function valueWriter(
  column: number,
  style: number,
  cellType = '',
): (value: string | number, row: string) => string {
  const start = `<c r="${columnLetters(column)}`
  const middle = `"${styleAttribute(style)}${cellType}><v>`
  return (value, row) => `${start}${row}${middle}${value}</v></c>`
}

function styleAttribute(style: number): string {
  return style === 0 ? '' : ` s="${style}"`
}

/** Excel rounds what it shows, the other formats drop: so less than a second must not get there. */
function serialOf(instant: number, formatter: DateTimeFormatter): number {
  if (!Number.isFinite(instant)) return instant
  const seconds = Math.floor(formatter.wallClock(instant) / SECOND)
  const serial = (seconds * SECOND) / DAY + SERIAL_OF_1970
  return Math.round(serial * SERIAL_PRECISION) / SERIAL_PRECISION
}

function isDate(serial: number): boolean {
  return serial >= FIRST_SERIAL && serial < LAST_SERIAL + 1
}
