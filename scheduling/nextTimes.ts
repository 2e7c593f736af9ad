/** When a timing would be due: before Temporal keeps it, and while Temporal is out of reach. */
import type { ScheduleRule } from '../contract/index.ts'
import { Calendar } from './calendar.ts'
import { nextCronTimes } from './cron.ts'

export interface Timing {
  rule: ScheduleRule
  timeZone: string
  startAt: Date | null
  endAt: Date | null
  runs: number | null
}

const DAY_MS = 86_400_000
const LOOK_AHEAD_DAYS = 200

/** The next times after `now`, `count` at most. */
export function nextTimes(timing: Timing, now: Date, count: number): Date[] {
  const { rule, timeZone, startAt, endAt, runs } = timing
  // What is due at the start itself is due.
  const after = Math.max(now.getTime(), (startAt?.getTime() ?? 0) - 1)
  const most = Math.min(count, runs ?? count)
  const times =
    rule.kind === 'CRON'
      ? nextCronTimes(rule.expression, timeZone, new Date(after), most)
      : calendarTimes(new Calendar(rule, timeZone), after)
  return times.filter((at) => !endAt || at < endAt).slice(0, most)
}

function calendarTimes(calendar: Calendar, after: number): Date[] {
  return calendar
    .daysDue(after, after + LOOK_AHEAD_DAYS * DAY_MS)
    .map((day) => new Date(calendar.dueAt(day)))
}
