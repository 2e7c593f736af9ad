/** Days of a calendar as numbers, since 1970-01-01, and as text (`2026-03-29`). */
import { offsetAt, offsetFormat } from '../contract/index.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Days since 1970-01-01. @throws RangeError for a text that is no day. */
export function dayOf(text: string): number {
  return Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY_MS)
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Day of the month, and how many days that month has. */
export function monthDayOf(day: number): { date: number; length: number } {
  const at = new Date(day * DAY_MS)
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  return { date: at.getUTCDate(), length }
}

/** What clocks of the zone show at an instant (milliseconds since 1970). */
export function wallClockAt(
  instant: number,
  timeZone: string,
): { day: number; minuteOfDay: number; isWholeMinute: boolean } {
  const local = instant + offsetAt(offsetFormat(timeZone), instant)
  const day = Math.floor(local / DAY_MS)
  const minuteOfDay = Math.floor((local - day * DAY_MS) / MINUTE_MS)
  return { day, minuteOfDay, isWholeMinute: local % MINUTE_MS === 0 }
}
