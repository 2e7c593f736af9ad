/**
 * Embedded fonts, glyph by glyph. The only file that touches what pdfkit keeps private: pdfkit's own
 * text calls lay out every string anew and cost eight times the rest of the file. Written for
 * pdfkit 0.20.2, which package.json pins; the tests read the text back with another library.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

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
  }
  ref(): PDFKit.PDFKitReference
}

export type Weight = 'regular' | 'bold'

const { resolve } = createRequire(import.meta.url)
const FILES: Record<Weight, string> = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
}

const REPLACEMENT = 0xfffd
/** Joiners, direction marks, variation selectors and the like have no shape of their own. */
const IGNORABLE = /^\p{Default_Ignorable_Code_Point}$/u

/** Stands for a sign that has no shape: nothing is drawn and nothing is missing. */
export const NO_CODE = 0xffff

/** One embedded font: codes and advances by code point, its subset growing as signs are used. */
export class Typeface {
  /** Advance of each code in thousandths of an em. */
  readonly advances = new Float64Array(0x10000)
  readonly #embedded: EmbeddedFont
  /** Code of each code point of the basic plane; 0 until it is first used. */
  readonly #codes = new Uint16Array(0x10000)
  readonly #codesBeyond = new Map<number, number>()
  #replacement = 0

  constructor(pdf: PDFKit.PDFDocument, weight: Weight) {
    pdf.font(readFileSync(resolve(FILES[weight])))
    this.#embedded = embeddedFontOf(pdf)
    this.#replacement = this.#add(REPLACEMENT)
    this.#codes[REPLACEMENT] = this.#replacement
  }

  /** Name of the font in a page's resources. */
  get name(): string {
    return this.#embedded.id
  }

  /** The font's object in the file. */
  get reference(): PDFKit.PDFKitReference {
    return this.#embedded.ref()
  }

  /** Code to write for a code point: U+FFFD's where the font lacks the sign, or `NO_CODE`. */
  codeOf(codePoint: number): number {
    const known = codePoint < 0x10000 ? this.#codes[codePoint] : this.#codesBeyond.get(codePoint)
    if (known) return known
    const code = this.#lookUp(codePoint)
    if (codePoint < 0x10000) this.#codes[codePoint] = code
    else this.#codesBeyond.set(codePoint, code)
    return code
  }

  /** Whether a code that `codeOf` gave for the code point shows that the sign is missing. */
  isMissing(code: number, codePoint: number): boolean {
    return code === this.#replacement && codePoint !== REPLACEMENT
  }

  #lookUp(codePoint: number): number {
    if (IGNORABLE.test(String.fromCodePoint(codePoint))) return NO_CODE
    const { font } = this.#embedded
    return font.hasGlyphForCodePoint(codePoint) ? this.#add(codePoint) : this.#replacement
  }

  /**
   * Adds a code point to the subset under a code of its own, even where it shares its glyph with
   * another (Ω the letter, Ω the unit), so that text copied from the file is the text put in.
   */
  #add(codePoint: number): number {
    const { font, subset, unicode, widths, scale } = this.#embedded
    const glyph = font.glyphForCodePoint(codePoint)
    const code = subset.glyphs.push(glyph.id) - 1
    const advance = glyph.advanceWidth * scale
    unicode[code] = [codePoint]
    widths[code] = advance
    this.advances[code] = advance
    return code
  }
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
