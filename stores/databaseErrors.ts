/** Tells errors of PostgreSQL, or of the way to it, from all others. */

/** System errors of a connection that can't be made or has broken. */
const CONNECTION_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const SQLSTATE = /^[0-9A-Z]{5}$/
/** What pg and knex say, without a code, of a connection that is gone or was not to be had. */
const CONNECTION_MESSAGES =
  /Connection terminated|Client has encountered a connection error|Timeout acquiring a connection|timeout expired/

export function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    SQLSTATE.test(code) || CONNECTION_ERRORS.has(code) || CONNECTION_MESSAGES.test(error.message)
  )
}
