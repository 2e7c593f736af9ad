/** How late a firing may be after an outage of Temporal. */
import { assertNever, type ScheduleRule } from '../contract/index.ts'
import { nextCronTimes } from './cron.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MONTH_MS = 31 * DAY_MS

/**
 * In milliseconds. One firing is enough, as it makes all that is due: the last one of the rule,
 * therefore, and not each minute of a cron rule. A month at most, and of a cron rule a minute at least.
 */
export function catchUpOf(rule: ScheduleRule, timeZone: string, now: Date): number {
  switch (rule.kind) {
    case 'DAILY':
      return DAY_MS
    case 'WEEKLY':
      return 7 * DAY_MS
    case 'MONTHLY':
      return MONTH_MS
    case 'CRON': {
      const [first, second] = nextCronTimes(rule.expression, timeZone, now, 2)
      const pause = first && second ? second.getTime() - first.getTime() : MONTH_MS
      return Math.min(Math.max(pause, MINUTE_MS), MONTH_MS)
    }
    default:
      return assertNever(rule)
  }
}
