/** Tells errors of the data that a statement was given from those of the database itself. */

/**
 * SQLSTATE classes that come from the values sent, so that the same statement can never succeed:
 * 22 data exception, 23 integrity constraint, 54 program limit exceeded.
 */
const DATA_ERROR_CLASSES: ReadonlySet<string> = new Set(['22', '23', '54'])
const SQLSTATE = /^[0-9A-Z]{5}$/

/** False for a database that is down, busy, not migrated or closed to us: waiting may help there. */
export function isDataError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return false
  return SQLSTATE.test(error.code) && DATA_ERROR_CLASSES.has(error.code.slice(0, 2))
}
