/**
 * What dates and date-times look like in every format: `2026-11-25`, `2026-11-25 19:05:09` or as a
 * locale has them, years after 9999 with more digits, years before 1 with ` BC`, and `infinity`, as
 * PostgreSQL writes them. Knows nothing of a file type.
 */
import { assertNever } from '../contract/index.ts'
import { civilDay } from './civilDay.ts'
import { DatePartKind, type DatePattern, datePatternOf, ISO_DATES } from './datePattern.ts'
import { ZoneOffsets } from './zoneOffsets.ts'

/** Milliseconds of a day. */
export const DAY = 86_400_000

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** `2026-11-25` for a day since 1970-01-01; `infinity` and `-infinity` for ±Infinity. */
export function formatDay(day: number, dates: DatePattern = ISO_DATES): string {
  if (!Number.isFinite(day)) return formatInfinity(day)
  const { text, era } = shownDay(day, dates)
  return text + era
}

export interface DateTimeFormat {
  /** Smallest unit shown; smaller ones are dropped, never rounded up. Default `second`. */
  smallest?: 'second' | 'minute'
  /** Default ISO 8601. */
  dates?: DatePattern
}

/** Shows instants in one time zone. Keep it for many values: it remembers the zone's offsets. */
export class DateTimeFormatter {
  readonly #offsets: ZoneOffsets
  readonly #withSeconds: boolean
  /** How it writes days. */
  readonly dates: DatePattern
  #lastDay = Number.NaN
  #lastShown = { text: '', era: '' }

  /** `timeZone` is an IANA name. Throws a RangeError for any other. */
  constructor(timeZone: string, { smallest = 'second', dates = ISO_DATES }: DateTimeFormat = {}) {
    this.#offsets = new ZoneOffsets(timeZone)
    this.#withSeconds = smallest === 'second'
    this.dates = dates
  }

  /** `2026-11-25 19:05:09` or `2026-11-25 19:05` for an instant in milliseconds since 1970. */
  format(instant: number): string {
    if (!Number.isFinite(instant)) return formatInfinity(instant)
    const wallClock = this.wallClock(instant)
    const day = Math.floor(wallClock / DAY)
    if (day !== this.#lastDay) {
      this.#lastDay = day
      this.#lastShown = shownDay(day, this.dates)
    }
    const { text, era } = this.#lastShown
    return `${text} ${this.#timeOfDay(Math.floor((wallClock - day * DAY) / 1000))}${era}`
  }

  /**
   * What the zone's clocks show at a finite instant, as the milliseconds since 1970 at which UTC's
   * clocks show the same.
   */
  wallClock(instant: number): number {
    return instant + this.#offsets.at(instant)
  }

  #timeOfDay(seconds: number): string {
    const minutes = Math.floor(seconds / 60)
    const time = `${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}`
    return this.#withSeconds ? `${time}:${TWO_DIGITS[seconds % 60]}` : time
  }
}

const KEPT_FORMATTERS = 8
const formatters = new Map<string, DateTimeFormatter>()

/**
 * A formatter to the second that is kept from one slice to the next, since looking up offsets costs
 * more than formatting. `locale` as in `datePatternOf`. Keeps the eight that were made last.
 */
export function dateTimeFormatter(timeZone: string, locale?: string): DateTimeFormatter {
  const key = `${timeZone} ${locale ?? ''}`
  const kept = formatters.get(key)
  if (kept) return kept
  const [oldest] = formatters.keys()
  if (oldest !== undefined && formatters.size >= KEPT_FORMATTERS) formatters.delete(oldest)
  const formatter = new DateTimeFormatter(timeZone, { dates: datePatternOf(locale) })
  formatters.set(key, formatter)
  return formatter
}

function formatInfinity(value: number): string {
  return value > 0 ? 'infinity' : '-infinity'
}

function shownDay(daysSince1970: number, dates: DatePattern): { text: string; era: '' | ' BC' } {
  const { year, month, day } = civilDay(daysSince1970)
  // There is no year 0: the year before 1 is 1 BC.
  const shown = String(year > 0 ? year : 1 - year).padStart(4, '0')
  return { text: writeDay(dates, shown, month, day), era: year > 0 ? '' : ' BC' }
}

function writeDay(dates: DatePattern, year: string, month: number, day: number): string {
  let written = ''
  for (const { kind, text } of dates) {
    switch (kind) {
      case DatePartKind.YEAR:
        written += year
        break
      case DatePartKind.MONTH:
        written += TWO_DIGITS[month]
        break
      case DatePartKind.DAY:
        written += TWO_DIGITS[day]
        break
      case DatePartKind.LITERAL:
        written += text
        break
      default:
        assertNever(kind)
    }
  }
  return written
}
