/** What an error of the database means for an export: whether another try can help, and what to do. */
import { type Failure, FailureCode, SqlState, sqlStateOf } from '../contract/index.ts'
import { isDataError } from '../stores/index.ts'
import { causeOf } from './cause.ts'

/** What is missing where PostgreSQL says so; once it is there, another try helps. */
const LACKING: ReadonlyMap<string | undefined, string> = new Map([
  [SqlState.INSUFFICIENT_PRIVILEGE, 'a right'],
  [SqlState.UNDEFINED_TABLE, 'a table'],
  [SqlState.UNDEFINED_COLUMN, 'a column'],
])

export function databaseFailure(error: unknown): Failure {
  const { said, ...failure } = isDataError(error) ? refusedValue() : disturbance(error)
  return { ...failure, message: `${said} (${databaseCause(error)}).` }
}

/** PostgreSQL's words about data quote the data, which may be personal: its code says enough. */
export function databaseCause(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return isDataError(error) ? `SQLSTATE ${code}` : `${code} ${causeOf(error)}`.trim()
}

/** A failure whose message still lacks the database's own words. */
type Meaning = Omit<Failure, 'message'> & { said: string }

function refusedValue(): Meaning {
  return {
    code: FailureCode.INTERNAL_ERROR,
    said: 'The database refused a value of the query',
    remedy:
      'Another try meets the same value: leave out the filter or column that brings it in, and ' +
      'report it with the id of the export.',
    isFinal: true,
  }
}

/** Of the database's state, which may be better at another try. */
function disturbance(error: unknown): Meaning {
  const code = FailureCode.DATABASE_UNAVAILABLE
  const state = sqlStateOf(error)
  const lacking = LACKING.get(state)
  if (lacking !== undefined) {
    return {
      code,
      said: `The database lacks ${lacking} that the export needs`,
      remedy: 'Operators run the migrations and docker/grants.sql; then ask again.',
    }
  }
  if (state === SqlState.TRANSACTION_TIMEOUT || isStatementTimeout(error)) {
    return {
      code,
      said: 'The query took longer than its limit',
      remedy: "Narrow the filters, or operators raise the time limits of the worker's role.",
    }
  }
  if (state === SqlState.QUERY_CANCELED) {
    return {
      code,
      said: 'The query was stopped in the database, by its limit of time or by somebody',
      remedy: 'Retry later; if it persists, operators look for who or what stops it.',
    }
  }
  return {
    code,
    said: 'The database did not answer as it should',
    remedy: 'Retry later; if it persists, operators check the database.',
  }
}

/** The code is also that of a query which somebody cancelled; the words are the server's language. */
function isStatementTimeout(error: unknown): boolean {
  const isCanceled = sqlStateOf(error) === SqlState.QUERY_CANCELED
  return isCanceled && error instanceof Error && error.message.includes('statement timeout')
}
