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

const PLACEHOLDERS: Record<DatePartKind, string> = {
  [DatePartKind.YEAR]: '0000',
  [DatePartKind.MONTH]: '00',
  [DatePartKind.DAY]: '00',
  [DatePartKind.LITERAL]: '',
}

/** A text whose digits are filled in: days of the years 1 to 9999 have as many bytes each. */
class Template {
  readonly bytes: Uint8Array
  readonly #yearAt: number
  readonly #monthAt: number
  readonly #dayAt: number
  #day = Number.NaN

  /** `rest` follows the day. */
  constructor(dates: DatePattern, rest: string) {
    const text = dates.map(({ kind, text: literal }) => literal + PLACEHOLDERS[kind])
    const placeOf = (wanted: DatePartKind) => {
      const index = dates.findIndex(({ kind }) => kind === wanted)
      return Buffer.byteLength(text.slice(0, index).join(''))
    }
    this.bytes = Buffer.from(text.join('') + rest)
    this.#yearAt = placeOf(DatePartKind.YEAR)
    this.#monthAt = placeOf(DatePartKind.MONTH)
    this.#dayAt = placeOf(DatePartKind.DAY)
  }

  /** Fills in a day since 1970. The next is often the same: rows are in the order of their dates. */
  setDay(daysSince1970: number): void {
    if (daysSince1970 === this.#day) return
    this.#day = daysSince1970
    const { year, month, day } = civilDay(daysSince1970)
    const century = (year / 100) | 0
    const { bytes } = this
    setTwoDigits(bytes, this.#yearAt, century)
    setTwoDigits(bytes, this.#yearAt + 2, year - century * 100)
    setTwoDigits(bytes, this.#monthAt, month)
    setTwoDigits(bytes, this.#dayAt, day)
  }
}

/** Writes days in one pattern. */
export class DayWriter {
  readonly #dates: DatePattern
  readonly #template: Template

  constructor(dates: DatePattern) {
    this.#dates = dates
    this.#template = new Template(dates, '')
  }

  /** A day since 1970-01-01, as `formatDay` has it. */
  write(writer: ByteWriter, daysSince1970: number): void {
    if (daysSince1970 >= FIRST_DAY && daysSince1970 <= LAST_DAY) {
      const { bytes } = this.#template
      this.#template.setDay(daysSince1970)
      writer.copy(bytes, 0, bytes.length)
    } else {
      writer.utf8(formatDay(daysSince1970, this.#dates))
    }
  }
}

/** Writes instants in one time zone, to the second. */
export class DateTimeWriter {
  readonly #formatter: DateTimeFormatter
  readonly #template: Template

  constructor(formatter: DateTimeFormatter) {
    this.#formatter = formatter
    this.#template = new Template(formatter.dates, ' 00:00:00')
  }

  /** An instant in milliseconds since 1970, as the formatter has it. */
  write(writer: ByteWriter, instant: number): void {
    if (instant >= FIRST_INSTANT && instant <= LAST_INSTANT) {
      const { bytes } = this.#template
      this.#set(this.#formatter.wallClock(instant))
      writer.copy(bytes, 0, bytes.length)
    } else {
      writer.utf8(this.#formatter.format(instant))
    }
  }

  #set(wallClock: number): void {
    const day = Math.floor(wallClock / DAY)
    this.#template.setDay(day)
    const milliseconds = (wallClock - day * DAY) | 0
    const seconds = (milliseconds / 1000) | 0
    const minutes = (seconds / 60) | 0
    const hours = (minutes / 60) | 0
    const { bytes } = this.#template
    setTwoDigits(bytes, bytes.length - 8, hours)
    setTwoDigits(bytes, bytes.length - 5, minutes - hours * 60)
    setTwoDigits(bytes, bytes.length - 2, seconds - minutes * 60)
  }
}

/** Two digits of an integer from 0 to 99. */
function setTwoDigits(bytes: Uint8Array, at: number, number: number): void {
  const tens = (number / 10) | 0
  bytes[at] = ZERO + tens
  bytes[at + 1] = ZERO + number - tens * 10
}
