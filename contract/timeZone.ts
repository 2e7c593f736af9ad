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
