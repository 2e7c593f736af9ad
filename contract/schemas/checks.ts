/** Checks on values that JSON can carry, and a database, a file or `Intl` can't take. */

const MAX_DEPTH = 10

/** Control characters, and those that turn the order of what comes after them about. */
const CONTROL = /[\p{Cc}\u202a-\u202e]/u

/** Well-formed, free of control characters, and not of blanks alone. */
export function isPlainText(value: string): boolean {
  const isBlank = value !== '' && value.trim() === ''
  return value.isWellFormed() && !isBlank && !CONTROL.test(value)
}

/** What RFC 5646 finds enough for any tag in use. */
const MAX_LOCALE_LENGTH = 35

/** Whether it is a BCP 47 tag, of 35 characters at most, whose language `Intl` has data for. */
export function isLocale(value: string): boolean {
  if (value.length > MAX_LOCALE_LENGTH) return false
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(value).length === 1
  } catch {
    return false
  }
}

/** Whether a JSON value can be stored as `jsonb`, which holds neither NUL nor lone surrogates. */
export function isStorable(value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(
    ([key, field]) => isStorable(key) && isStorable(field, depth + 1),
  )
}
