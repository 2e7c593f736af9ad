import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, integer, property } from 'fast-check'
import { DAY, DateTimeFormatter, formatDay } from './values.ts'

const ZONES = [
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'Africa/Monrovia',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Europe/Amsterdam',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Kiritimati',
]

describe('formatDay', () => {
  it.each([
    [0, '1970-01-01'],
    [20_782, '2026-11-25'],
    [11_016, '2000-02-29'],
    [-25_509, '1900-02-28'],
    [2_932_896, '9999-12-31'],
    [2_932_897, '10000-01-01'],
    [-719_162, '0001-01-01'],
    [-719_163, '0001-12-31 BC'],
    [-735_160, '0044-03-15 BC'],
    [106_751_991, '294247-01-10'],
    [Number.POSITIVE_INFINITY, 'infinity'],
    [Number.NEGATIVE_INFINITY, '-infinity'],
  ])('writes day %p as %p', (day, text) => {
    expect(formatDay(day)).toBe(text)
  })

  it('agrees with Date on every day that ISO 8601 writes with four digits', () => {
    assert(
      property(integer({ min: -719_162, max: 2_932_896 }), (day) => {
        expect(formatDay(day)).toBe(new Date(day * DAY).toISOString().slice(0, 10))
      }),
    )
  })
})

describe('DateTimeFormatter', () => {
  it.each([
    ['Europe/Berlin', '2026-11-25T18:05:09.999Z', '2026-11-25 19:05:09'],
    // The clock change of spring: 01:59:59 is followed by 03:00:00.
    ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08 01:59:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08 03:00:00'],
    // The clock change of autumn: 01:30 comes twice.
    ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01 01:30:00'],
    ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01 01:30:00'],
    // Half an hour of daylight saving.
    ['Australia/Lord_Howe', '2026-04-04T14:59:59Z', '2026-04-05 01:59:59'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05 01:30:00'],
    // Liberia dropped 44 minutes and 30 seconds in the middle of an hour of UTC.
    ['Africa/Monrovia', '1972-01-07T00:44:29Z', '1972-01-06 23:59:59'],
    ['Africa/Monrovia', '1972-01-07T00:44:30Z', '1972-01-07 00:44:30'],
    // Local mean times carry seconds, and London's is less than an hour west.
    ['Europe/Amsterdam', '1800-01-01T00:00:00Z', '1800-01-01 00:17:30'],
    ['Europe/London', '1800-01-01T00:00:00Z', '1799-12-31 23:58:45'],
    ['Pacific/Kiritimati', '9999-12-31T12:00:00Z', '10000-01-01 02:00:00'],
    ['UTC', '-000043-03-15T12:00:00Z', '0044-03-15 12:00:00 BC'],
  ])('shows in %s the instant %s as %s', (zone, instant, text) => {
    expect(new DateTimeFormatter(zone).format(Date.parse(instant))).toBe(text)
  })

  it('drops the seconds when minutes are the smallest unit', () => {
    const formatter = new DateTimeFormatter('UTC', { smallest: 'minute' })
    expect(formatter.format(Date.parse('2026-11-25T19:05:59.999Z'))).toBe('2026-11-25 19:05')
    expect(formatter.format(Date.parse('-000043-03-15T12:00:00Z'))).toBe('0044-03-15 12:00 BC')
  })

  it('writes infinite instants as PostgreSQL does, and instants that Date can not hold', () => {
    const formatter = new DateTimeFormatter('Asia/Kolkata')
    expect(formatter.format(Number.POSITIVE_INFINITY)).toBe('infinity')
    expect(formatter.format(Number.NEGATIVE_INFINITY)).toBe('-infinity')
    expect(formatter.format(106_751_991 * DAY)).toBe('294247-01-10 05:30:00')
  })

  it('agrees with Intl at any instant in any zone, whatever was formatted before', () => {
    const formatters = new Map(ZONES.map((zone) => [zone, new DateTimeFormatter(zone)]))
    const instants = integer({
      min: Date.parse('1700-01-01T00:00Z'),
      max: Date.parse('2200-01-01T00:00Z'),
    })
    assert(
      property(constantFrom(...ZONES), instants, (zone, instant) => {
        expect(formatters.get(zone)?.format(instant)).toBe(intl(zone, instant))
      }),
      { numRuns: 2_000 },
    )
  })
})

function intl(timeZone: string, instant: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return format.format(instant)
}
