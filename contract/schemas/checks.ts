/** Checks on texts that JSON can carry and a database or a file can't. */

const MAX_DEPTH = 10

/** Well-formed, and free of control characters. */
export function isPlainText(value: string): boolean {
  return value.isWellFormed() && !/\p{Cc}/u.test(value)
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
