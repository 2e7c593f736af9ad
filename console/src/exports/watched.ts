/** Which jobs are watched over one connection. */
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'

/** As many as the API tells of over one connection. */
const MOST = 50

/** Ids of those that are not over, the newest first. */
export function watchedIds(jobs: readonly RequestedExport[]): string[] {
  return jobs
    .filter(({ status }) => status === ExportStatus.PENDING)
    .slice(0, MOST)
    .map(({ id }) => id)
}
