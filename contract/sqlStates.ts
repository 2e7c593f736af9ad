/** PostgreSQL's codes of errors (SQLSTATE) by which something is decided here. */

export const SqlState = {
  /** A statement was stopped: by its limit of time, or by whoever stops the work. */
  QUERY_CANCELED: '57014',
  /** A lock was waited for longer than the role may. */
  LOCK_NOT_AVAILABLE: '55P03',
  /** The session asked for nothing for longer than it may within a transaction. */
  IDLE_IN_TRANSACTION_TIMEOUT: '25P03',
  /** The transaction took longer than it may. From PostgreSQL 17 on. */
  TRANSACTION_TIMEOUT: '25P04',
  INSUFFICIENT_PRIVILEGE: '42501',
  UNDEFINED_TABLE: '42P01',
  UNDEFINED_COLUMN: '42703',
} as const

/** What took too long would take as long elsewhere, and what somebody stopped was meant to be. */
export const STOPPED_STATES: ReadonlySet<string | undefined> = new Set([
  SqlState.QUERY_CANCELED,
  SqlState.IDLE_IN_TRANSACTION_TIMEOUT,
  SqlState.TRANSACTION_TIMEOUT,
])

/** The class opens with a digit or is one of four: `EPIPE` is no state. */
const SQLSTATE = /^(?:\d[0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/

/** The SQLSTATE of PostgreSQL's errors; undefined for all others. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined
}
