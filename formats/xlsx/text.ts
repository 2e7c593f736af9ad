/**
 * Text as a cell of a sheet's XML holds it, within Excel's limits and XML 1.0's characters. Signs
 * that XML can't hold become U+FFFD, so that the text's length stays and the loss can be seen.
 */

/** Most UTF-16 units that a cell holds. */
export const MAX_UNITS = 32_767
/** Most line feeds that a cell holds. */
export const MAX_LINE_FEEDS = 253
const ELLIPSIS = '…'

/** What can't stand in XML as it is; most texts have none of it and are written unchanged. */
const SPECIAL = /[^\t\n !-%'-;=?-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|_x[\dA-Fa-f]{4}/u
const MARKUP = /[&<>]/g
const MARKUP_ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const NOT_XML = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
/** CR, which XML readers turn into LF, and `_` where Excel would read `_xHHHH_` as one sign. */
const EXCEL_ESCAPED = /\r|_(?=x[\dA-Fa-f]{4}(?:_|\r))/g
/** White space that readers of XML drop unless they are told to keep it. */
const OUTER_SPACE = /^[\t\n\r ]|[\t\n\r ]$/

/** The text as it fits a cell: unchanged, or cut with a final `…`. */
export function fitText(text: string): string {
  const end = Math.min(text.length, endBeforeLineFeed(text))
  if (end === text.length && text.length <= MAX_UNITS) return text
  let cut = Math.min(end, MAX_UNITS - ELLIPSIS.length)
  if (isHighSurrogate(text.charCodeAt(cut - 1))) cut -= 1
  return text.slice(0, cut) + ELLIPSIS
}

/** The `<t>` element of a text that fits a cell. */
export function textElement(text: string): string {
  const escaped = SPECIAL.test(text) ? escapeText(text) : text
  return OUTER_SPACE.test(text) ? `<t xml:space="preserve">${escaped}</t>` : `<t>${escaped}</t>`
}

function escapeText(text: string): string {
  return text
    .replace(EXCEL_ESCAPED, (sign) => (sign === '\r' ? '_x000D_' : '_x005F_'))
    .replace(NOT_XML, '\uFFFD')
    .replace(MARKUP, (sign) => MARKUP_ESCAPES[sign] ?? sign)
}

/** Where the first line feed too many is, or Infinity. */
function endBeforeLineFeed(text: string): number {
  if (text.length <= MAX_LINE_FEEDS) return Number.POSITIVE_INFINITY
  let at = -1
  for (let count = 0; count <= MAX_LINE_FEEDS; count += 1) {
    at = text.indexOf('\n', at + 1)
    if (at === -1) return Number.POSITIVE_INFINITY
  }
  return at
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
