/** What signs look like: glyphs of one font with their places. Lengths are in thousandths of an em. */
import type { Position } from 'fontkit'
import type { Typeface } from './typefaces.ts'

/** One sign, or signs that can't be parted, from left to right as they are seen. */
export interface Shape {
  typeface: Typeface
  glyphs: readonly ShapeGlyph[]
  advance: number
}

export interface ShapeGlyph {
  /** A sign for each of its two bytes. */
  code: string
  /** To the right, before the glyph is drawn. */
  before: number
  /** To the right, beyond the glyph's own advance, after it is drawn. */
  after: number
  /** Upwards from the baseline. */
  rise: number
}

/** A glyph with the code points that it came from: none where another glyph stands for them. */
export interface PlacedGlyph {
  id: number
  codePoints: number[]
  position: Position
}

export function bytesOf(code: number): string {
  return String.fromCharCode(code >> 8, code & 0xff)
}

/** The shape of a code that is drawn as it is. */
export function plainShape(typeface: Typeface, code: number): Shape {
  const glyph = { code: bytesOf(code), before: 0, after: 0, rise: 0 }
  return { typeface, glyphs: [glyph], advance: typeface.advances[code] ?? 0 }
}
