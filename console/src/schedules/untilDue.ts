/** When something comes of what is due: until then a page that is looked at need not ask. */

/** It takes a moment until a run has begun, and clocks differ. */
const SOON_MS = 3_000
/** For what should be over already, and is not. */
const AGAIN_MS = 5_000
/** What timers hold; who waits longer is asked anew. */
const MOST_MS = 2 ** 31 - 1

/**
 * Milliseconds from `now` until the first of the times, ISO 8601, has just passed; false where there is
 * none. Of one that passed earlier, until it is worth while to look again.
 */
export function untilDue(times: readonly (string | undefined)[], now: number): number | false {
  const dues = times.flatMap((time) => (time === undefined ? [] : [Date.parse(time)]))
  if (dues.length === 0) return false
  const wait = Math.min(...dues) + SOON_MS - now
  return wait > 0 ? Math.min(wait, MOST_MS) : AGAIN_MS
}
