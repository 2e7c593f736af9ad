/** Checks on values that JSON can carry, and a database, a file or `Intl` can't take. */

const MAX_DEPTH = 10

/** Well-formed, and free of control characters. */
export function isPlainText(value: string): boolean {
  return value.isWellFormed() && !/\p{Cc}/u.test(value)
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
