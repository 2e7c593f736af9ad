/** When a schedule is due, in words. */
import {
  assertNever,
  RuleKind,
  type ScheduleRule,
  type TimeOfDay,
} from '../../../contract/index.ts'

/** By the numbers that rules have for them: 1 is Monday. */
const WEEKDAYS = new Map([
  [1, 'Monday'],
  [2, 'Tuesday'],
  [3, 'Wednesday'],
  [4, 'Thursday'],
  [5, 'Friday'],
  [6, 'Saturday'],
  [7, 'Sunday'],
])
const WORKING_DAYS = '1,2,3,4,5'

/** `Every day at 07:00, Europe/Berlin`. */
export function ruleWords(rule: ScheduleRule, timeZone: string): string {
  return `${daysAndTime(rule)}, ${timeZone}`
}

export function weekdayWords(weekday: number): string {
  return WEEKDAYS.get(weekday) ?? String(weekday)
}

export function allWeekdays(): number[] {
  return [...WEEKDAYS.keys()]
}

function daysAndTime(rule: ScheduleRule): string {
  switch (rule.kind) {
    case RuleKind.DAILY:
      return `Every day at ${clock(rule)}`
    case RuleKind.WEEKLY:
      return `${weekdaysWords(rule.weekdays)} at ${clock(rule)}`
    case RuleKind.MONTHLY:
      return `${monthDayWords(rule.day)} at ${clock(rule)}`
    case RuleKind.CRON:
      return `By the cron expression ${rule.expression}`
    default:
      return assertNever(rule)
  }
}

function clock({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function weekdaysWords(weekdays: readonly number[]): string {
  const inOrder = [...new Set(weekdays)].sort((a, b) => a - b)
  if (inOrder.length === WEEKDAYS.size) return 'Every day'
  if (inOrder.join() === WORKING_DAYS) return 'Monday to Friday'
  return `Every ${listed(inOrder.map(weekdayWords))}`
}

function monthDayWords(day: number | 'LAST'): string {
  if (day === 'LAST' || day === 31) return 'On the last day of each month'
  const words = `On day ${day} of each month`
  return day > 28 ? `${words} (the last day of shorter ones)` : words
}

/** `Monday`, `Monday and Friday`, `Monday, Tuesday and Friday`. */
function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
