/**
 * Gathers the lines of a paragraph: each ends at the last of the best places that fit on it. Knows
 * signs by their advances alone, nothing of fonts or scripts.
 */
import { Opportunity } from './breakRules.ts'

/** Signs `from` (included) to `to` (excluded) of a paragraph. */
export interface Span {
  from: number
  to: number
  /** Sum of the advances of what is seen: without the space at a broken line's end. */
  advance: number
}

/** A place where a line may end. */
interface Place {
  /** Sign after the last one that is seen. */
  end: number
  /** Sign that starts the next line. */
  next: number
  /** Advances of the paragraph up to either. */
  endAdvance: number
  nextAdvance: number
}

const BEST_FIRST = [Opportunity.WORD, Opportunity.PART, Opportunity.NUMBER]

/** Takes the signs of one paragraph in order and gathers its lines. */
export class LineBreaker {
  readonly spans: Span[] = []
  readonly #limit: number
  /** The last place of each kind. */
  readonly #places: (Place | undefined)[] = []
  #at = 0
  #advance = 0
  #lineStart = 0
  #lineStartAdvance = 0

  /** `limit` is the longest advance of a line. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** A space: never starts a line that was broken. */
  space(advance: number): void {
    const last = this.#places[Opportunity.WORD]
    const place = last?.next === this.#at ? last : this.#here()
    this.#advance += advance
    this.#at += 1
    place.next = this.#at
    place.nextAdvance = this.#advance
    this.#places[Opportunity.WORD] = place
  }

  /** Any other sign, and whether a line may end before it. One wider than a line stands alone. */
  sign(advance: number, before: Opportunity): void {
    if (before !== Opportunity.NONE) this.#places[before] = this.#here()
    while (this.#advance - this.#lineStartAdvance + advance > this.#limit) {
      if (this.#at === this.#lineStart) break
      this.#break()
    }
    this.#advance += advance
    this.#at += 1
  }

  /** Ends the paragraph; spaces at its end are left out. */
  end(): void {
    const last = this.#places[Opportunity.WORD]
    this.#emit(last?.next === this.#at ? { ...last, next: last.end } : this.#here())
  }

  #here(): Place {
    const [at, advance] = [this.#at, this.#advance]
    return { end: at, next: at, endAdvance: advance, nextAdvance: advance }
  }

  #break(): void {
    const best = BEST_FIRST.map((kind) => this.#places[kind]).find((place) => this.#isOnLine(place))
    const place = best ?? this.#here()
    // A paragraph that begins with spaces does not begin with an empty line.
    if (place.end > this.#lineStart) this.#emit(place)
    this.#lineStart = place.next
    this.#lineStartAdvance = place.nextAdvance
  }

  #isOnLine(place: Place | undefined): boolean {
    return place !== undefined && place.next > this.#lineStart
  }

  /**
   * One space is kept behind the line's end, where nobody sees it, so that copied text has a space
   * between its words.
   */
  #emit({ end, next, endAdvance }: Place): void {
    const to = next > end ? end + 1 : end
    this.spans.push({ from: this.#lineStart, to, advance: endAdvance - this.#lineStartAdvance })
  }
}
