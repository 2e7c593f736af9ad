/**
 * What a zone's clocks and calendars show, worked out by `Date` and `Intl` alone, so that it can be
 * held against what a format wrote.
 */

const DAY = 86_400_000
/** The calendar repeats after 400 years, which brings any day into the reach of `Date`. */
const CYCLE_DAYS = 146_097
/** A day within the farthest instant that `Date` knows; zones repeat with the calendar. */
const FARTHEST = 8.64e15 - DAY

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-11-25`, `0044-03-15 BC`, `infinity` for a day since 1970-01-01. */
export function shownDay(day: number): string {
  if (!Number.isFinite(day)) return shownInfinity(day)
  const { text, era } = civil(day)
  return text + era
}

/** `2026-11-25 19:05:09`, or without its seconds, for milliseconds since 1970. */
export function shownInstant(
  instant: number,
  timeZone: string,
  smallest: 'second' | 'minute',
): string {
  if (!Number.isFinite(instant)) return shownInfinity(instant)
  const seconds = wallSeconds(instant, timeZone)
  const day = Math.floor(seconds / 86_400)
  const time = new Date((seconds - day * 86_400) * 1000).toISOString()
  const { text, era } = civil(day)
  return `${text} ${time.slice(11, smallest === 'second' ? 19 : 16)}${era}`
}

/** Whole seconds from 1970-01-01 00:00 by the zone's clocks to what they show at a finite instant. */
export function wallSeconds(instant: number, timeZone: string): number {
  let known = instant
  while (known > FARTHEST) known -= CYCLE_DAYS * DAY
  const offset = shownAt(known, timeZone) - Math.floor(known / 1000) * 1000
  return Math.floor((instant + offset) / 1000)
}

function shownAt(instant: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour, minute, second, era } = parts
  const date = new Date(0)
  // There is no year 0: 1 BC is year 0 of `Date`.
  date.setUTCFullYear(
    era === 'BC' ? 1 - Number(year) : Number(year),
    Number(month) - 1,
    Number(day),
  )
  date.setUTCHours(Number(hour), Number(minute), Number(second))
  return date.getTime()
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

function civil(day: number): { text: string; era: string } {
  const cycles = Math.floor(day / CYCLE_DAYS)
  const date = new Date((day - cycles * CYCLE_DAYS) * DAY)
  const year = date.getUTCFullYear() + cycles * 400
  const shown = String(year > 0 ? year : 1 - year).padStart(4, '0')
  return { text: shown + date.toISOString().slice(4, 10), era: year > 0 ? '' : ' BC' }
}

function shownInfinity(value: number): string {
  return value > 0 ? 'infinity' : '-infinity'
}
