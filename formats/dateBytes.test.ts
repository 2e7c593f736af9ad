import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, double, integer, oneof, property } from 'fast-check'
import { ByteWriter } from './byteWriter.ts'
import { DateTimeWriter, DayWriter } from './dateBytes.ts'
import { datePatternOf } from './datePattern.ts'
import { DAY, DateTimeFormatter, formatDay } from './values.ts'

const locales = constantFrom(undefined, 'de-DE', 'en-US', 'ko-KR', 'bg-BG')
const zones = constantFrom('UTC', 'America/St_Johns', 'Pacific/Kiritimati', 'Africa/Monrovia')
const days = oneof(
  integer({ min: -800_000, max: 3_000_000 }),
  constantFrom(-719_163, -719_162, 2_932_896, 2_932_897, 106_751_991),
  constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
)

describe('DayWriter', () => {
  it('writes what formatDay gives, however often the same day comes', () => {
    assert(
      property(days, days, locales, (first, second, locale) => {
        const dates = datePatternOf(locale)
        const writer = new DayWriter(dates)
        const written = textOf((bytes) => {
          for (const day of [first, first, second, first]) writer.write(bytes, day)
        })
        const [one, two] = [formatDay(first, dates), formatDay(second, dates)]
        expect(written).toBe(one + one + two + one)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('DateTimeWriter', () => {
  it('writes what the formatter gives, in any zone', () => {
    const instants = oneof(
      days.map((day) => day * DAY),
      double({ min: -800_000 * DAY, max: 3_000_000 * DAY, noNaN: true }).map(Math.floor),
    )
    assert(
      property(instants, instants, zones, locales, (first, second, zone, locale) => {
        const formatter = new DateTimeFormatter(zone, { dates: datePatternOf(locale) })
        const writer = new DateTimeWriter(formatter)
        const written = textOf((bytes) => {
          for (const instant of [first, second, first]) writer.write(bytes, instant)
        })
        const [one, two] = [formatter.format(first), formatter.format(second)]
        expect(written).toBe(one + two + one)
      }),
      { numRuns: 1_000 },
    )
  })
})

function textOf(write: (writer: ByteWriter) => void): string {
  const writer = new ByteWriter()
  write(writer)
  return Buffer.from(writer.written()).toString('utf8')
}
