/** What kind of sign a code point is to whoever sets it. Knows nothing of fonts. */

export const SignKind = {
  /** Stands alone, one glyph for one code point. */
  SIMPLE: 1,
  /** Belongs to the sign before it: marks, joiners, variation selectors, skin tones. */
  EXTENDER: 2,
  /** May make one sign with what follows: conjuncts, flags, emoji, Hangul letters. */
  COMPOUND: 3,
  /** Takes its shape from its neighbours in the word, as in Arabic. */
  JOINING: 4,
  /** Has no shape of its own: direction marks, soft hyphens and the like. */
  IGNORABLE: 5,
  /** Can't be drawn: control characters, halves of surrogate pairs, what is not assigned. */
  UNDRAWABLE: 6,
  TAB: 7,
} as const
export type SignKind = (typeof SignKind)[keyof typeof SignKind]

// U+0E33 draws a mark over the letter before it.
const EXTENDER = /[\p{M}\p{Emoji_Modifier}\p{Join_Control}\u0E33\u1160-\u11FF\uD7B0-\uD7FF]/u
// Presentation forms have their shape already.
const JOINING = /(?=[\p{Script=Arabic}\u0640])(?![\uFB50-\uFEFF])\p{L}/u
const COMPOUND =
  /[\p{Script=Devanagari}\p{Regional_Indicator}\p{Emoji_Presentation}\u{1F000}-\u{1FAFF}\u1100-\u115F\uA960-\uA97F]/u
const UNDRAWABLE = /[\p{Cc}\p{Cs}\p{Cn}]/u
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/u
/** Scripts that run from right to left, and marks of direction. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\u202B\u202E\u2067\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Kind of each code point; 0 until it is first asked for. */
const kinds = new Uint8Array(0x110000)

/** Where the first sign is that runs from right to left; -1 where there is none. */
export function firstRightToLeft(text: string): number {
  return text.search(RIGHT_TO_LEFT)
}

export function isRightToLeft(codePoint: number): boolean {
  return codePoint >= 0x590 && RIGHT_TO_LEFT.test(String.fromCodePoint(codePoint))
}

/** Whether nothing is drawn for a sign, such as a joiner with nothing to join. */
export function isHidden(codePoint: number): boolean {
  return IGNORABLE.test(String.fromCodePoint(codePoint))
}

export function kindOf(codePoint: number): SignKind {
  const known = kinds[codePoint]
  if (isKind(known)) return known
  const kind = readKind(String.fromCodePoint(codePoint))
  kinds[codePoint] = kind
  return kind
}

function isKind(kind: number | undefined): kind is SignKind {
  return kind !== undefined && kind !== 0
}

function readKind(sign: string): SignKind {
  if (sign === '\t') return SignKind.TAB
  if (EXTENDER.test(sign)) return SignKind.EXTENDER
  if (IGNORABLE.test(sign)) return SignKind.IGNORABLE
  if (UNDRAWABLE.test(sign)) return SignKind.UNDRAWABLE
  if (JOINING.test(sign)) return SignKind.JOINING
  if (COMPOUND.test(sign)) return SignKind.COMPOUND
  return SignKind.SIMPLE
}
