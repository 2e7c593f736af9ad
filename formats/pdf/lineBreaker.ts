/**
 * Gathers the lines of a paragraph: each ends at the last of the best places that fit on it. Knows
 * signs by their advances alone, nothing of fonts or scripts.
 */
import { assertNever } from '../../contract/index.ts'
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

type LineEnd = Exclude<Opportunity, typeof Opportunity.NONE | typeof Opportunity.SPACE>

/** Takes the signs of one paragraph in order and gathers its lines. */
export class LineBreaker {
  readonly spans: Span[] = []
  readonly #limit: number
  /** The last place of each kind. Written over again and again: this is where most time goes. */
  readonly #word = noPlace()
  readonly #part = noPlace()
  readonly #number = noPlace()
  /** The place at hand, where nothing else is left. */
  readonly #here = noPlace()
  #at = 0
  #advance = 0
  #lineStart = 0
  #lineStartAdvance = 0

  /** `limit` is the longest advance of a line. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes a sign, and whether a line may end before it. One wider than a line stands alone. */
  add(advance: number, before: Opportunity): void {
    if (before === Opportunity.SPACE) {
      this.#space(advance)
      return
    }
    if (before !== Opportunity.NONE) this.#mark(this.#placeOf(before))
    while (this.#advance - this.#lineStartAdvance + advance > this.#limit) {
      if (this.#at === this.#lineStart) break
      this.#break()
    }
    this.#advance += advance
    this.#at += 1
  }

  /** Ends the paragraph; spaces at its end are left out. */
  end(): void {
    const { end, next, endAdvance } = this.#word
    if (next === this.#at && end < next) this.#emit(end, endAdvance)
    else this.#emit(this.#at, this.#advance)
  }

  /** A space never starts a line that was broken. */
  #space(advance: number): void {
    const place = this.#word
    if (place.next !== this.#at) this.#mark(place)
    this.#advance += advance
    this.#at += 1
    place.next = this.#at
    place.nextAdvance = this.#advance
  }

  #placeOf(opportunity: LineEnd): Place {
    switch (opportunity) {
      case Opportunity.WORD:
        return this.#word
      case Opportunity.PART:
        return this.#part
      case Opportunity.NUMBER:
        return this.#number
      default:
        return assertNever(opportunity)
    }
  }

  #mark(place: Place): void {
    place.end = this.#at
    place.next = this.#at
    place.endAdvance = this.#advance
    place.nextAdvance = this.#advance
  }

  #break(): void {
    const place = this.#best()
    // One space is kept behind the line's end, where nobody sees it, so that copied text has a space
    // between its words. A paragraph that begins with spaces does not begin with an empty line.
    const to = place.next > place.end ? place.end + 1 : place.end
    if (place.end > this.#lineStart) this.#emit(to, place.endAdvance)
    this.#lineStart = place.next
    this.#lineStartAdvance = place.nextAdvance
  }

  #best(): Place {
    if (this.#word.next > this.#lineStart) return this.#word
    if (this.#part.next > this.#lineStart) return this.#part
    if (this.#number.next > this.#lineStart) return this.#number
    this.#mark(this.#here)
    return this.#here
  }

  #emit(to: number, advance: number): void {
    this.spans.push({ from: this.#lineStart, to, advance: advance - this.#lineStartAdvance })
  }
}

/** A place that is on no line. */
function noPlace(): Place {
  return { end: -1, next: -1, endAdvance: 0, nextAdvance: 0 }
}
