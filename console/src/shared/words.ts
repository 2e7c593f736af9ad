/** Codes and names as words. */
import { assertNever, type ColumnType, ExportStatus, FileType } from '../../../contract/index.ts'

/** `PENDING_APPROVAL` is `Pending approval`. */
export function wordsOfCode(code: string): string {
  return code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ')
}

/** `clientReference` is `Client reference`. */
export function wordsOfName(name: string): string {
  const spaced = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

export function fileTypeWords(fileType: FileType): string {
  switch (fileType) {
    case FileType.XLSX:
      return 'Excel'
    case FileType.CSV:
      return 'CSV'
    case FileType.PDF:
      return 'PDF'
    default:
      return assertNever(fileType)
  }
}

/** A PENDING job that has begun is running; a file that is no longer kept is not ready. */
export function statusWords(
  status: ExportStatus,
  { hasStarted, isExpired }: { hasStarted: boolean; isExpired: boolean },
): string {
  switch (status) {
    case ExportStatus.PENDING:
      return hasStarted ? 'Running' : 'Queued'
    case ExportStatus.COMPLETED:
      return isExpired ? 'Expired' : 'Ready'
    case ExportStatus.FAILED:
      return 'Failed'
    case ExportStatus.CANCELLED:
      return 'Cancelled'
    default:
      return assertNever(status)
  }
}

const COLUMN_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  integer: 'number',
  decimal: 'number',
  money: 'amount',
  date: 'day',
  'date-time': 'day and time',
  boolean: 'yes or no',
  json: 'JSON',
}

export function columnTypeWords(type: ColumnType): string {
  return COLUMN_TYPES[type]
}
