/**
 * Finds where a paragraph breaks into lines: between words, and inside a word that is longer than a
 * line. Knows signs by their advances alone, nothing of fonts.
 */

/** Signs `from` (included) to `to` (excluded) of a paragraph. */
export interface Span {
  from: number
  to: number
  /** Sum of the advances of what is seen: without the space at a broken line's end. */
  advance: number
}

/** Takes the signs of one paragraph in order and gathers its lines. */
export class LineBreaker {
  readonly spans: Span[] = []
  readonly #limit: number
  #at = 0
  #lineStart = 0
  #advance = 0
  /** Last place where the line may break: the end of a word and the start of the next. */
  #wordEnd = -1
  #wordEndAdvance = 0
  #nextStart = 0
  #nextStartAdvance = 0

  /** `limit` is the longest advance of a line. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** A space: never starts a line that was broken. */
  space(advance: number): void {
    if (this.#wordEnd < 0 || this.#nextStart !== this.#at) {
      this.#wordEnd = this.#at
      this.#wordEndAdvance = this.#advance
    }
    this.#advance += advance
    this.#at += 1
    this.#nextStart = this.#at
    this.#nextStartAdvance = this.#advance
  }

  /** Any other sign. One that is wider than a line stands alone. */
  sign(advance: number): void {
    while (this.#advance + advance > this.#limit && this.#at > this.#lineStart) this.#break()
    this.#advance += advance
    this.#at += 1
  }

  /** Ends the paragraph; spaces at its end are left out. */
  end(): void {
    const endsInSpace = this.#wordEnd >= 0 && this.#nextStart === this.#at
    if (endsInSpace) this.#emit(this.#wordEnd, this.#wordEndAdvance)
    else this.#emit(this.#at, this.#advance)
  }

  #break(): void {
    if (this.#wordEnd < 0) {
      this.#emit(this.#at, this.#advance)
      this.#lineStart = this.#at
      this.#advance = 0
      return
    }
    // A paragraph that begins with spaces does not begin with an empty line. One space is kept behind
    // the line's end, where nobody sees it, so that copied text has a space between its words.
    if (this.#wordEnd > this.#lineStart) this.#emit(this.#wordEnd + 1, this.#wordEndAdvance)
    this.#lineStart = this.#nextStart
    this.#advance -= this.#nextStartAdvance
    this.#wordEnd = -1
  }

  #emit(to: number, advance: number): void {
    this.spans.push({ from: this.#lineStart, to, advance })
  }
}
