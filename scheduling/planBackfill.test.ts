import { describe, expect, it } from '@jest/globals'
import type { ScheduleRule } from '../contract/index.ts'
import { dayOf, dayText } from './days.ts'
import { endOfSpan, planBackfill } from './planBackfill.ts'
import type { Window } from './windows.ts'

const SETTLE_MS = 5 * 60_000
const DAILY: ScheduleRule = { kind: 'DAILY', hour: 2, minute: 30 }

interface Asked {
  rule?: ScheduleRule
  timeZone?: string
  from: string
  to: string
  /** `2026-11-05T02:25 2026-11-06T02:25` */
  taken?: string[]
  days?: string[]
  /** Default: all of it is. */
  settledUntil?: string
}

/** `2026-11-05: 2026-11-04T02:25 – 2026-11-05T02:25`, and how many days are there already. */
function planned({
  rule = DAILY,
  timeZone = 'UTC',
  from,
  to,
  taken = [],
  days = [],
  settledUntil = '2099-01-01T00:00',
}: Asked) {
  const { exports, unsettled, alreadyThere } = planBackfill(
    { rule, timeZone },
    { taken: taken.map(windowOf), days: days.map(dayOf) },
    { from: dayOf(from), to: dayOf(to) },
    { settleMs: SETTLE_MS, settledUntil: Date.parse(`${settledUntil}Z`) },
  )
  const windows = exports.map(({ localDay, window }) => {
    const day = localDay === null ? 'none' : dayText(localDay)
    return `${day}: ${minute(window?.start)} – ${minute(window?.end)}`
  })
  const later = unsettled.length === 0 ? {} : { unsettled: unsettled.map(dayText) }
  return { windows, alreadyThere, ...later }
}

function windowOf(text: string): Window {
  const [start = '', end = ''] = text.split(' ').map((at) => `${at}Z`)
  return { start: Date.parse(start), end: Date.parse(end) }
}

function minute(instant: number | null | undefined): string {
  return new Date(instant ?? Number.NaN).toISOString().slice(0, 16)
}

describe('a backfill', () => {
  it('makes a file for each day of the span, both ends included, in windows that touch', () => {
    expect(planned({ from: '2026-11-05', to: '2026-11-07' })).toEqual({
      windows: [
        '2026-11-05: 2026-11-04T02:25 – 2026-11-05T02:25',
        '2026-11-06: 2026-11-05T02:25 – 2026-11-06T02:25',
        '2026-11-07: 2026-11-06T02:25 – 2026-11-07T02:25',
      ],
      alreadyThere: 0,
    })
  })

  it('leaves days alone that have a file, or whose changes other files hold', () => {
    const days = ['2026-11-05']
    const taken = ['2026-11-05T02:25 2026-11-06T02:25']
    expect(planned({ from: '2026-11-05', to: '2026-11-07', days, taken })).toEqual({
      windows: ['2026-11-07: 2026-11-06T02:25 – 2026-11-07T02:25'],
      alreadyThere: 2,
    })
  })

  it('makes what is left around an extra file; the last part is the day’s', () => {
    const taken = ['2026-11-04T12:00 2026-11-04T18:00']
    expect(planned({ from: '2026-11-05', to: '2026-11-05', taken })).toEqual({
      windows: [
        'none: 2026-11-04T02:25 – 2026-11-04T12:00',
        '2026-11-05: 2026-11-04T18:00 – 2026-11-05T02:25',
      ],
      alreadyThere: 0,
    })
  })

  it('makes a window as long as a week for a rule that is due once a week', () => {
    const rule: ScheduleRule = { kind: 'WEEKLY', weekdays: [1], hour: 6, minute: 0 }
    expect(planned({ rule, from: '2026-11-02', to: '2026-11-15' }).windows).toEqual([
      '2026-11-02: 2026-10-26T05:55 – 2026-11-02T05:55',
      '2026-11-09: 2026-11-02T05:55 – 2026-11-09T05:55',
    ])
  })

  it('makes a window as long as the month before for a rule that is due once a month', () => {
    const rule: ScheduleRule = { kind: 'MONTHLY', day: 'LAST', hour: 0, minute: 0 }
    expect(planned({ rule, from: '2026-03-01', to: '2026-03-31' }).windows).toEqual([
      '2026-03-31: 2026-02-27T23:55 – 2026-03-30T23:55',
    ])
  })

  it('fills up a rule without days from midnight to midnight', () => {
    const rule: ScheduleRule = { kind: 'CRON', expression: '*/5 * * * *' }
    const asked = { rule, timeZone: 'Asia/Kolkata', from: '2026-11-05', to: '2026-11-05' }
    expect(planned(asked).windows).toEqual(['none: 2026-11-03T18:25 – 2026-11-04T18:25'])
  })

  it('makes nothing of a span in which no day is due', () => {
    const rule: ScheduleRule = { kind: 'WEEKLY', weekdays: [1], hour: 6, minute: 0 }
    const asked = { rule, from: '2026-11-03', to: '2026-11-08' }
    expect(planned(asked)).toEqual({ windows: [], alreadyThere: 0 })
  })
})

describe('days that are not settled', () => {
  it('get no file, and are told', () => {
    const asked = { from: '2026-11-03', to: '2026-11-05', settledUntil: '2026-11-04T01:00' }
    expect(planned(asked)).toEqual({
      windows: ['2026-11-03: 2026-11-02T02:25 – 2026-11-03T02:25'],
      alreadyThere: 0,
      unsettled: ['2026-11-04', '2026-11-05'],
    })
  })
})

describe('the end of a span', () => {
  it('is when its last day is due', () => {
    const span = { from: dayOf('2026-11-01'), to: dayOf('2026-11-05') }
    expect(minute(endOfSpan({ rule: DAILY, timeZone: 'UTC' }, span))).toBe('2026-11-05T02:30')
  })
})
