import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import { LineBreaker } from './lineBreaker.ts'

/** Breaks a text in which every sign has an advance of 1. */
function breakText(text: string, limit: number) {
  const breaker = new LineBreaker(limit)
  for (const sign of text) {
    if (sign === ' ') breaker.space(1)
    else breaker.sign(1)
  }
  breaker.end()
  return breaker.spans.map(({ from, to, advance }) => ({ text: text.slice(from, to), advance }))
}

describe('LineBreaker', () => {
  it.each([
    ['one two three', 7, ['one two ', 'three']],
    ['one two', 3, ['one ', 'two']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['to abcdefgh', 4, ['to ', 'abcd', 'efgh']],
    ['  abcd', 4, ['abcd']],
    ['a  b', 10, ['a  b']],
    ['a   ', 10, ['a']],
    ['', 3, ['']],
  ])('breaks "%s" at %i into %j', (text, limit, lines) => {
    expect(breakText(text, limit).map((line) => line.text)).toEqual(lines)
  })

  it('keeps every word in order and no line longer than the limit', () => {
    const texts = array(constantFrom('a', 'b', ' '), { maxLength: 60 })
    assert(
      property(texts, integer({ min: 1, max: 12 }), (signs, limit) => {
        const text = signs.join('')
        const lines = breakText(text, limit)
        expect(lines.map((line) => line.text.replaceAll(' ', '')).join('')).toBe(
          text.replaceAll(' ', ''),
        )
        for (const { advance } of lines) expect(advance).toBeLessThanOrEqual(limit)
        const isBroken = (word: string) => !lines.some((line) => line.text.includes(word))
        for (const word of text.split(' ').filter(isBroken)) {
          expect(word.length).toBeGreaterThan(limit)
        }
      }),
    )
  })
})
