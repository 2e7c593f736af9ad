/**
 * Where a text would be run by a spreadsheet, in UTF-8 (OWASP, "CSV Injection"). What is found gets
 * an apostrophe, which makes it text.
 */

const SPACE = 0x20
/** First two bytes of the full-width signs. */
const FULL_WIDTH_1 = 0xef
const FULL_WIDTH_2 = 0xbc

const TAB = 0x09
const LF = 0x0a
const CR = 0x0d

/** `+`, `-`, `=`, `@`, and the first byte of the full-width ones: a formula's sign inside a text. */
export const INNER_SIGNS = [0x2b, 0x2d, 0x3d, 0x40, FULL_WIDTH_1]
/** TAB, LF, CR, the signs above, and the space that may stand before all of them. */
export const STARTS = [TAB, LF, CR, SPACE, ...INNER_SIGNS]

/** TAB, LF, CR, `+`, `-`, `=`, `@`. */
const START_SIGNS = new Set([TAB, LF, CR, 0x2b, 0x2d, 0x3d, 0x40])
/** Last byte of `＋`, `－`, `＝`, `＠`. */
const START_ENDINGS = new Set([0x8b, 0x8d, 0x9d, 0xa0])
/** Last byte of `＝`, `＠`. */
const SURE_ENDINGS = new Set([0x9d, 0xa0])
/** Last byte of `＋`, `－`. */
const LIST_ENDINGS = new Set([0x8b, 0x8d])
const LIST_SIGNS = new Set([0x2b, 0x2d])
const BLANKS = new Set([TAB, LF, CR, SPACE])

/** Whether a text starts as a formula, spaces before it included. */
export function startsAsFormula(source: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at < to && source[at] === SPACE) at += 1
  if (at === to) return false
  return START_SIGNS.has(source[at] ?? 0) || isFullWidth(source, at, START_ENDINGS)
}

/**
 * Whether a formula's sign stands at `at`, where a reader that splits records at other places than
 * the file's has a field begin; the text ends before `to`. `+` and `-` with a blank or nothing behind
 * them are no formula but begin the items of lists, which are common text.
 */
export function isInnerSign(source: Uint8Array, at: number, to: number): boolean {
  const byte = source[at] ?? 0
  if (byte === 0x3d || byte === 0x40 || isFullWidth(source, at, SURE_ENDINGS)) return true
  if (LIST_SIGNS.has(byte)) return hasMore(source, at + 1, to)
  return isFullWidth(source, at, LIST_ENDINGS) && hasMore(source, at + 3, to)
}

function hasMore(source: Uint8Array, at: number, to: number): boolean {
  return at < to && !BLANKS.has(source[at] ?? 0)
}

function isFullWidth(source: Uint8Array, at: number, endings: Set<number>): boolean {
  return (
    source[at] === FULL_WIDTH_1 &&
    source[at + 1] === FULL_WIDTH_2 &&
    endings.has(source[at + 2] ?? 0)
  )
}
