/** When a day begins in a time zone. */
import { offsetAt, offsetFormat } from '../../contract/index.ts'

const DAY_MS = 86_400_000

/**
 * The first instant of a day in a zone, in milliseconds since 1970. Where the clock shows midnight
 * twice it is the first; where it skips midnight, or the whole day, the moment of the skip.
 *
 * @param day Days since 1970-01-01.
 */
export function startOfDay(day: number, timeZone: string): number {
  const local = day * DAY_MS
  const format = offsetFormat(timeZone)
  // No zone is further than a day from UTC, so these are the offsets before and after midnight.
  const before = offsetAt(format, local - DAY_MS)
  const after = offsetAt(format, local + DAY_MS)
  const candidates = [local - before, local - after].sort((a, b) => a - b)
  for (const instant of candidates) {
    if (instant + offsetAt(format, instant) === local) return instant
  }
  return changeBetween(format, local - after, local - before)
}

/** When the offset changes between two instants that lie on either side of the change. */
function changeBetween(format: Intl.DateTimeFormat, from: number, to: number): number {
  const old = offsetAt(format, from)
  let earlier = from
  let later = to
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2)
    if (offsetAt(format, middle) === old) earlier = middle
    else later = middle
  }
  return later
}
