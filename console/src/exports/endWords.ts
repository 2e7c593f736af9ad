/** How a job ended, in a sentence for those who can't see it. */
import { assertNever, ExportStatus, type RequestedExport } from '../../../contract/index.ts'
import { counted } from '../shared/format.ts'

export function endWords({ title, status, file, failure }: RequestedExport): string {
  switch (status) {
    case ExportStatus.COMPLETED:
      return `“${title}” is ready: ${counted(file?.rows ?? 0, 'row')}.`
    case ExportStatus.FAILED:
      return `“${title}” failed. ${failure?.message ?? ''}`.trim()
    case ExportStatus.CANCELLED:
      return `“${title}” is cancelled.`
    case ExportStatus.PENDING:
      return `“${title}” goes on.`
    default:
      return assertNever(status)
  }
}
