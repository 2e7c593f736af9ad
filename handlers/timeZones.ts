/** When a day begins in a time zone. */

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, format)
  return format
}

/** Local time minus UTC in milliseconds, at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const name = offsetFormat(timeZone)
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')?.value
  // `GMT`, `GMT+05:30`, and `GMT-04:56:02` before zones were agreed on.
  const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name ?? '')
  if (!match) throw new Error(`The offset of ${timeZone} can't be read.`)
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000
  return sign === '-' ? -offset : offset
}

/**
 * The first instant of a day in a zone, in milliseconds since 1970. Where the clock shows midnight
 * twice it is the first; where it skips midnight, or the whole day, the moment of the skip.
 *
 * @param day Days since 1970-01-01.
 */
export function startOfDay(day: number, timeZone: string): number {
  const local = day * DAY_MS
  // No zone is further than a day from UTC, so these are the offsets before and after midnight.
  const before = offsetAt(local - DAY_MS, timeZone)
  const after = offsetAt(local + DAY_MS, timeZone)
  const candidates = [local - before, local - after].sort((a, b) => a - b)
  for (const instant of candidates) {
    if (instant + offsetAt(instant, timeZone) === local) return instant
  }
  return changeBetween(local - after, local - before, timeZone)
}

/** When the offset changes between two instants that lie on either side of the change. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const old = offsetAt(from, timeZone)
  let earlier = from
  let later = to
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2)
    if (offsetAt(middle, timeZone) === old) earlier = middle
    else later = middle
  }
  return later
}
