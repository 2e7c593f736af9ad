/**
 * Embedded fonts, glyph by glyph. Touches what pdfkit keeps private, as only `pageTree.ts` does too:
 * pdfkit's own text calls lay out every string anew and cost eight times the rest of the file. Written
 * for pdfkit 0.20.2, which package.json pins; the tests read the text back with another library.
 */
import { readFileSync } from 'node:fs'

/** What pdfkit's EmbeddedFont keeps: parallel lists, one entry for each code of the subset. */
interface EmbeddedFont {
  id: string
  scale: number
  subset: { glyphs: number[] }
  /** Code points that each code stands for: becomes the ToUnicode map. */
  unicode: number[][]
  /** Advance of each code in thousandths of an em. */
  widths: number[]
  font: {
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): { id: number; advanceWidth: number }
    getGlyph(id: number): { id: number; advanceWidth: number }
  }
  ref(): PDFKit.PDFKitReference
}

/** A code is two bytes, and 0 is the glyph for "no such glyph". */
const MOST_CODES = 0xffff
/** Bytes that have a meaning in strings; no code has them, so that codes are written as they are. */
const ESCAPED: ReadonlySet<number> = new Set([0x28, 0x29, 0x5c, 0x0d])
/** Readers of text drop it: stands for a glyph whose sign another glyph stands for. */
const WORD_JOINER = 0x2060
/** Readers of text would drop the whole glyph for the sake of a format mark at its text's end. */
const MARKS_AROUND = /^\p{Cf}+|\p{Cf}+$/gu

/** One embedded font. Its subset grows as codes are asked for; without any, it is not embedded. */
export class Typeface {
  /** The font's file as it was read. */
  readonly data: Buffer
  /** Advance of each code in thousandths of an em. */
  readonly advances: readonly number[]
  readonly #embedded: EmbeddedFont
  readonly #codes = new Map<string, number>()

  /** Reads the font from a TrueType file. */
  constructor(pdf: PDFKit.PDFDocument, file: string) {
    this.data = readFileSync(file)
    pdf.font(this.data)
    this.#embedded = embeddedFontOf(pdf)
    this.advances = this.#embedded.widths
  }

  /** Name of the font in a page's resources. */
  get name(): string {
    return this.#embedded.id
  }

  /** The font's object in the file. */
  get reference(): PDFKit.PDFKitReference {
    return this.#embedded.ref()
  }

  has(codePoint: number): boolean {
    return this.#embedded.font.hasGlyphForCodePoint(codePoint)
  }

  /** Code of a sign that the font has, drawn with the glyph of `shownAs`, its mirror image. */
  codeOfSign(codePoint: number, shownAs = codePoint): number {
    const { id } = this.#embedded.font.glyphForCodePoint(shownAs)
    return this.codeOf(id, String.fromCodePoint(codePoint))
  }

  /**
   * Code of a glyph that stands for a text. Each text has a code of its own, even where glyphs are
   * the same (Ω the letter, Ω the unit), so that text copied from the file is the text put in.
   */
  codeOf(glyph: number, text: string): number {
    const key = `${glyph} ${text}`
    const known = this.#codes.get(key)
    if (known !== undefined) return known
    const code = this.#add(glyph, text)
    this.#codes.set(key, code)
    return code
  }

  #add(glyph: number, text: string): number {
    const { font, subset, unicode, widths, scale } = this.#embedded
    // Beyond what a font can hold, glyphs look right and are copied as another text of theirs.
    if (subset.glyphs.length >= MOST_CODES) return Math.max(0, subset.glyphs.indexOf(glyph))
    while (isEscaped(subset.glyphs.length)) this.#leaveOut()
    const code = subset.glyphs.push(glyph) - 1
    const codePoints = Array.from(text.replaceAll(MARKS_AROUND, ''), (sign) => sign.codePointAt(0))
    unicode[code] = codePoints.filter((codePoint) => codePoint !== undefined)
    if (codePoints.length === 0) unicode[code] = [WORD_JOINER]
    widths[code] = font.getGlyph(glyph).advanceWidth * scale
    return code
  }

  /** Leaves out a code. */
  #leaveOut(): void {
    const { subset, unicode, widths } = this.#embedded
    const code = subset.glyphs.push(0) - 1
    unicode[code] = [WORD_JOINER]
    widths[code] = 0
  }
}

/** Whether a code has a byte that can't stand for itself in a PDF's string: `(`, `)`, `\`, CR. */
function isEscaped(code: number): boolean {
  return ESCAPED.has(code >> 8) || ESCAPED.has(code & 0xff)
}

function embeddedFontOf(pdf: PDFKit.PDFDocument): EmbeddedFont {
  const font: unknown = Reflect.get(pdf, '_font')
  if (isEmbeddedFont(font)) return font
  throw new Error('pdfkit keeps its embedded font differently than 0.20.2 did; install 0.20.2.')
}

function isEmbeddedFont(font: unknown): font is EmbeddedFont {
  return (
    typeof font === 'object' &&
    font !== null &&
    'subset' in font &&
    'unicode' in font &&
    'widths' in font &&
    'font' in font
  )
}
