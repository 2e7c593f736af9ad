/** Times as a clock on the wall of a zone shows them, which is how date fields of browsers hold them. */
import { offsetAt, offsetFormat, zoneOf } from '../../../contract/index.ts'

const DAY_MS = 86_400_000

/**
 * The instant, as ISO 8601 in UTC, of `2026-03-29T07:00` in the zone. Of a time that the clocks show
 * twice it is the first; of one that they leave out, that which is as long after the change.
 */
export function instantOf(local: string, timeZone: string): string {
  const wall = Date.parse(`${local}Z`)
  const format = offsetFormat(zoneOf({ timeZone }))
  const before = wall - offsetAt(format, wall - DAY_MS)
  const after = wall - offsetAt(format, wall + DAY_MS)
  const shown = [before, after].filter((instant) => instant + offsetAt(format, instant) === wall)
  return new Date(shown.length > 0 ? Math.min(...shown) : before).toISOString()
}

/** `2026-03-29T07:00` of the instant in the zone; with seconds where it has some. */
export function localOf(instant: string, timeZone: string): string {
  const at = Date.parse(instant)
  const local = at + offsetAt(offsetFormat(zoneOf({ timeZone })), at)
  return new Date(local).toISOString().slice(0, local % 60_000 === 0 ? 16 : 19)
}

/** How far the zone is ahead of UTC at the instant: `UTC`, `UTC+2`, `UTC−4:30`. */
export function offsetWords(instant: string, timeZone: string): string {
  const offset = offsetAt(offsetFormat(zoneOf({ timeZone })), Date.parse(instant))
  const minutes = Math.abs(offset) / 60_000
  if (minutes === 0) return 'UTC'
  const rest = minutes % 60
  const hours = `${offset < 0 ? '−' : '+'}${Math.floor(minutes / 60)}`
  return rest === 0 ? `UTC${hours}` : `UTC${hours}:${String(rest).padStart(2, '0')}`
}
