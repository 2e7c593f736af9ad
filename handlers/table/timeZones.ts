/** When a day begins in a time zone. */
import { instantOf } from '../../contract/index.ts'

const DAY_MS = 86_400_000

/**
 * The first instant of a day in a zone, in milliseconds since 1970. Where the clock shows midnight
 * twice it is the first; where it skips midnight, or the whole day, the moment of the skip.
 *
 * @param day Days since 1970-01-01.
 */
export function startOfDay(day: number, timeZone: string): number {
  return instantOf(day * DAY_MS, timeZone)
}
