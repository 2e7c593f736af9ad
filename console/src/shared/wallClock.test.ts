import { describe, expect, it } from '@jest/globals'
import { instantOf, localOf, offsetWords } from './wallClock.ts'

const BERLIN = 'Europe/Berlin'

describe('a time on the wall', () => {
  it('is an instant by the offset of its day', () => {
    expect(instantOf('2026-03-28T07:00', BERLIN)).toBe('2026-03-28T06:00:00.000Z')
    expect(instantOf('2026-03-29T07:00', BERLIN)).toBe('2026-03-29T05:00:00.000Z')
    expect(instantOf('2026-03-29T07:00', 'Asia/Kolkata')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('is the first of the two that a clock shows twice', () => {
    expect(instantOf('2026-10-25T02:30', BERLIN)).toBe('2026-10-25T00:30:00.000Z')
  })

  it('is as long after the change as it is after the hour that a clock leaves out', () => {
    expect(instantOf('2026-03-29T02:30', BERLIN)).toBe('2026-03-29T01:30:00.000Z')
  })

  it('is shown again as it was given, to the second', () => {
    const shown = ['2026-03-29T07:00', '2026-10-25T02:30', '2026-12-31T23:59:59']
    expect(shown.map((local) => localOf(instantOf(local, BERLIN), BERLIN))).toEqual(shown)
  })
})

it('says how far a zone is ahead of UTC', () => {
  const instant = '2026-07-01T00:00:00Z'
  const zones = ['UTC', BERLIN, 'America/New_York', 'Asia/Kolkata']
  expect(zones.map((zone) => offsetWords(instant, zone))).toEqual([
    'UTC',
    'UTC+2',
    'UTC−4',
    'UTC+5:30',
  ])
})
