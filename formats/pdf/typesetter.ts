/**
 * Turns text into lines of a given width. Knows nothing of pages or of the table. The seam for other
 * scripts: a line is a list of runs, each with its own font; so far there is one run a line, set
 * code point by code point in one font, without kerning, ligatures, shaping or reordering.
 */
import { LineBreaker, type Span } from './lineBreaker.ts'
import { NO_CODE, type Typeface, type Weight } from './typefaces.ts'

/** Codes of one font, drawn from left to right. */
export interface Run {
  typeface: Typeface
  /** Four hexadecimal digits a code. */
  codes: string
}

export interface Line {
  /** From left to right as they are seen. */
  runs: Run[]
  /** In points. */
  width: number
  /** Whether its paragraph runs from right to left. Default false. */
  isRightToLeft?: boolean
}

export interface TextStyle {
  weight: Weight
  /** In points. */
  size: number
}

const LINE_END = /\r\n|[\r\n\u2028\u2029]/
const TAB_OR_LINE_END = /[\t\r\n\u2028\u2029]/
const TAB = '    '
const SPACE = 0x20
const ELLIPSIS = '…'
/** Keeps a text in a cell that was measured for it, whatever the rounding. */
const TOLERANCE = 0.01

export class Typesetter {
  /** Signs met so far that no font has, or that are control characters. */
  missingGlyphs = 0
  readonly #typefaces: Record<Weight, Typeface>
  /** Codes of the paragraph at hand, two bytes each. */
  #codes = Buffer.alloc(8_192)
  /** Advance of each of them, in thousandths of an em. */
  #advances = new Float64Array(4_096)

  constructor(typefaces: Record<Weight, Typeface>) {
    this.#typefaces = typefaces
  }

  /**
   * Lines of at most `width` points, at least one. Breaks at line ends and between words; a word
   * longer than a line is broken where the line ends. Spaces at a break are not drawn. A sign wider
   * than `width` stands alone in its line.
   */
  lines(text: string, style: TextStyle, width: number): Line[] {
    if (!TAB_OR_LINE_END.test(text)) return this.#setParagraph(text, style, width)
    const paragraphs = text.replaceAll('\t', TAB).split(LINE_END)
    return paragraphs.flatMap((paragraph) => this.#setParagraph(paragraph, style, width))
  }

  /** One line of at most `width` points: the text's beginning and `…` where all of it is longer. */
  line(text: string, style: TextStyle, width: number): Line {
    const flat = text.replaceAll(/\s+/g, ' ').trim()
    const shown = this.widthOf(flat, style) > width ? this.#cut(flat, style, width) : flat
    const [line] = this.#setParagraph(shown, style, Number.POSITIVE_INFINITY)
    return line ?? { runs: [], width: 0 }
  }

  /** Width in points when nothing is broken. */
  widthOf(text: string, style: TextStyle): number {
    const typeface = this.#typefaces[style.weight]
    let width = 0
    for (const sign of text)
      width += typeface.advances[typeface.codeOf(sign.codePointAt(0) ?? 0)] ?? 0
    return (width * style.size) / 1_000
  }

  #cut(text: string, style: TextStyle, width: number): string {
    let shown = ''
    let used = this.widthOf(ELLIPSIS, style)
    for (const sign of text) {
      used += this.widthOf(sign, style)
      if (used > width) break
      shown += sign
    }
    return shown + ELLIPSIS
  }

  #setParagraph(text: string, style: TextStyle, width: number): Line[] {
    const typeface = this.#typefaces[style.weight]
    const limit = ((width + TOLERANCE) * 1_000) / style.size
    const { count, advance } = this.#encode(text, typeface)
    if (advance <= limit) return [this.#lineOf({ from: 0, to: count, advance }, typeface, style)]
    return this.#breakLines(count, typeface.codeOf(SPACE), limit).map((span) =>
      this.#lineOf(span, typeface, style),
    )
  }

  #breakLines(count: number, space: number, limit: number): Span[] {
    const breaker = new LineBreaker(limit)
    for (let at = 0; at < count; at += 1) {
      const advance = this.#advances[at] ?? 0
      if (this.#codes.readUInt16BE(at * 2) === space) breaker.space(advance)
      else breaker.sign(advance)
    }
    breaker.end()
    return breaker.spans
  }

  #lineOf({ from, to, advance }: Span, typeface: Typeface, style: TextStyle): Line {
    const width = (advance * style.size) / 1_000
    if (from === to) return { runs: [], width }
    return { runs: [{ typeface, codes: this.#codes.toString('hex', from * 2, to * 2) }], width }
  }

  /** Fills the codes and advances of a paragraph; returns how many, and the sum of the advances. */
  #encode(text: string, typeface: Typeface): { count: number; advance: number } {
    this.#reserve(text.length)
    const codes = this.#codes
    let count = 0
    let total = 0
    for (let at = 0; at < text.length; at += 1) {
      let codePoint = text.charCodeAt(at)
      if (codePoint >= 0xd800 && codePoint < 0xdc00) {
        codePoint = text.codePointAt(at) ?? codePoint
        if (codePoint > 0xffff) at += 1
      }
      const code = typeface.codeOf(codePoint)
      if (code === NO_CODE) continue
      if (typeface.isMissing(code, codePoint)) this.missingGlyphs += 1
      const advance = typeface.advances[code] ?? 0
      codes[count * 2] = code >> 8
      codes[count * 2 + 1] = code & 0xff
      this.#advances[count] = advance
      total += advance
      count += 1
    }
    return { count, advance: total }
  }

  #reserve(signs: number): void {
    if (signs <= this.#advances.length) return
    this.#codes = Buffer.alloc(signs * 2)
    this.#advances = new Float64Array(signs)
  }
}
