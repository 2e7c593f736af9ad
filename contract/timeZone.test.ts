import { expect, it } from '@jest/globals'
import { isTimeZone, offsetAt, offsetFormat } from './index.ts'

it('knows IANA names, and takes neither offsets nor anything else for one', () => {
  expect(['UTC', 'America/New_York', 'Pacific/Kiritimati'].filter(isTimeZone)).toHaveLength(3)
  expect(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin; DROP'].filter(isTimeZone)).toEqual([])
})

it.each([
  ['UTC', '2026-07-01T00:00:00Z', 0],
  ['America/New_York', '2026-03-08T06:59:59Z', -5 * 3600],
  ['America/New_York', '2026-03-08T07:00:00Z', -4 * 3600],
  ['Asia/Kolkata', '2026-01-01T00:00:00Z', 5.5 * 3600],
  ['Africa/Monrovia', '1900-01-01T00:00:00Z', -(43 * 60 + 8)],
])('knows how far %s is from UTC at %s', (timeZone, instant, seconds) => {
  const offset = offsetAt(offsetFormat(timeZone), Date.parse(instant)) / 1000
  expect(offset).toBeCloseTo(seconds, 9)
})
