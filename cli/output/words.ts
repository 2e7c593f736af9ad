/** Exports in words: what is being done for one, how one ended, numbers and sizes. */
import {
  assertNever,
  type ChangeWindow,
  type ExportProgress,
  ExportStatus,
  ExportStep,
  type RequestedExport,
  warningWords,
} from '../../contract/index.ts'

/** Which job a line is about: `SOW → XLSX 3f2a1b2c`. */
export function labelOf({ type, fileType, id }: RequestedExport): string {
  return `${type} → ${fileType} ${id.slice(0, 8)}`
}

export function number(value: number): string {
  return value.toLocaleString('en-US')
}

/** Of decimal units: `283 kB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let amount = value
  let unit = 0
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1_000
    unit += 1
  }
  return `${amount < 10 && unit > 0 ? amount.toFixed(1) : amount.toFixed(0)} ${units[unit]}`
}

export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

/** `rendering 1,200 of 5,000 rows, 12 s left`. */
export function progressWords(progress: ExportProgress): string {
  const { step, rows, of, secondsLeft, trouble } = progress
  const counted = of === null ? `${number(rows)} rows` : `${number(rows)} of ${number(of)} rows`
  const parts = [rows > 0 || of !== null ? `${stepWord(step)} ${counted}` : stepWord(step)]
  if (secondsLeft !== null) parts.push(`${duration(secondsLeft)} left`)
  if (trouble !== null) parts.push(trouble)
  return parts.join(', ')
}

function stepWord(step: ExportStep): string {
  switch (step) {
    case ExportStep.WAITING:
    case ExportStep.CHECKING:
    case ExportStep.FETCHING:
    case ExportStep.RENDERING:
    case ExportStep.PUBLISHING:
    case ExportStep.COMPLETED:
    case ExportStep.FAILED:
    case ExportStep.CANCELLED:
      return step.toLowerCase()
    default:
      return assertNever(step)
  }
}

/** How a job ended, or that it has not. */
export function outcomeWords({ status, file, failure, warnings }: RequestedExport): string {
  switch (status) {
    case ExportStatus.PENDING:
      return 'pending'
    case ExportStatus.COMPLETED:
      return ['completed', file && fileWords(file), lossWords(warnings)].filter(Boolean).join(', ')
    case ExportStatus.FAILED:
      return failure ? `failed: ${failure.message} → ${failure.remedy}` : 'failed'
    case ExportStatus.CANCELLED:
      return 'cancelled'
    default:
      return assertNever(status)
  }
}

function fileWords(file: NonNullable<RequestedExport['file']>): string {
  const { name, rows, bytes: size, snapshotAt, isReused, isExpired } = file
  const words = [`${number(rows)} rows`, bytes(size), `${name}${isExpired ? ' (expired)' : ''}`]
  return [...words, ...(isReused ? [`reused, as of ${snapshotAt}`] : [])].join(', ')
}

/** Which changes a file holds; `shown` says an instant in another way than as it is. */
export function windowWords(
  { start, end }: ChangeWindow,
  shown: (instant: string) => string = (instant) => instant,
): string {
  if (start === null) return `every row, up to ${shown(end)}`
  return `changes from ${shown(start)} to ${shown(end)}`
}

function lossWords(warnings: Record<string, number>): string {
  const told = warningWords(warnings)
  return told.length === 0 ? '' : `but: ${told.join(' ')}`
}
