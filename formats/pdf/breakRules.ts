/**
 * Where a line may end between two signs, after the customs of each script. Knows nothing of widths.
 * Words of Thai, which are not parted by spaces, come from Node's dictionary.
 */

/** How good the place before a sign is: a line ends at the last of the best places on it. */
export const Opportunity = {
  /** Only where nothing else is left. */
  NONE: 0,
  /** Inside a date, a number or a range of numbers. */
  NUMBER: 1,
  /** After a hyphen, a slash and the like. */
  PART: 2,
  /** Between words. */
  WORD: 3,
  /** The sign is itself a space, which parts words. */
  SPACE: 4,
} as const
export type Opportunity = (typeof Opportunity)[keyof typeof Opportunity]

const Trait = {
  SPACE: 1,
  DIGIT: 2,
  OPENS: 4,
  CLOSES: 8,
  JOINS: 16,
  IDEOGRAPH: 32,
  GLUE: 64,
} as const

const TRAITS: readonly (readonly [number, RegExp])[] = [
  [Trait.SPACE, /[\t \u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]/u],
  [Trait.DIGIT, /\p{Nd}/u],
  [Trait.OPENS, /[\p{Ps}\p{Pi}$€£¥￥＄]/u],
  [
    Trait.CLOSES,
    /[\p{Pe}\p{Pf}!?,.;:%‰°…、。，．：；？！％・ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ〜～]/u,
  ],
  [Trait.JOINS, /[-‐–—/\\_@&=?.,;:|+~]/u],
  [
    Trait.IDEOGRAPH,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3001-\u303F\u30FC\u3200-\u33FF\uFF01-\uFF60]/u,
  ],
  [Trait.GLUE, /[\u00A0\u2007\u2011\u202F]/u],
]
const ZERO_WIDTH_SPACE = /\u200B/g
const THAI = /[\u0E00-\u0E7F]+/g
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' })
/** Traits of each code point of the basic plane, with this bit set once they are known. */
const KNOWN = 128
const traits = new Uint8Array(0x10000)

/** All traits that make a difference between two signs. */
const SPECIAL = 127 - Trait.DIGIT
const NO_STARTS: ReadonlySet<number> = new Set()

/** Goes along the signs of a paragraph. */
export class BreakFinder {
  readonly #wordStarts: ReadonlySet<number>
  #last: number = Trait.SPACE
  #beforeLast: number = Trait.SPACE

  /** `wordStarts` are offsets in the text where a word begins without a space before it. */
  constructor(wordStarts = NO_STARTS) {
    this.#wordStarts = wordStarts
  }

  /** Whether a line may end before the next sign, which is at an offset in the text. */
  next(codePoint: number, offset: number): Opportunity {
    const beforeLast = this.#beforeLast
    const last = this.#last
    const next = traits[codePoint] || traitsOf(codePoint)
    this.#beforeLast = last
    this.#last = next
    if (!((last | next) & SPECIAL)) return this.#ofLetters(offset)
    return next & Trait.SPACE ? Opportunity.SPACE : between(beforeLast, last, next)
  }

  #ofLetters(offset: number): Opportunity {
    const isStart = this.#wordStarts !== NO_STARTS && this.#wordStarts.has(offset)
    return isStart ? Opportunity.WORD : Opportunity.NONE
  }
}

/** Offsets in a text where words begin without a space: in Thai, and where a writer has said so. */
export function wordStartsOf(text: string): ReadonlySet<number> {
  const starts = new Set<number>()
  for (const { index } of text.matchAll(ZERO_WIDTH_SPACE)) starts.add(index + 1)
  for (const { 0: run, index } of text.matchAll(THAI)) {
    for (const { index: start } of thaiWords.segment(run)) if (start > 0) starts.add(index + start)
  }
  return starts
}

function between(beforeLast: number, last: number, next: number): Opportunity {
  if ((last | next) & (Trait.SPACE | Trait.GLUE)) return Opportunity.NONE
  if (last & Trait.OPENS || next & Trait.CLOSES) return Opportunity.NONE
  if ((last | next) & Trait.IDEOGRAPH) return Opportunity.WORD
  // Not after the minus of a number, nor inside `--` or `://`.
  const startsWord = beforeLast & (Trait.SPACE | Trait.OPENS | Trait.IDEOGRAPH)
  if (!(last & Trait.JOINS) || next & Trait.JOINS || startsWord) return Opportunity.NONE
  return beforeLast & next & Trait.DIGIT ? Opportunity.NUMBER : Opportunity.PART
}

function traitsOf(codePoint: number): number {
  if (codePoint > 0xffff) return readTraits(codePoint)
  const read = readTraits(codePoint) | KNOWN
  traits[codePoint] = read
  return read
}

function readTraits(codePoint: number): number {
  const sign = String.fromCodePoint(codePoint)
  return TRAITS.reduce((sum, [trait, signs]) => (signs.test(sign) ? sum | trait : sum), 0)
}
