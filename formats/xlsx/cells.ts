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
const DAY_SECONDS = 86_400
/** Excel keeps 15 digits: ten behind the five of a day, which is finer than 10 µs. */
const FRACTION_PRECISION = 1e10
/** Digits behind a serial's day by second of the day, as they came up: to work them out is slow. */
const FRACTIONS = new Array<string | undefined>(DAY_SECONDS)

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
        return serial === undefined
          ? asText(options.formatter.format(cell), row)
          : asValue(serial, row)
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

/**
 * Serial of an instant, undefined where Excel has none. Less than a second is dropped, as other
 * formats do; Excel would round it.
 */
function serialOf(instant: number, formatter: DateTimeFormatter): string | undefined {
  if (!Number.isFinite(instant)) return undefined
  const wallClock = formatter.wallClock(instant)
  const day = Math.floor(wallClock / DAY)
  if (!isDate(day + SERIAL_OF_1970)) return undefined
  return String(day + SERIAL_OF_1970) + fractionOf(Math.floor((wallClock - day * DAY) / 1000))
}

/** `.5` for noon, `''` for midnight. */
function fractionOf(second: number): string {
  return (FRACTIONS[second] ??= String(
    Math.round((second / DAY_SECONDS) * FRACTION_PRECISION) / FRACTION_PRECISION,
  ).slice(1))
}

function isDate(serial: number): boolean {
  return serial >= FIRST_SERIAL && serial <= LAST_SERIAL
}
