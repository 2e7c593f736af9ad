/**
 * Puts letters together again that a font has taken apart: Noto's Arabic draws the dots of a letter
 * as glyphs of their own. Readers of text expect one glyph for one letter, and the font has most
 * letters whole, among the presentation forms of Unicode.
 */
import type { Box, Font, Glyph } from 'fontkit'
import type { PlacedGlyph } from './shapes.ts'

/** Presentation forms of Arabic letters; other scripts' fonts have none of them. */
const FORMS = { from: 0xfb50, to: 0xfefc }
/** Outlines may differ by as many units of the font. */
const TOLERANCE = 2

export class Composites {
  readonly #font: Font
  /** Whole glyphs of each letter: alone, and where it is joined. */
  #forms: Map<number, Glyph[]> | undefined
  readonly #known = new Map<string, number | undefined>()

  constructor(font: Font) {
    this.#font = font
  }

  /** `glyphs` are those of one sign: a letter, what was parted from it, and its marks. */
  compose(glyphs: readonly PlacedGlyph[]): readonly PlacedGlyph[] {
    const [base, ...others] = glyphs
    const marks = others.filter(({ codePoints }) => codePoints.length > 0)
    const parts = others.filter(({ codePoints }) => codePoints.length === 0)
    if (!base || parts.length === 0) return glyphs
    const id = this.#find(base, parts)
    return id === undefined ? glyphs : [{ ...base, id }, ...marks]
  }

  #find(base: PlacedGlyph, parts: readonly PlacedGlyph[]): number | undefined {
    const key = [base, ...parts].map(({ id }) => id).join(' ')
    if (!this.#known.has(key)) this.#known.set(key, this.#search(base, parts))
    return this.#known.get(key)
  }

  #search(base: PlacedGlyph, parts: readonly PlacedGlyph[]): number | undefined {
    const [letter] = base.codePoints
    if (letter === undefined || base.codePoints.length > 1) return undefined
    const { advanceWidth, cbox } = this.#font.getGlyph(base.id)
    const box = parts.reduce((sum, part) => union(sum, this.#boxOf(part, base)), cbox)
    this.#forms ??= this.#readForms()
    const candidates = this.#forms.get(letter) ?? []
    return candidates.find(
      (whole) => whole.advanceWidth === advanceWidth && isSameBox(whole.cbox, box),
    )?.id
  }

  #boxOf({ id, position }: PlacedGlyph, base: PlacedGlyph): Box {
    const { minX, minY, maxX, maxY } = this.#font.getGlyph(id).cbox
    const x = position.xOffset - base.position.xOffset
    const y = position.yOffset - base.position.yOffset
    return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y }
  }

  #readForms(): Map<number, Glyph[]> {
    const forms = new Map<number, Glyph[]>()
    for (const codePoint of this.#font.characterSet) {
      const isForm = codePoint >= FORMS.from && codePoint <= FORMS.to
      const letter = isForm ? String.fromCodePoint(codePoint).normalize('NFKC') : ''
      if (letter.length !== 1) continue
      const glyph = this.#font.glyphForCodePoint(codePoint)
      forms.set(letter.charCodeAt(0), [...(forms.get(letter.charCodeAt(0)) ?? []), glyph])
    }
    return forms
  }
}

function union(a: Box, b: Box): Box {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  }
}

function isSameBox(a: Box, b: Box): boolean {
  return (
    Math.abs(a.minX - b.minX) <= TOLERANCE &&
    Math.abs(a.minY - b.minY) <= TOLERANCE &&
    Math.abs(a.maxX - b.maxX) <= TOLERANCE &&
    Math.abs(a.maxY - b.maxY) <= TOLERANCE
  )
}
