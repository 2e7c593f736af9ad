import { describe, expect, test } from '@jest/globals'
import { assert, constantFrom, integer, property } from 'fast-check'
import { dayFromText } from '../reading/postgresText.ts'
import { startOfDay } from './timeZones.ts'

function startOf(day: string, timeZone: string): string {
  return new Date(startOfDay(dayFromText(day), timeZone)).toISOString()
}

describe('startOfDay', () => {
  test.each([
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['2026-03-29', 'UTC', '2026-03-29T00:00:00.000Z'],
    ['2026-07-14', 'Asia/Kolkata', '2026-07-13T18:30:00.000Z'],
  ])('finds midnight of %s in %s', (day, zone, instant) => {
    expect(startOf(day, zone)).toBe(instant)
  })

  test('is the moment of the change where the clock skips midnight', () => {
    expect(startOf('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
  })

  test('is the first midnight where the clock shows it twice', () => {
    expect(startOf('2025-11-02', 'America/Havana')).toBe('2025-11-02T04:00:00.000Z')
  })

  test('gives a day that a zone has skipped no length', () => {
    expect(startOf('2011-12-30', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
    expect(startOf('2011-12-31', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
  })

  test('reads offsets with seconds, from before zones were agreed on', () => {
    expect(startOf('1880-01-01', 'America/New_York')).toBe('1880-01-01T04:56:02.000Z')
  })

  test('never goes back from one day to the next', () => {
    const zones = constantFrom('America/Havana', 'America/St_Johns', 'Africa/Cairo', 'Asia/Beirut')
    assert(
      property(integer({ min: -30_000, max: 25_000 }), zones, (day, zone) => {
        expect(startOfDay(day + 1, zone)).toBeGreaterThanOrEqual(startOfDay(day, zone))
      }),
      { numRuns: 300 },
    )
  })
})
