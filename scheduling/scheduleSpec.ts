/**
 * A timing as Temporal keeps it. Calendars rather than intervals, since these know no zone. What Temporal
 * has no word for is spelled out: the last day of a month, month by month and leap year by leap year,
 * and the days on which clocks skip the rule's time.
 */
import { type CalendarSpec, MONTHS, type ScheduleSpec } from '@temporalio/client'
import { assertNever, type CalendarRule, type MonthDay, ruleWords } from '../contract/index.ts'
import { Calendar } from './calendar.ts'
import { clockSkips } from './clockSkips.ts'
import { wallClockAt } from './days.ts'
import type { TimetableEntry } from './timetable.ts'

const DAY_MS = 86_400_000
/** For how long Temporal is told of skips; each change of a schedule tells it anew. */
const SKIPS_AHEAD_MS = 20 * 366 * DAY_MS

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

type Timing = Pick<TimetableEntry, 'rule' | 'timeZone' | 'startAt' | 'endAt'>

export function scheduleSpecOf(timing: Timing, now: Date): ScheduleSpec {
  const { timeZone, startAt, endAt } = timing
  return {
    ...timesOf(timing, now),
    timezone: timeZone,
    ...(startAt && { startAt }),
    // Temporal includes the end.
    ...(endAt && { endAt: new Date(endAt.getTime() - 1) }),
  }
}

function timesOf(
  { rule, timeZone }: Timing,
  now: Date,
): Pick<ScheduleSpec, 'calendars' | 'cronExpressions'> {
  if (rule.kind === 'CRON') return { cronExpressions: [rule.expression] }
  const { hour, minute } = rule
  const comment = ruleWords(rule)
  const calendars = daysOf(rule).map((days) => ({ ...days, hour, minute, comment }))
  return { calendars: [...calendars, ...skipsOf(rule, timeZone, now.getTime())] }
}

function skipsOf(rule: CalendarRule, timeZone: string, from: number): CalendarSpec[] {
  const until = from + SKIPS_AHEAD_MS
  const skips = clockSkips(new Calendar(rule, timeZone), timeZone, { from, until })
  return skips.map((instant) => {
    const { day, minuteOfDay } = wallClockAt(instant, timeZone)
    const date = new Date(day * DAY_MS)
    return {
      year: date.getUTCFullYear(),
      month: MONTHS[date.getUTCMonth()] ?? 'JANUARY',
      dayOfMonth: date.getUTCDate(),
      hour: Math.floor(minuteOfDay / 60),
      minute: minuteOfDay % 60,
      comment: `${ruleWords(rule)}, which clocks skip on that day`,
    }
  })
}

function daysOf(rule: CalendarRule): CalendarSpec[] {
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
