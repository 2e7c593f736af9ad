import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import { BreakFinder, wordStartsOf } from './breakRules.ts'
import { LineBreaker } from './lineBreaker.ts'

/** Breaks a text in which every UTF-16 unit has an advance of 1. */
function breakText(text: string, limit: number) {
  const breaker = new LineBreaker(limit)
  const finder = new BreakFinder(wordStartsOf(text))
  for (let at = 0; at < text.length; at += 1) {
    breaker.add(1, finder.next(text.charCodeAt(at), at))
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

  it.each([
    ['a well-known fact', 7, ['a ', 'well-', 'known ', 'fact']],
    ['a well-known fact', 10, ['a ', 'well-known ', 'fact']],
    ['https://example.com/a/b', 12, ['https://', 'example.com/', 'a/b']],
    ['2026–2027/2028', 10, ['2026–2027/', '2028']],
    ['2026-11-25', 6, ['2026-', '11-25']],
    ['from 2026-11-25 on', 12, ['from ', '2026-11-25 ', 'on']],
    ['above -12345', 9, ['above ', '-12345']],
    ['-12345', 3, ['-12', '345']],
    ['1,234,567.89', 8, ['1,234,', '567.89']],
    ['key=value', 5, ['key=', 'value']],
  ])('parts a word that is too long where it parts "%s" at %i into %j', (text, limit, lines) => {
    expect(breakText(text, limit).map((line) => line.text)).toEqual(lines)
  })

  it.each([
    ['日本語の文章', 4, ['日本語の', '文章']],
    ['日本語。文章', 3, ['日本', '語。文', '章']],
    ['日本「文章」', 3, ['日本', '「文', '章」']],
    ['東京tokyo', 4, ['東京', 'toky', 'o']],
    ['カード', 2, ['カー', 'ド']],
    ['ภาษาไทยง่าย', 8, ['ภาษาไทย', 'ง่าย']],
    ['안녕하세요 세계', 6, ['안녕하세요 ', '세계']],
  ])('follows the custom of the script in "%s" at %i: %j', (text, limit, lines) => {
    expect(breakText(text, limit).map((line) => line.text)).toEqual(lines)
  })

  it('does not break at a no-break space or hyphen', () => {
    const text = 'to 5\u00A0km\u2011long'
    expect(breakText(text, 8).map((line) => line.text)).toEqual(['to ', '5\u00A0km\u2011lon', 'g'])
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

  it('loses nothing and draws nothing twice, whatever the signs', () => {
    const texts = array(constantFrom('a', '1', ' ', '-', '/', '日', '。', '「', 'ไ'), {
      maxLength: 60,
    })
    assert(
      property(texts, integer({ min: 1, max: 12 }), (signs, limit) => {
        const text = signs.join('')
        const lines = breakText(text, limit)
        const drawn = lines.map((line) => line.text).join('')
        expect(drawn.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const { advance } of lines) expect(advance).toBeLessThanOrEqual(limit)
      }),
    )
  })
})
