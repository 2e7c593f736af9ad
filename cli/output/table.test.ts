import { expect, it } from '@jest/globals'
import { table } from './table.ts'
import { bytes, duration } from './words.ts'

it('is as wide as what stands in it, in every script', () => {
  expect(
    table(
      ['title', 'rows'],
      [
        ['契約', '1'],
        ['e\u0301t\u00e9', '22'],
        ['a\u001B[31m', '3'],
      ],
    ),
  ).toEqual(['title   rows', '契約    1', 'e\u0301t\u00e9     22', 'a�[31m  3'])
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [283_260, '283 kB'],
  [999_600, '1.0 MB'],
  [12_345_678_901, '12 GB'],
])('says %d bytes as %s', (value, words) => {
  expect(bytes(value)).toBe(words)
})

it.each([
  [9, '9 s'],
  [99, '99 s'],
  [150, '3 min'],
  [7_200, '2 h'],
])('says %d seconds as %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})
