/** What a request was answered with, in a sentence. */
import { ExportStatus, type RequestAnswer } from '../../../contract/index.ts'

export function answerWords({ job, repeats }: RequestAnswer): string {
  if (repeats !== null) return 'This export is already on its way.'
  if (job.status === ExportStatus.COMPLETED) {
    return `“${job.title}” is ready: a file that was made before.`
  }
  return `“${job.title}” is on its way. You can leave this page; it goes on.`
}
