/** What any error of a step means to its reader: our own say it themselves. */
import { ExportFailure, type Failure, FailureCode } from '../contract/index.ts'
import { isDatabaseError } from '../stores/index.ts'
import { causeOf } from './cause.ts'
import { databaseFailure } from './databaseFailure.ts'

export function failureOf(error: unknown): Failure {
  if (error instanceof ExportFailure) return error.summary
  if (isDatabaseError(error)) return databaseFailure(error)
  return {
    code: FailureCode.INTERNAL_ERROR,
    message: `The export met an unexpected error (${causeOf(error)}).`,
    remedy: 'Retry; if it persists, report it with the id of the export.',
  }
}
