/** Time zones: whether a name is one, and how far it is ahead of UTC. `Intl` has the facts. */

/** Whether it is an IANA name. `Intl` takes offsets such as `+01:00` too, which know no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The requester's zone; one on the record that nobody checked must not fail an export. */
export function zoneOf({ timeZone }: { timeZone: string }): string {
  return isTimeZone(timeZone) ? timeZone : 'UTC'
}

/** What `offsetAt` reads a zone's offsets from; keep it, since it is dear to make. */
export function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
}

/**
 * Local time minus UTC, in milliseconds and exact to the second, at an instant in milliseconds since
 * 1970. Throws a RangeError beyond the instants that `Date` knows.
 */
export function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const formatted = format.format(instant)
  // `GMT`, `GMT+05:30`, and `GMT-04:56:02` before zones were agreed on.
  const found = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatted)
  if (!found) throw new Error(`No offset from UTC in "${formatted}"`)
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = found
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -size : size
}

const DAY_MS = 86_400_000

/**
 * When a zone's clocks first show a local time; where they skip it, the moment of the skip. Both in
 * milliseconds since 1970, the local time as if it were UTC.
 */
export function instantOf(local: number, timeZone: string): number {
  const format = offsetFormat(timeZone)
  // No zone is further than a day from UTC, so these are the offsets before and after.
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
