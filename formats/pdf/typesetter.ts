/** Turns text of any script into lines of a given width. Knows nothing of pages or of the table. */
import type { Weight } from './fontFiles.ts'
import type { FontSet } from './fontSet.ts'
import { itemize } from './itemizer.ts'
import type { Line, Lines, TextStyle } from './line.ts'
import { LongText } from './longText.ts'
import { PlainText } from './plainText.ts'
import { advanceOf, richLines } from './richText.ts'
import type { Direction } from './shaper.ts'
import { Words } from './words.ts'

export type { Line, Lines, Run, TextStyle } from './line.ts'

const ANY_LINE_END = /[\r\n\u2028\u2029]/
const LINE_END = /\r\n|[\r\n\u2028\u2029]/
const ELLIPSIS = '…'
/** Keeps a text in a cell that was measured for it, whatever the rounding. */
const TOLERANCE = 0.01
/** Lines of texts that are longer, in UTF-16 units, are made when they are drawn. */
const LONGEST_AT_ONCE = 16_384

export class Typesetter {
  /** Signs met so far that no font has, or that are control characters. */
  missingGlyphs = 0
  readonly #words: Record<Weight, Words>
  readonly #plain = new PlainText()

  constructor(fonts: Record<Weight, FontSet>) {
    this.#words = { regular: new Words(fonts.regular), bold: new Words(fonts.bold) }
  }

  /**
   * Lines of at most `width` points, at least one. Breaks at line ends and between words; a word
   * longer than a line is broken after a hyphen or the like, at worst where the line ends. Spaces at
   * a break are not drawn. A sign wider than `width` stands alone in its line. The lines of a long
   * text are not held, but made when they are sliced.
   */
  lines(text: string, style: TextStyle, width: number): Lines {
    if (text.length > LONGEST_AT_ONCE) {
      const set = (piece: string, direction: Direction | 'auto') =>
        this.#setParagraphs(piece, style, width, direction)
      const lines = new LongText(text, LONGEST_AT_ONCE, set)
      this.missingGlyphs += lines.missing
      return lines
    }
    if (this.#plain.take(text, this.#words[style.weight].fonts)) {
      return this.#plain.lines(limitOf(style, width), style.size / 1_000)
    }
    const lines = this.#setParagraphs(text, style, width)
    for (const { missing } of lines) this.missingGlyphs += missing
    return lines
  }

  /** One line of at most `width` points: the text's beginning and `…` where all of it is longer. */
  line(text: string, style: TextStyle, width: number): Line {
    const flat = text.replaceAll(/\s+/g, ' ').trim()
    const shown = this.widthOf(flat, style) > width ? this.#cut(flat, style, width) : flat
    const [line = NO_LINE] = this.#setParagraph(shown, style, Number.POSITIVE_INFINITY, 'auto')
    this.missingGlyphs += line.missing
    return line
  }

  /** Width in points when nothing is broken. */
  widthOf(text: string, { weight, size }: TextStyle): number {
    const words = this.#words[weight]
    const advance = this.#plain.take(text, words.fonts)
      ? this.#plain.advance
      : advanceOf(itemize(text, words, 'auto').signs)
    return (advance * size) / 1_000
  }

  /** The longest beginning that has room for `…` behind it. */
  #cut(text: string, style: TextStyle, width: number): string {
    const { signs } = itemize(text, this.#words[style.weight], 'auto')
    let room = ((width - this.widthOf(ELLIPSIS, style)) * 1_000) / style.size
    for (const { shape, offset } of signs) {
      room -= shape.advance
      if (room < 0) return text.slice(0, offset) + ELLIPSIS
    }
    return text
  }

  #setParagraphs(
    text: string,
    style: TextStyle,
    width: number,
    direction: Direction | 'auto' = 'auto',
  ): Line[] {
    if (!ANY_LINE_END.test(text)) return this.#setParagraph(text, style, width, direction)
    return text
      .split(LINE_END)
      .flatMap((part, i) => this.#setParagraph(part, style, width, i === 0 ? direction : 'auto'))
  }

  #setParagraph(
    text: string,
    style: TextStyle,
    width: number,
    direction: Direction | 'auto',
  ): Line[] {
    const words = this.#words[style.weight]
    const scale = style.size / 1_000
    const limit = limitOf(style, width)
    if (direction !== 'rtl' && this.#plain.take(text, words.fonts))
      return this.#plain.lines(limit, scale)
    return richLines(text, itemize(text, words, direction), limit, scale)
  }
}

/** Most thousandths of an em on a line of so many points. */
function limitOf({ size }: TextStyle, width: number): number {
  return ((width + TOLERANCE) * 1_000) / size
}

const NO_LINE: Line = { runs: [], width: 0, isRightToLeft: false, missing: 0, offset: 0 }
