/** What a schedule's rule means, in words. */
import { assertNever } from './assertNever.ts'
import type { ScheduleRule, TimeOfDay } from './schedules.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** `Every day at 07:00`; the zone is the reader's to add. */
export function ruleWords(rule: ScheduleRule): string {
  switch (rule.kind) {
    case 'DAILY':
      return `Every day at ${clockOf(rule)}`
    case 'WEEKLY': {
      const days = rule.weekdays.toSorted((a, b) => a - b).map((day) => WEEKDAYS[day - 1] ?? '')
      return `Every ${listed(days)} at ${clockOf(rule)}`
    }
    case 'MONTHLY':
      return `On ${monthDay(rule.day)} of each month at ${clockOf(rule)}`
    case 'CRON':
      return `By the cron expression ${rule.expression}`
    default:
      return assertNever(rule)
  }
}

function clockOf({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function monthDay(day: number | 'LAST'): string {
  if (day === 'LAST' || day === 31) return 'the last day'
  return day > 28 ? `day ${day} (or the last day)` : `day ${day}`
}
