/**
 * What a log may hold of an error: name, code and message, and those of its causes. Whole error
 * objects carry requests, and with them the requester's data.
 */
import { isDataError } from './databaseErrors.ts'

export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'not an Error'
  const code = 'code' in error ? ` (${String(error.code)})` : ''
  // PostgreSQL quotes the value that it finds wrong.
  const message = isDataError(error) ? 'the database refused a value' : error.message
  const cause = error.cause === undefined ? '' : ` ← ${describeError(error.cause)}`
  return `${error.name}${code}: ${message}${cause}`
}
