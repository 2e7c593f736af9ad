/**
 * How far a time zone is ahead of UTC at an instant, exact to the second and cached: by day where
 * the offset holds for the whole day, else by hour.
 * Does not depend on the zone of the process.
 */
import { offsetAt, offsetFormat } from '../contract/index.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Days from 1970 to 2099, whose offsets lie in a table; about 190 kB. */
const TABLE_DAYS = 47_482
/** In place of an offset: the day has not been looked up. */
const UNKNOWN = 0x7fff_ffff
/** In place of an offset: it changes within the day. */
const CHANGES = 0x7fff_fffe
/** Farthest instant that `Intl` knows; PostgreSQL's reach farther. */
const FARTHEST = 8.64e15
/** After 400 years days, weekdays and thereby the rules of summer time are the same again. */
const CYCLE = 146_097 * DAY
/** Hours kept; about 4 MB. Instants all over the centuries must not fill the memory. */
const CACHED_HOURS = 65_536

/** Offsets of one hour, in milliseconds: `before`, and from `change` on `after`. */
interface HourOffsets {
  before: number
  after: number
  /** Infinity where the offset holds for the whole hour. */
  change: number
}

export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat
  readonly #days = new Int32Array(TABLE_DAYS).fill(UNKNOWN)
  readonly #hours = new Map<number, HourOffsets>()
  #lastHour = Number.NaN
  #last: HourOffsets = { before: 0, after: 0, change: Number.POSITIVE_INFINITY }

  /** `timeZone` is an IANA name. Throws a RangeError for any other. */
  constructor(timeZone: string) {
    this.#format = offsetFormat(timeZone)
  }

  /** Milliseconds to add to a finite instant, in milliseconds since 1970, to get local time. */
  at(instant: number): number {
    const day = Math.floor(instant / DAY)
    const offset = day >= 0 && day < TABLE_DAYS ? this.#dayOffset(day) : CHANGES
    return offset === CHANGES ? this.#atHour(instant) : offset
  }

  /** No zone has ever changed twice within three days, so both ends tell whether the offset holds. */
  #dayOffset(day: number): number {
    const known = this.#days[day] ?? UNKNOWN
    if (known !== UNKNOWN) return known
    const offset = this.#offset(day * DAY)
    const found = offset === this.#offset((day + 1) * DAY) ? offset : CHANGES
    this.#days[day] = found
    return found
  }

  #atHour(instant: number): number {
    const hour = Math.floor(instant / HOUR)
    if (hour !== this.#lastHour) {
      this.#last = this.#hourOffsets(hour)
      this.#lastHour = hour
    }
    return instant < this.#last.change ? this.#last.before : this.#last.after
  }

  #hourOffsets(hour: number): HourOffsets {
    const known = this.#hours.get(hour)
    if (known) return known
    if (this.#hours.size >= CACHED_HOURS) this.#hours.clear()
    const offsets = this.#lookUp(hour * HOUR)
    this.#hours.set(hour, offsets)
    return offsets
  }

  /** Both ends tell whether a change is inside. */
  #lookUp(start: number): HourOffsets {
    const before = this.#offset(start)
    const after = this.#offset(start + HOUR)
    if (before === after) return { before, after, change: Number.POSITIVE_INFINITY }
    let low = start
    let high = start + HOUR
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#offset(middle) === before) low = middle
      else high = middle
    }
    return { before, after, change: high }
  }

  #offset(instant: number): number {
    const cycles = Math.max(0, Math.ceil((instant - FARTHEST) / CYCLE))
    return offsetAt(this.#format, instant - cycles * CYCLE)
  }
}
