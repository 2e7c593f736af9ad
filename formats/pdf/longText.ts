/**
 * Lines of a text that is too long to hold them all. Goes through the text once, piece by piece, to
 * count them, and makes them anew, piece by piece, when they are drawn.
 */
import type { Line, Lines } from './line.ts'
import type { Direction } from './shaper.ts'

const LINE_ENDS = /\r\n|[\r\n\u2028\u2029]/g

/** Sets paragraphs; `direction` is that of the first of them, where it is known. */
export type SetParagraphs = (text: string, direction: Direction | 'auto') => Line[]

interface Piece {
  /** UTF-16 units of the text before it. */
  from: number
  /** Of the paragraph in whose midst it begins. */
  direction: Direction | 'auto'
}

export class LongText implements Lines {
  readonly length: number
  /** Signs that no font has. */
  readonly missing: number
  readonly #text: string
  readonly #pieceLength: number
  readonly #set: SetParagraphs
  /** With the number of lines before it. */
  readonly #pieces: (Piece & { firstLine: number })[] = []
  #open = -1
  #openLines: Line[] = []

  /** `pieceLength` is that of the longest piece in UTF-16 units: much more than a line's. */
  constructor(text: string, pieceLength: number, set: SetParagraphs) {
    this.#text = text
    this.#pieceLength = pieceLength
    this.#set = set
    let lines = 0
    let missing = 0
    let next: Piece | undefined = { from: 0, direction: 'auto' }
    while (next) {
      this.#pieces.push({ ...next, firstLine: lines })
      const piece = this.#setPiece(next)
      lines += piece.lines.length
      missing += piece.lines.reduce((sum, line) => sum + line.missing, 0)
      next = piece.next
    }
    this.length = lines
    this.missing = missing
  }

  slice(from: number, to: number): Line[] {
    const lines: Line[] = []
    let piece = this.#pieces.findLastIndex(({ firstLine }) => firstLine <= from)
    for (let first = this.#pieces[piece]?.firstLine; first !== undefined && first < to; ) {
      lines.push(...this.#linesOf(piece).slice(Math.max(0, from - first), to - first))
      piece += 1
      first = this.#pieces[piece]?.firstLine
    }
    return lines
  }

  /** Keeps the lines of one piece: they are mostly asked for a page at a time. */
  #linesOf(index: number): Line[] {
    const piece = this.#pieces[index]
    if (piece && index !== this.#open) {
      this.#openLines = this.#setPiece(piece).lines
      this.#open = index
    }
    return this.#openLines
  }

  #setPiece({ from, direction }: Piece): { lines: Line[]; next: Piece | undefined } {
    const cut = this.#text.slice(from, from + this.#pieceLength)
    if (from + cut.length === this.#text.length) {
      return { lines: this.#set(cut, direction), next: undefined }
    }
    // It may be the first half of a line's end, which the next piece then has whole.
    const text = cut.endsWith('\r') ? cut.slice(0, -1) : cut
    const lineEnd = [...text.matchAll(LINE_ENDS)].at(-1)
    if (lineEnd) {
      const next = from + lineEnd.index + lineEnd[0].length
      const lines = this.#set(text.slice(0, lineEnd.index), direction)
      return { lines, next: { from: next, direction: 'auto' } }
    }
    return this.#setPart(text, { from, direction })
  }

  /** Sets a part of a paragraph; its last line begins the next piece, with what follows. */
  #setPart(text: string, { from, direction }: Piece): { lines: Line[]; next: Piece } {
    const lines = this.#set(text, direction)
    const [first] = lines
    const last = lines.length > 1 ? lines.pop() : undefined
    return {
      lines,
      next: {
        from: from + (last?.offset || text.length),
        direction: first?.isRightToLeft ? 'rtl' : 'ltr',
      },
    }
  }
}
