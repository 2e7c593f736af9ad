import { describe, expect, it } from '@jest/globals'
import type { CalendarRule } from '../contract/index.ts'
import { Calendar } from './calendar.ts'
import { dayOf, dayText } from './days.ts'

const NEW_YORK = 'America/New_York'

function calendarOf(rule: CalendarRule, timeZone = 'UTC'): Calendar {
  return new Calendar(rule, timeZone)
}

function daily(hour: number, minute: number): CalendarRule {
  return { kind: 'DAILY', hour, minute }
}

/** `2026-03-08 07:00`, in UTC. */
function dueAt(calendar: Calendar, day: string): string {
  return new Date(calendar.dueAt(dayOf(day))).toISOString().slice(0, 16).replace('T', ' ')
}

function daysDue(calendar: Calendar, after: string, until: string): string[] {
  return calendar.daysDue(Date.parse(after), Date.parse(until)).map(dayText)
}

describe('a time of day', () => {
  it('is due when the clocks of the zone show it', () => {
    const calendar = calendarOf(daily(2, 30), NEW_YORK)
    expect(dueAt(calendar, '2026-03-07')).toBe('2026-03-07 07:30')
    expect(dueAt(calendar, '2026-03-09')).toBe('2026-03-09 06:30')
  })

  it('that clocks skip is due at the skip', () => {
    expect(dueAt(calendarOf(daily(2, 30), NEW_YORK), '2026-03-08')).toBe('2026-03-08 07:00')
  })

  it('that clocks show twice is due the first time', () => {
    expect(dueAt(calendarOf(daily(1, 30), NEW_YORK), '2026-11-01')).toBe('2026-11-01 05:30')
  })

  it('is its own the second time as well, and a second later no longer', () => {
    const calendar = calendarOf(daily(1, 30), NEW_YORK)
    const isOwn = (instant: string) => calendar.isOwnTime(Date.parse(instant))
    expect(isOwn('2026-11-01T05:30:00Z')).toBe(true)
    expect(isOwn('2026-11-01T06:30:00Z')).toBe(true)
    expect(isOwn('2026-11-01T06:30:01Z')).toBe(false)
    expect(isOwn('2026-11-01T07:30:00Z')).toBe(false)
  })
})

describe('days that are due', () => {
  it('are all days of a daily rule, the one due at the end included', () => {
    const calendar = calendarOf(daily(2, 30))
    expect(daysDue(calendar, '2026-02-27T02:30:00Z', '2026-03-02T02:30:00Z')).toEqual([
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ])
  })

  it('are each there once where clocks change', () => {
    for (const [hour, after, until] of [
      [2, '2026-03-07T12:00:00Z', '2026-03-10T12:00:00Z'],
      [1, '2026-10-31T12:00:00Z', '2026-11-03T12:00:00Z'],
    ] as const) {
      expect(daysDue(calendarOf(daily(hour, 30), NEW_YORK), after, until)).toHaveLength(3)
    }
  })

  it('are those of the weekdays, 1 being Monday', () => {
    const calendar = calendarOf({ kind: 'WEEKLY', weekdays: [1, 7], hour: 6, minute: 0 })
    expect(daysDue(calendar, '2026-11-25T00:00:00Z', '2026-12-08T00:00:00Z')).toEqual([
      '2026-11-29',
      '2026-11-30',
      '2026-12-06',
      '2026-12-07',
    ])
  })

  it('are the last days of months, also in February of leap years', () => {
    const calendar = calendarOf({ kind: 'MONTHLY', day: 'LAST', hour: 0, minute: 0 })
    const found = daysDue(calendar, '2028-01-01T00:00:00Z', '2028-05-01T00:00:00Z')
    expect(found).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'])
  })

  it('are the last days of shorter months for a day that these lack', () => {
    const calendar = calendarOf({ kind: 'MONTHLY', day: 30, hour: 0, minute: 0 })
    const found = daysDue(calendar, '2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z')
    expect(found).toEqual(['2026-01-30', '2026-02-28', '2026-03-30'])
  })

  it('are there in a zone that skipped a whole day', () => {
    const calendar = calendarOf(daily(12, 0), 'Pacific/Apia')
    const found = daysDue(calendar, '2011-12-28T00:00:00Z', '2011-12-31T12:00:00Z')
    expect(found).toEqual(['2011-12-28', '2011-12-29', '2011-12-30', '2011-12-31'])
  })
})
