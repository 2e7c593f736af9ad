/**
 * Shapes signs that take their form from one another, by the rules in their font: joined letters,
 * conjuncts, marks in their places, sequences of emoji. Each glyph gets the part of the text that it
 * stands for, so that copied text is the text put in.
 */
import { create, type Font, type Glyph } from 'fontkit'
import { Composites } from './composites.ts'
import { bytesOf, type PlacedGlyph, type Shape, type ShapeGlyph } from './shapes.ts'
import type { Typeface } from './typefaces.ts'

export type Direction = 'ltr' | 'rtl'

/** A part of a word that a line may end behind. */
export interface ShapedPart {
  /** UTF-16 units of the word. */
  length: number
  shape: Shape
}

const SPACE = 0x20
/** Among them is the glyph "null", which old systems wanted. */
const FIRST_GLYPHS = [1, 2, 3]
const MARK = /^\p{M}$/u
/** The circle of the vowel am stands below tone marks, which are written before it. */
const THAI_AM = /([\u0E48-\u0E4B]*)\u0E33/g
/** Fonts want shadda and hamza next to their letter; Unicode's canonical order has vowels first. */
const VOWELS_FIRST = /([\u064B-\u0650\u0652]+)([\u0651\u0654\u0655]+)/g
const JOINERS = /[\u200C\u200D]/g
/** What is tried one after the other: fontkit fails on some marks that the font has no place for. */
const FEATURES: Record<string, boolean>[] = [{}, { mkmk: false }, { mark: false, mkmk: false }]

export class Shaper {
  readonly #typeface: Typeface
  readonly #font: Font
  readonly #composites: Composites
  /** Glyph that draws nothing and has no advance, where the font has one. */
  readonly #empty: number | undefined

  constructor(typeface: Typeface) {
    this.#typeface = typeface
    this.#font = fontForShaping(typeface.data)
    this.#composites = new Composites(this.#font)
    this.#empty = FIRST_GLYPHS.find((id) => isEmpty(this.#font.getGlyph(id)))
  }

  /** Signs that belong together. */
  cluster(text: string, direction: Direction): Shape {
    const glyphs = this.#layout(text.replace(THAI_AM, '\u0E4D$1\u0E32'), direction)
    return this.#shapeOf(spell(text, glyphs), direction)
  }

  /** A word of joined letters from right to left, sign by sign in the order in which it is read. */
  word(text: string): ShapedPart[] {
    const layout = this.#layout(text.replace(VOWELS_FIRST, '$2$1'), 'rtl')
    return signsOf(text, layout).map(({ length, glyphs }) => ({
      length,
      shape: this.#shapeOf(this.#composites.compose(glyphs), 'rtl'),
    }))
  }

  /** Glyphs in the order in which the text is read. */
  #layout(text: string, direction: Direction): PlacedGlyph[] {
    const { glyphs, positions } = layOut(this.#font, text, direction)
    const space = this.#font.glyphForCodePoint(SPACE).id
    const placed = glyphs.flatMap(({ id, codePoints }, i) => {
      const position = positions[i]
      // fontkit puts a space without an advance in place of what has no shape.
      const isHidden = id === space && position?.xAdvance === 0
      return position && !isHidden ? [{ id, codePoints, position }] : []
    })
    return direction === 'rtl' ? placed.toReversed() : placed
  }

  #shapeOf(glyphs: readonly PlacedGlyph[], direction: Direction): Shape {
    const scale = 1_000 / this.#font.unitsPerEm
    const shaped = glyphs
      .flatMap((glyph) => this.#spread(glyph))
      .map((glyph) => this.#place(glyph, scale))
    return {
      typeface: this.#typeface,
      glyphs: direction === 'rtl' ? shaped.toReversed() : shaped,
      advance: glyphs.reduce((sum, { position }) => sum + position.xAdvance * scale, 0),
    }
  }

  /**
   * Some readers of text take a glyph whose text has a mark in it for a mark, without a width: all
   * but the first sign of a conjunct's text goes to an empty glyph behind it, which has none.
   */
  #spread(glyph: PlacedGlyph): PlacedGlyph[] {
    const [first, ...others] = glyph.codePoints
    const isWide = glyph.position.xAdvance > 0 && others.some(isMark)
    if (first === undefined || !isWide || this.#empty === undefined) return [glyph]
    const position = { xAdvance: 0, xOffset: 0, yOffset: 0 }
    return [
      { ...glyph, codePoints: [first] },
      { id: this.#empty, codePoints: others, position },
    ]
  }

  #place({ id, codePoints, position }: PlacedGlyph, scale: number): ShapeGlyph {
    const code = this.#typeface.codeOf(id, String.fromCodePoint(...codePoints))
    const advance = this.#typeface.advances[code] ?? 0
    return {
      code: bytesOf(code),
      before: position.xOffset * scale,
      after: (position.xAdvance - position.xOffset) * scale - advance,
      rise: position.yOffset * scale,
    }
  }
}

/** fontkit keeps one glyph object for each glyph, with the code points of its first use. */
function fontForShaping(data: Uint8Array): Font {
  const font = create(data)
  const getGlyph = font.getGlyph.bind(font)
  font.getGlyph = (id, codePoints = []) =>
    new Proxy(getGlyph(id), {
      get: (glyph, key): unknown => (key === 'codePoints' ? codePoints : Reflect.get(glyph, key)),
    })
  return font
}

function layOut(font: Font, text: string, direction: Direction): ReturnType<Font['layout']> {
  for (const features of FEATURES) {
    try {
      // fontkit writes into the features that it is given.
      return font.layout(text, { ...features }, undefined, undefined, direction)
    } catch {
      // The next features ask less of the font.
    }
  }
  return unshaped(font, text)
}

function unshaped(font: Font, text: string): ReturnType<Font['layout']> {
  const glyphs = Array.from(text, (sign) => font.glyphForCodePoint(sign.codePointAt(0) ?? 0))
  return {
    glyphs,
    positions: glyphs.map((glyph) => ({ xAdvance: glyph.advanceWidth, xOffset: 0, yOffset: 0 })),
  }
}

/** Parts a word before each glyph that is not a mark of the sign before it. */
function signsOf(word: string, glyphs: readonly PlacedGlyph[]) {
  const signs: PlacedGlyph[][] = []
  for (const glyph of glyphs) {
    const [first] = glyph.codePoints
    const last = signs.at(-1)
    if (last && (first === undefined || isMark(first))) last.push(glyph)
    else signs.push([glyph])
  }
  let from = 0
  return signs.map((own, i) => {
    let to = from + textOf(own).length
    while (isJoiner(word.charCodeAt(to))) to += 1
    const length = (i === signs.length - 1 ? word.length : to) - from
    from = to
    return { length, glyphs: own }
  })
}

/** Spreads a text over its glyphs where the font has put them in another order, or taken one apart. */
function spell(text: string, glyphs: readonly PlacedGlyph[]): readonly PlacedGlyph[] {
  const drawn = text.replaceAll(JOINERS, '')
  const isSpelt = glyphs.every(({ codePoints }) => codePoints.length > 0)
  if (isSpelt && textOf(glyphs).replaceAll(JOINERS, '') === drawn) return glyphs
  const whole = codePointsOf(drawn)
  const parts = glyphs.length > whole.length ? codePointsOf(drawn.normalize('NFKD')) : whole
  return glyphs.map((glyph, i) => ({
    ...glyph,
    codePoints: i === glyphs.length - 1 ? parts.slice(i) : parts.slice(i, i + 1),
  }))
}

function textOf(glyphs: readonly PlacedGlyph[]): string {
  return glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints)).join('')
}

function codePointsOf(text: string): number[] {
  return Array.from(text, (sign) => sign.codePointAt(0) ?? 0)
}

function isEmpty({ advanceWidth, path }: Glyph): boolean {
  return advanceWidth === 0 && path.commands.length === 0
}

function isMark(codePoint: number): boolean {
  return MARK.test(String.fromCodePoint(codePoint))
}

function isJoiner(unit: number): boolean {
  return unit === 0x200c || unit === 0x200d
}
