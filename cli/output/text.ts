/** Texts for a terminal: without what would steer it, and as wide as it shows them. */

/** Signs of two columns: ideographs, kana, Hangul, full-width forms and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const NO_WIDTH = /\p{Mark}|\u200b|\u200d|\ufe0f/u

/** Signs that end a line, move the cursor, colour the screen or turn the direction of writing. */
const STEERING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** What others wrote may hold signs that steer a terminal: shown as `�`, or as `instead` says. */
export function plain(text: string, instead = '�'): string {
  return text.replaceAll(STEERING, instead)
}

/** On one line, where signs that steer a terminal are written `\u009b`. */
export function plainJson(value: object): string {
  return JSON.stringify(value).replaceAll(
    STEERING,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Columns that a terminal takes for the text. */
export function widthOf(text: string): number {
  let width = 0
  for (const sign of text) width += NO_WIDTH.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1
  return width
}

/** The text in exactly so many columns: filled with blanks, or cut with `…`. */
export function fitted(text: string, width: number): string {
  const own = widthOf(text)
  if (own <= width) return text + ' '.repeat(width - own)
  let cut = ''
  for (const sign of text) {
    if (widthOf(cut + sign) > width - 1) break
    cut += sign
  }
  return `${cut}…${' '.repeat(Math.max(0, width - 1 - widthOf(cut)))}`
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}
