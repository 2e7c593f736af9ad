/**
 * Cleans up after an attempt, however it ended: staged rows, unfinished uploads, and files that the
 * record does not name.
 */

import { ExportStatus } from '../contract/index.ts'
import type { JobKey } from '../stores/index.ts'
import { filePrefix, stagedPrefix } from '../stores/index.ts'
import type { ActivityDependencies } from './dependencies.ts'

/**
 * Touches nothing of another attempt, never the file that the record names, and nothing at all while
 * the job is active.
 */
export function createRemoveStaged({
  jobs,
  objects,
}: Pick<ActivityDependencies, 'jobs' | 'objects'>) {
  return async function removeStaged({ exportId, attempt }: JobKey): Promise<void> {
    const job = await jobs.find(exportId)
    // Somebody still works on it: this call comes from a run that was terminated or reset.
    if (job?.status === ExportStatus.PENDING && job.attempt === attempt) return
    await objects.abortUploads(filePrefix(exportId, attempt))
    const files = await objects.list(filePrefix(exportId, attempt))
    const staged = await objects.list(stagedPrefix(exportId, attempt))
    await objects.remove([...staged, ...files.filter((key) => key !== job?.objectKey)])
  }
}
