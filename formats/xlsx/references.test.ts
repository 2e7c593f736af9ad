import { describe, expect, it } from '@jest/globals'
import { columnLetters, rangeOf } from './references.ts'

describe('columnLetters', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('calls column %p %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters)
  })
})

describe('rangeOf', () => {
  it('reaches from the first cell to the last one', () => {
    expect(rangeOf(1, 1)).toBe('A1:A1')
    expect(rangeOf(28, 1_048_576)).toBe('A1:AB1048576')
  })
})
