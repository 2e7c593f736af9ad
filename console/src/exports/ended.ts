/** Which jobs that were under way are over, or are no longer listed. */
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'

export function idsUnderWay(jobs: readonly RequestedExport[]): string[] {
  return jobs.filter(({ status }) => status === ExportStatus.PENDING).map(({ id }) => id)
}

/** `before` are the ids of those that were under way. */
export function endedSince(before: readonly string[], jobs: readonly RequestedExport[]) {
  return {
    ended: jobs.filter(({ id, status }) => status !== ExportStatus.PENDING && before.includes(id)),
    gone: before.filter((underWay) => jobs.every(({ id }) => id !== underWay)),
  }
}
