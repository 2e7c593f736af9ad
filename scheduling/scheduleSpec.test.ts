import { describe, expect, it } from '@jest/globals'
import type { ScheduleRule } from '../contract/index.ts'
import { scheduleSpecOf } from './scheduleSpec.ts'

const NOW = new Date('2026-11-26T08:00:00Z')

function spec(rule: ScheduleRule, timeZone = 'UTC') {
  return scheduleSpecOf({ rule, timeZone, startAt: null, endAt: null }, NOW)
}

describe('a rule as Temporal is told it', () => {
  it('is a calendar by the clocks of its zone, with the rule in words', () => {
    expect(spec({ kind: 'DAILY', hour: 7, minute: 0 }, 'Asia/Tokyo')).toEqual({
      timezone: 'Asia/Tokyo',
      calendars: [{ hour: 7, minute: 0, comment: 'Every day at 07:00' }],
    })
  })

  it('names weekdays, 1 being Monday', () => {
    const rule: ScheduleRule = { kind: 'WEEKLY', weekdays: [7, 1], hour: 6, minute: 5 }
    expect(spec(rule).calendars).toMatchObject([
      { dayOfWeek: ['SUNDAY', 'MONDAY'], hour: 6, minute: 5 },
    ])
  })

  it('is one calendar for a day that every month has', () => {
    const rule: ScheduleRule = { kind: 'MONTHLY', day: 28, hour: 6, minute: 0 }
    expect(spec(rule).calendars).toMatchObject([{ dayOfMonth: 28, hour: 6, minute: 0 }])
  })

  it('spells out the last days of shorter months', () => {
    const days = (day: number | 'LAST') =>
      spec({ kind: 'MONTHLY', day, hour: 6, minute: 0 }).calendars?.map(
        ({ dayOfMonth }) => dayOfMonth,
      )
    expect(days('LAST')).toEqual([31, 30, 29, 28])
    expect(days(31)).toEqual([31, 30, 29, 28])
    expect(days(30)).toEqual([30, 30, 29, 28])
    expect(days(29)).toEqual([29, 29, 29, 28])
  })

  it('is the expression itself for cron', () => {
    expect(spec({ kind: 'CRON', expression: '*/5 * * * 1-5' })).toEqual({
      timezone: 'UTC',
      cronExpressions: ['*/5 * * * 1-5'],
    })
  })

  it('has its end a millisecond earlier, since Temporal includes it', () => {
    const [startAt, endAt] = [new Date('2027-01-01T00:00:00Z'), new Date('2027-02-01T00:00:00Z')]
    const rule: ScheduleRule = { kind: 'DAILY', hour: 0, minute: 0 }
    expect(scheduleSpecOf({ rule, timeZone: 'UTC', startAt, endAt }, NOW)).toMatchObject({
      startAt,
      endAt: new Date('2027-01-31T23:59:59.999Z'),
    })
  })
})

describe('a time that clocks skip', () => {
  const skipped = (rule: ScheduleRule, timeZone: string) =>
    spec(rule, timeZone).calendars?.filter(
      ({ year }) => year !== undefined && typeof year === 'number',
    )

  it('is due at the skip, on each such day of the next twenty years', () => {
    const found = skipped({ kind: 'DAILY', hour: 2, minute: 30 }, 'America/New_York')
    expect(found).toHaveLength(20)
    expect(found?.[0]).toEqual({
      year: 2027,
      month: 'MARCH',
      dayOfMonth: 14,
      hour: 3,
      minute: 0,
      comment: 'Every day at 02:30, which clocks skip on that day',
    })
    expect(found?.at(-1)).toMatchObject({ year: 2046, month: 'MARCH', dayOfMonth: 11 })
  })

  it('is told of days on which the rule is due alone', () => {
    const mondays: ScheduleRule = { kind: 'WEEKLY', weekdays: [1], hour: 2, minute: 30 }
    expect(skipped(mondays, 'America/New_York')).toEqual([])
    const on28: ScheduleRule = { kind: 'MONTHLY', day: 28, hour: 2, minute: 30 }
    const years = skipped(on28, 'Europe/Berlin')?.map(({ year }) => year)
    expect(years).toEqual([2027, 2032, 2038])
  })

  it('is none at other hours, and in zones whose clocks stay', () => {
    expect(skipped({ kind: 'DAILY', hour: 3, minute: 0 }, 'America/New_York')).toEqual([])
    expect(skipped({ kind: 'DAILY', hour: 1, minute: 59 }, 'America/New_York')).toEqual([])
    expect(skipped({ kind: 'DAILY', hour: 2, minute: 30 }, 'Asia/Kolkata')).toEqual([])
  })
})
