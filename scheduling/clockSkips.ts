/**
 * When a rule is due though no clock shows its time, since clocks skip it. Temporal would leave such a
 * day out: what is due once a week or a month would come that much later. Milliseconds since 1970.
 */
import { offsetAt, offsetFormat } from '../contract/index.ts'
import type { Calendar } from './calendar.ts'

/** No zone moves its clocks forward and back again within one. */
const WEEK_MS = 7 * 86_400_000

/** Instants after `from` and until `until`, or a few days more, in order. */
export function clockSkips(
  calendar: Calendar,
  timeZone: string,
  { from, until }: { from: number; until: number },
): number[] {
  const format = offsetFormat(timeZone)
  const skips: number[] = []
  for (let at = from; at < until; at += WEEK_MS) {
    if (offsetAt(format, at + WEEK_MS) <= offsetAt(format, at)) continue
    const due = calendar.daysDue(at, at + WEEK_MS).map((day) => calendar.dueAt(day))
    skips.push(...due.filter((instant) => !calendar.isOwnTime(instant)))
  }
  return skips
}
