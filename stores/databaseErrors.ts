/** Tells errors of the database from all others, and those of the data sent from those of its state. */
import { sqlStateOf } from '../contract/index.ts'

/**
 * SQLSTATE classes that come from the values sent, so that the same statement can never succeed:
 * 22 data exception, 23 integrity constraint, 54 program limit exceeded.
 */
const DATA_ERROR_CLASSES: ReadonlySet<string | undefined> = new Set(['22', '23', '54'])
/** System errors of a connection that can't be made or has broken. */
const CONNECTION_ERRORS: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** What pg and knex say, without a code, of a connection that is gone or was not to be had. */
const CONNECTION_MESSAGES =
  /Connection terminated|Client has encountered a connection error|Timeout acquiring a connection|timeout expired/

/** Whether the error is PostgreSQL's, or one of the way to it. */
export function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    sqlStateOf(error) !== undefined ||
    ('code' in error && CONNECTION_ERRORS.has(error.code)) ||
    CONNECTION_MESSAGES.test(error.message)
  )
}

/** False for a database that is down, busy, not migrated or closed to us: waiting may help there. */
export function isDataError(error: unknown): boolean {
  return DATA_ERROR_CLASSES.has(sqlStateOf(error)?.slice(0, 2))
}
