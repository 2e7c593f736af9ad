/**
 * Days and date-times written as bytes, for formats that write rows without a string for each cell.
 * They look as `values.ts` has them, which also writes the rare ones: infinite, or outside the years
 * 1 to 9999.
 */
import type { ByteWriter } from './byteWriter.ts'
import { civilDay } from './civilDay.ts'
import { DatePartKind, type DatePattern } from './datePattern.ts'
import { DAY, type DateTimeFormatter, formatDay } from './values.ts'

/** 0001-01-01 and 9999-12-31 in days since 1970. */
const FIRST_DAY = -719_162
const LAST_DAY = 2_932_896
/** Instants whose day is between those in any time zone. */
const FIRST_INSTANT = (FIRST_DAY + 2) * DAY
const LAST_INSTANT = (LAST_DAY - 2) * DAY
const ZERO = 0x30

const encoder = new TextEncoder()

/** In place of digits. */
const PLACEHOLDERS: Record<DatePartKind, string> = {
  [DatePartKind.YEAR]: '\0\0\0\0',
  [DatePartKind.MONTH]: '\0\0',
  [DatePartKind.DAY]: '\0\0',
  [DatePartKind.LITERAL]: '',
}
const TIME = ' \0\0:\0\0:\0\0'
const HOURS_AT = 1
const MINUTES_AT = 4
const SECONDS_AT = 7

/** Where each part of a text stands: days of the years 1 to 9999 have as many bytes each. */
class Layout {
  readonly size: number
  /** Place of what follows the day. */
  readonly restAt: number
  readonly #yearAt: number
  readonly #monthAt: number
  readonly #dayAt: number
  /** Place and byte, in turn, of what is no digit. */
  readonly #literals: Uint8Array
  #lastDay = Number.NaN
  #century = 0
  #year = 0
  #month = 0
  #day = 0

  /** `rest` follows the day, in ASCII. */
  constructor(dates: DatePattern, rest: string) {
    const parts = [...dates.map(({ kind, text }) => text + PLACEHOLDERS[kind]), rest]
    const placeOf = (index: number) => Buffer.byteLength(parts.slice(0, index).join(''))
    const placeOfPart = (wanted: DatePartKind) =>
      placeOf(dates.findIndex(({ kind }) => kind === wanted))
    this.#yearAt = placeOfPart(DatePartKind.YEAR)
    this.#monthAt = placeOfPart(DatePartKind.MONTH)
    this.#dayAt = placeOfPart(DatePartKind.DAY)
    this.restAt = placeOf(dates.length)
    const bytes = encoder.encode(parts.join(''))
    this.size = bytes.length
    this.#literals = Uint8Array.from([...bytes.entries()].filter(([, byte]) => byte !== 0).flat())
  }

  /** Writes all but the digits of the rest to `bytes` at `at`. */
  write(bytes: Uint8Array, at: number, daysSince1970: number): void {
    // Rows are often in the order of a date: the next has the same day.
    if (daysSince1970 !== this.#lastDay) {
      this.#lastDay = daysSince1970
      const { year, month, day } = civilDay(daysSince1970)
      this.#century = (year / 100) | 0
      this.#year = year - this.#century * 100
      this.#month = month
      this.#day = day
    }
    const literals = this.#literals
    for (let i = 0; i < literals.length; i += 2) {
      bytes[at + (literals[i] ?? 0)] = literals[i + 1] ?? 0
    }
    setTwoDigits(bytes, at + this.#yearAt, this.#century)
    setTwoDigits(bytes, at + this.#yearAt + 2, this.#year)
    setTwoDigits(bytes, at + this.#monthAt, this.#month)
    setTwoDigits(bytes, at + this.#dayAt, this.#day)
  }
}

/** Writes days in one pattern. */
export class DayWriter {
  readonly #dates: DatePattern
  readonly #layout: Layout

  constructor(dates: DatePattern) {
    this.#dates = dates
    this.#layout = new Layout(dates, '')
  }

  /** A day since 1970-01-01, as `formatDay` has it. */
  write(writer: ByteWriter, daysSince1970: number): void {
    if (daysSince1970 >= FIRST_DAY && daysSince1970 <= LAST_DAY) {
      const { size } = this.#layout
      writer.reserve(size)
      this.#layout.write(writer.bytes, writer.length, daysSince1970)
      writer.length += size
    } else {
      writer.utf8(formatDay(daysSince1970, this.#dates))
    }
  }
}

/** Writes instants in one time zone, to the second. */
export class DateTimeWriter {
  readonly #formatter: DateTimeFormatter
  readonly #layout: Layout

  constructor(formatter: DateTimeFormatter) {
    this.#formatter = formatter
    this.#layout = new Layout(formatter.dates, TIME)
  }

  /** An instant in milliseconds since 1970, as the formatter has it. */
  write(writer: ByteWriter, instant: number): void {
    if (instant >= FIRST_INSTANT && instant <= LAST_INSTANT) {
      const wallClock = this.#formatter.wallClock(instant)
      const day = Math.floor(wallClock / DAY)
      const layout = this.#layout
      writer.reserve(layout.size)
      const { bytes, length } = writer
      layout.write(bytes, length, day)
      const milliseconds = (wallClock - day * DAY) | 0
      const seconds = (milliseconds / 1000) | 0
      const minutes = (seconds / 60) | 0
      const hours = (minutes / 60) | 0
      const timeAt = length + layout.restAt
      setTwoDigits(bytes, timeAt + HOURS_AT, hours)
      setTwoDigits(bytes, timeAt + MINUTES_AT, minutes - hours * 60)
      setTwoDigits(bytes, timeAt + SECONDS_AT, seconds - minutes * 60)
      writer.length = length + layout.size
    } else {
      writer.utf8(this.#formatter.format(instant))
    }
  }
}

/** Two digits of an integer from 0 to 99. */
function setTwoDigits(bytes: Uint8Array, at: number, number: number): void {
  const tens = (number / 10) | 0
  bytes[at] = ZERO + tens
  bytes[at + 1] = ZERO + number - tens * 10
}
