import { describe, expect, it } from '@jest/globals'
import { datePatternOf } from './datePattern.ts'
import { DateTimeFormatter, formatDay } from './values.ts'

describe('datePatternOf', () => {
  it.each([
    [undefined, '2026-11-25'],
    ['sv-SE', '2026-11-25'],
    ['de-DE', '25.11.2026'],
    ['en-US', '11/25/2026'],
    ['en-GB', '25/11/2026'],
    ['fr-CA', '2026-11-25'],
    ['nl', '25-11-2026'],
    ['ja-JP', '2026/11/25'],
    ['ko-KR', '2026. 11. 25.'],
    // Other calendars and digits would be read as another day.
    ['th-TH', '25/11/2026'],
    ['fa-IR', '2026/11/25'],
    ['ar-EG', '25/11/2026'],
    ['he-IL', '25.11.2026'],
  ])('has %p write a day as %p', (locale, text) => {
    expect(formatDay(20_782, datePatternOf(locale))).toBe(text)
  })

  it('leaves the clock as it is, with 24 hours', () => {
    const formatter = new DateTimeFormatter('Europe/Berlin', { dates: datePatternOf('en-US') })
    expect(formatter.format(Date.parse('2026-11-25T18:05:09Z'))).toBe('11/25/2026 19:05:09')
  })

  it('keeps years before 1 apart in every locale', () => {
    expect(formatDay(-735_160, datePatternOf('de-DE'))).toBe('15.03.0044 BC')
  })

  it('refuses what is no locale', () => {
    expect(() => datePatternOf('german please')).toThrow(RangeError)
  })
})
