import { expect, test } from '@jest/globals'
import { momentOf } from './filterValues.ts'

test.each([
  ['2026-03-29T02:00:00.000001+02:00', '2026-03-29T00:00:00.000001Z'],
  ['2026-01-01T00:30-0530', '2026-01-01T06:00:00.000Z'],
  ['0001-01-01T00:00+14:00', '0001-12-31T10:00:00.000Z BC'],
])('reads the instant %s as UTC, to the microsecond', (text, utc) => {
  expect(momentOf(text)).toEqual({ kind: 'instant', text: utc })
})

test('counts a day from 1970', () => {
  expect(momentOf('2024-02-29')).toEqual({ kind: 'day', day: 19_782 })
})

test.each(['0000-12-31', '2023-02-29', '2026-06-31', '2026-3-1', '10000-01-01'])(
  'finds no day in %s',
  (text) => {
    expect(momentOf(text)).toBeUndefined()
  },
)
