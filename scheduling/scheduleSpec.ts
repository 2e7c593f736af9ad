/**
 * A timing as Temporal keeps it. Calendars rather than intervals, since these know no zone. The last day
 * of a month is spelled out, month by month and leap year by leap year: Temporal has no word for it.
 */
import type { CalendarSpec, ScheduleSpec } from '@temporalio/client'
import { assertNever, type MonthDay, ruleWords, type ScheduleRule } from '../contract/index.ts'
import type { TimetableEntry } from './timetable.ts'

const WEEKDAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const
const LONG_MONTHS = ['JANUARY', 'MARCH', 'MAY', 'JULY', 'AUGUST', 'OCTOBER', 'DECEMBER'] as const
const SHORT_MONTHS = ['APRIL', 'JUNE', 'SEPTEMBER', 'NOVEMBER'] as const
/** Years that Temporal's calendars know; 2100 is no leap year. */
const LEAP_YEARS = [{ start: 2000, end: 2096, step: 4 }]
const COMMON_YEARS = [
  { start: 2001, end: 2097, step: 4 },
  { start: 2002, end: 2098, step: 4 },
  { start: 2003, end: 2099, step: 4 },
  2100,
]

export function scheduleSpecOf({
  rule,
  timeZone,
  startAt,
  endAt,
}: Pick<TimetableEntry, 'rule' | 'timeZone' | 'startAt' | 'endAt'>): ScheduleSpec {
  return {
    ...timesOf(rule),
    timezone: timeZone,
    ...(startAt && { startAt }),
    // Temporal includes the end.
    ...(endAt && { endAt: new Date(endAt.getTime() - 1) }),
  }
}

function timesOf(rule: ScheduleRule): Pick<ScheduleSpec, 'calendars' | 'cronExpressions'> {
  if (rule.kind === 'CRON') return { cronExpressions: [rule.expression] }
  const { hour, minute } = rule
  const comment = ruleWords(rule)
  return { calendars: daysOf(rule).map((days) => ({ ...days, hour, minute, comment })) }
}

function daysOf(rule: Exclude<ScheduleRule, { kind: 'CRON' }>): CalendarSpec[] {
  switch (rule.kind) {
    case 'DAILY':
      return [{}]
    case 'WEEKLY':
      return [
        {
          dayOfWeek: rule.weekdays.flatMap((weekday) => WEEKDAYS[weekday - 1] ?? []),
        },
      ]
    case 'MONTHLY':
      return monthly(rule.day)
    default:
      return assertNever(rule)
  }
}

function monthly(day: MonthDay): CalendarSpec[] {
  const wanted = day === 'LAST' ? 31 : day
  if (wanted <= 28) return [{ dayOfMonth: wanted }]
  return [
    { month: [...LONG_MONTHS], dayOfMonth: wanted },
    { month: [...SHORT_MONTHS], dayOfMonth: Math.min(wanted, 30) },
    { month: 'FEBRUARY', dayOfMonth: 29, year: LEAP_YEARS },
    { month: 'FEBRUARY', dayOfMonth: 28, year: COMMON_YEARS },
  ]
}
