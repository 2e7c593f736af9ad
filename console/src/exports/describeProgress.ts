/** A job's progress in words. */
import { assertNever, type ExportProgress, ExportStep } from '../../../contract/index.ts'
import { counted, duration, number } from '../shared/format.ts'

/** What is being done. */
export function stepWords(step: ExportStep): string {
  switch (step) {
    case ExportStep.WAITING:
      return 'Waiting for its turn'
    case ExportStep.CHECKING:
      return 'Checking the request'
    case ExportStep.FETCHING:
      return 'Reading rows'
    case ExportStep.RENDERING:
      return 'Writing the file'
    case ExportStep.PUBLISHING:
      return 'Finishing'
    case ExportStep.COMPLETED:
      return 'Ready'
    case ExportStep.FAILED:
      return 'Failed'
    case ExportStep.CANCELLED:
      return 'Cancelled'
    default:
      return assertNever(step)
  }
}

/** `12,000 of 50,000 rows`; null where the step counts none. Fetching may find more than expected. */
export function rowWords({ rows, of }: ExportProgress): string | null {
  if (rows === 0 && of === null) return null
  return of === null || rows > of
    ? counted(rows, 'row')
    : `${number(rows)} of ${counted(of, 'row')}`
}

export function timeLeftWords({ secondsLeft }: ExportProgress): string | null {
  return secondsLeft === null ? null : `about ${duration(Math.max(1, secondsLeft))} left`
}

/** What a screen reader says of the bar. */
export function progressWords(progress: ExportProgress): string {
  const parts = [stepWords(progress.step), rowWords(progress), timeLeftWords(progress)]
  return parts.filter((part) => part !== null).join(', ')
}
