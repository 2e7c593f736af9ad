import { describe, expect, it } from '@jest/globals'
import { isCronExpression, nextCronTimes } from './cron.ts'

describe('an expression', () => {
  it.each(['0 6 * * *', '*/15 8-17 * * 1-5', '0 0 1,15 JAN-JUN *', '  5   4 * * 0 '])(
    '"%s" is one',
    (expression) => {
      expect(isCronExpression(expression)).toBe(true)
    },
  )

  it.each([
    ['', 'has no field'],
    ['0 6 * *', 'has four fields'],
    ['0 0 6 * * *', 'has a field for seconds'],
    ['@daily', 'is a word'],
    ['60 6 * * *', 'has a minute that no clock shows'],
    ['0 0 30 2 *', 'is never due'],
  ])('"%s" is none, since it %s', (expression) => {
    expect(isCronExpression(expression)).toBe(false)
  })

  it.each(['0 0 L * *', '0 0 15W * *', '0 0 * * 5#2', '0 0 * * 5L', '0 0 ? * *'])(
    '"%s" is none, since Temporal does not read it as others do',
    (expression) => {
      expect(isCronExpression(expression)).toBe(false)
    },
  )
})

describe('the next times', () => {
  const next = (expression: string, after: string, timeZone = 'UTC') =>
    nextCronTimes(expression, timeZone, new Date(after), 3).map((at) => at.toISOString())

  it('are after the instant, not at it', () => {
    expect(next('0 * * * *', '2026-11-26T08:00:00Z')).toEqual([
      '2026-11-26T09:00:00.000Z',
      '2026-11-26T10:00:00.000Z',
      '2026-11-26T11:00:00.000Z',
    ])
  })

  it('are on days that fit both day of month and weekday', () => {
    expect(next('0 0 13 * 5', '2026-11-26T08:00:00Z')).toEqual([
      '2027-08-13T00:00:00.000Z',
      '2028-10-13T00:00:00.000Z',
      '2029-04-13T00:00:00.000Z',
    ])
  })

  it('are by the clocks of the zone', () => {
    expect(next('30 6 * * *', '2026-11-26T08:00:00Z', 'Asia/Kolkata')[0]).toBe(
      '2026-11-27T01:00:00.000Z',
    )
  })

  it('are none of what is no expression', () => {
    expect(next('every day', '2026-11-26T08:00:00Z')).toEqual([])
  })
})
