import { describe, expect, it } from '@jest/globals'
import { nextTimes, type Timing } from './nextTimes.ts'

/** From noon of 26 November 2026, daily at 02:30 UTC unless it says otherwise. */
function next(over: Partial<Timing>, count = 3): string[] {
  const timing: Timing = {
    rule: { kind: 'DAILY', hour: 2, minute: 30 },
    timeZone: 'UTC',
    startAt: null,
    endAt: null,
    runs: null,
    ...over,
  }
  return nextTimes(timing, new Date('2026-11-26T12:00:00Z'), count).map((at) =>
    at.toISOString().slice(0, 16),
  )
}

describe('next times', () => {
  it('are as many as are asked for', () => {
    expect(next({})).toEqual(['2026-11-27T02:30', '2026-11-28T02:30', '2026-11-29T02:30'])
  })

  it('are no more than the runs that are asked for', () => {
    expect(next({ runs: 2 })).toEqual(['2026-11-27T02:30', '2026-11-28T02:30'])
  })

  it('begin at the start, which is included', () => {
    expect(next({ startAt: new Date('2027-01-01T02:30:00Z') })[0]).toBe('2027-01-01T02:30')
    expect(next({ startAt: new Date('2027-01-01T02:30:01Z') })[0]).toBe('2027-01-02T02:30')
    const cron = { kind: 'CRON', expression: '30 2 * * *' } as const
    expect(next({ rule: cron, startAt: new Date('2027-01-01T02:30:00Z') })[0]).toBe(
      '2027-01-01T02:30',
    )
  })

  it('begin now where the start is over', () => {
    expect(next({ startAt: new Date('2020-01-01T00:00:00Z') })[0]).toBe('2026-11-27T02:30')
  })

  it('stop at the end, which is excluded', () => {
    expect(next({ endAt: new Date('2026-11-28T02:30:00Z') })).toEqual(['2026-11-27T02:30'])
    expect(next({ endAt: new Date('2026-11-28T02:30:01Z') })).toHaveLength(2)
    expect(next({ endAt: new Date('2026-11-26T00:00:00Z') })).toEqual([])
  })

  it('are five of a rule that is due once a month', () => {
    expect(next({ rule: { kind: 'MONTHLY', day: 'LAST', hour: 6, minute: 0 } }, 5)).toEqual([
      '2026-11-30T06:00',
      '2026-12-31T06:00',
      '2027-01-31T06:00',
      '2027-02-28T06:00',
      '2027-03-31T06:00',
    ])
  })
})
