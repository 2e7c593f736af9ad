/** What errors of the database are to whoever uses the entry. */
import { ExportFailure, FailureCode } from '../contract/index.ts'
import { isDatabaseError, isDataError } from '../stores/index.ts'

/**
 * @throws ExportFailure DATABASE_UNAVAILABLE for every error of the database but those that come from
 * the values sent, which are faults of ours.
 */
export async function reachDatabase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExportFailure || !isDatabaseError(error) || isDataError(error)) throw error
    throw new ExportFailure(
      {
        code: FailureCode.DATABASE_UNAVAILABLE,
        message: 'The database can not be asked at the moment.',
        remedy: 'Try again in a moment; if it persists, operators check the database.',
      },
      { cause: error },
    )
  }
}
