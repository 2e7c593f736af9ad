import { describe, expect, it, jest } from '@jest/globals'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import Pdfkit from 'pdfkit'
import { FontSet } from './fontSet.ts'
import { OpenFonts } from './openFonts.ts'
import { Typesetter } from './typesetter.ts'

const STYLE = { weight: 'regular', size: 10 } as const
const WIDE = 1_000

/** A typesetter without a file around it, and the calls with which it opens fonts. */
function setUp() {
  const pdf = new Pdfkit({ autoFirstPage: false, font: '' })
  const opened = jest.spyOn(pdf, 'font')
  const fonts = new FontSet(new OpenFonts(pdf), 'regular')
  return { typesetter: new Typesetter({ regular: fonts, bold: fonts }), opened }
}

const { typesetter } = setUp()

/** The parts of a text that stand in lines of their own. */
function broken(text: string, width: number): string[] {
  const lines = typesetter.lines(text, STYLE, width)
  const starts = lines.slice(0, lines.length).map(({ offset }) => offset)
  return starts.map((start, i) => text.slice(start, starts[i + 1]))
}

/** What is drawn for a text of one line, run by run. */
function shown(text: string) {
  const [line] = typesetter.lines(text, STYLE, WIDE).slice(0, 1)
  return line?.runs.map(({ bytes, from, to, ...run }) => ({
    ...run,
    codes: [...bytes.subarray(from, to)],
  }))
}

describe('Typesetter', () => {
  it('opens a font when the first sign asks for it', () => {
    const { typesetter: own, opened } = setUp()
    own.lines('Łódź, Ελλάδα, Москва – 5 € ½', STYLE, WIDE)
    expect(opened).toHaveBeenCalledTimes(1)
    own.lines('שלום \u0007 שלום', STYLE, WIDE)
    expect(opened).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['שלום 5 a', true],
    ['12 مرحبا', true],
    ['a שלום', false],
    ['plain', false],
    ['日本語', false],
  ])('knows whether "%s" runs from right to left: %s', (text, isRightToLeft) => {
    const [line] = typesetter.lines(text, STYLE, WIDE).slice(0, 1)
    expect(line?.isRightToLeft).toBe(isRightToLeft)
  })

  it('sets each paragraph of a text in its own direction', () => {
    const lines = typesetter.lines('שלום\nplain\r\nمرحبا', STYLE, WIDE).slice(0, 3)
    expect(lines.map((line) => line.isRightToLeft)).toEqual([true, false, true])
  })

  it('measures a text as wide as its line', () => {
    for (const text of ['plain', 'مرحبا بالعالم', 'हिन्दी', '日本語 and more', 'e\u0301e\u0301']) {
      const [line] = typesetter.lines(text, STYLE, WIDE).slice(0, 1)
      expect(line?.width).toBeCloseTo(typesetter.widthOf(text, STYLE), 6)
    }
  })

  it('sets a letter and its mark like the letter that Unicode has for both', () => {
    expect(shown('e\u0301')).toEqual(shown('é'))
    expect(shown('é')).toHaveLength(1)
  })

  it('breaks at a tab, and at a space without a width', () => {
    expect(broken('one\ttwo three', 36)).toEqual(['one\t', 'two ', 'three'])
    expect(broken('one\u200Btwo\u200Bthree', 30)).toEqual(['one\u200B', 'two\u200B', 'three'])
  })

  it('breaks Thai between words', () => {
    expect(broken('ภาษาไทยง่าย', 40)).toEqual(['ภาษาไทย', 'ง่าย'])
  })

  it('never parts signs that belong together, and loses none', () => {
    const parts = ['a', 'e\u0301', '👨‍👩‍👧', '👍🏽', 'क्षि', 'ที่', 'ب', 'שׁ', '日', ' ', '-', '𝔸']
    const texts = array(constantFrom(...parts), { minLength: 1, maxLength: 30 })
    assert(
      property(texts, integer({ min: 1, max: 80 }), (signs, width) => {
        const text = signs.join('')
        const ends = new Set(
          Array.from(new Intl.Segmenter('en').segment(text), ({ index }) => index),
        )
        const lines = typesetter.lines(text, STYLE, width)
        for (const { offset } of lines.slice(0, lines.length)) expect(ends).toContain(offset)
        expect(broken(text.trimStart(), width).join('')).toBe(text.trimStart())
      }),
      { numRuns: 60 },
    )
  })

  it('needs no escapes in strings, whatever the signs', () => {
    const own = setUp().typesetter
    const signs = Array.from({ length: 0x500 }, (_, i) => String.fromCodePoint(i)).join('')
    const letters = signs.replaceAll(/\P{L}/gu, '')
    const bytes = own
      .lines(letters, STYLE, 100_000)
      .slice(0, 1)
      .flatMap(({ runs }) => runs.flatMap((run) => [...run.bytes.subarray(run.from, run.to)]))
    const special = Buffer.from('()\\\r')
    expect(bytes.length).toBe(2 * letters.length)
    expect(letters.length).toBeGreaterThan(0x200)
    expect(bytes.filter((byte) => special.includes(byte))).toEqual([])
  })

  it('counts each sign that no font has once, however it is broken', () => {
    const own = setUp().typesetter
    own.lines('ᚠ ᛇ \u0001 ok \uFFFD', STYLE, 20)
    expect(own.missingGlyphs).toBe(3)
  })

  it('ends a text that is too wide for its line in an ellipsis', () => {
    const line = typesetter.line('שלום עולם שלום עולם', STYLE, 50)
    expect(line.width).toBeLessThanOrEqual(50)
    expect(line.width).toBeGreaterThan(35)
    expect(line.isRightToLeft).toBe(true)
  })
})
