/**
 * Cells of days and date-times: serials, which are days since 1899-12-30 with the time of day as a
 * fraction. What Excel has no serial for is text; infinite times are left out.
 */
import type { DayValues, InstantValues } from '../../contract/rows/index.ts'
import type { ByteWriter } from '../byteWriter.ts'
import { datePatternOf } from '../datePattern.ts'
import { DAY, dateTimeFormatter, formatDay } from '../values.ts'
import type { CellWriter, ColumnPlace } from './cellWriter.ts'
import { CellKind, cellForm, putDigits } from './sheetWriter.ts'
import { textElement } from './text.ts'

/** Serial of 1970-01-01. */
const SERIAL_OF_1970 = 25_569
/** Serial of 1900-03-01; before it, Excel counts a 29 February 1900 that never was. */
const FIRST_SERIAL = 61
/** Serial of 9999-12-31. */
const LAST_SERIAL = 2_958_465
const DAY_SECONDS = 86_400
/**
 * Excel keeps 15 digits: ten behind the five of a day, which is finer than 10 µs. They are made in
 * two halves, since arithmetic with whole numbers is fast up to 32 bits.
 */
const HALF_DIGITS = 5
const HALF_UNITS = 10 ** HALF_DIGITS
const POINT = 0x2e
const ZERO = 0x30

interface Clock {
  /** Milliseconds since 1970 at which UTC's clocks show what the cell shows. */
  at(value: number): number
  asText(value: number): string
}

/** `locale` as in `datePatternOf`. */
export function dayCells(values: DayValues, place: ColumnPlace, locale?: string): CellWriter {
  const dates = datePatternOf(locale)
  return timeCells(values, place, {
    at: (day) => day * DAY,
    asText: (day) => formatDay(day, dates),
  })
}

/** Less than a second is dropped, as other formats do; Excel would round it. */
export function instantCells(
  values: InstantValues,
  place: ColumnPlace,
  timeZone: string,
  locale?: string,
): CellWriter {
  const formatter = dateTimeFormatter(timeZone, locale)
  return timeCells(values, place, {
    at: (instant) => formatter.wallClock(instant),
    asText: (instant) => formatter.format(instant),
  })
}

function timeCells(
  { nulls, values }: DayValues | InstantValues,
  { sheet, column, styles, losses }: ColumnPlace,
  clock: Clock,
): CellWriter {
  const form = cellForm(column, CellKind.NUMBER, styles)
  const textForm = cellForm(column, CellKind.TEXT, styles)
  return (row) => {
    if (nulls[row] === 1) return
    const value = values[row] ?? 0
    if (!Number.isFinite(value)) {
      losses.valuesLeftOut += 1
      return
    }
    const shown = clock.at(value)
    const day = Math.floor(shown / DAY)
    const serial = day + SERIAL_OF_1970
    if (serial < FIRST_SERIAL || serial > LAST_SERIAL) {
      sheet.startCell(textForm)
      sheet.out.utf8(textElement(clock.asText(value)))
      sheet.endCell(textForm)
      return
    }
    sheet.startCell(form)
    sheet.integer(serial)
    writeFraction(sheet.out, Math.floor((shown - day * DAY) / 1000))
    sheet.endCell(form)
  }
}

/** `.5` for noon, nothing for midnight. */
function writeFraction(out: ByteWriter, second: number): void {
  if (second === 0) return
  out.reserve(1 + 2 * HALF_DIGITS)
  const units = Math.round((second * HALF_UNITS * HALF_UNITS) / DAY_SECONDS)
  const first = Math.floor(units / HALF_UNITS)
  out.bytes[out.length] = POINT
  const half = putDigits(first, out.bytes, out.length + 1, HALF_DIGITS)
  let end = putDigits(units - first * HALF_UNITS, out.bytes, half, HALF_DIGITS)
  while (out.bytes[end - 1] === ZERO) end -= 1
  out.length = end
}
