/**
 * Cleans up after an attempt, however it ended: staged rows, unfinished uploads, and files that no
 * record names.
 */

import { ExportStatus } from '../contract/index.ts'
import type { JobKey } from '../stores/index.ts'
import { filePrefix, stagedPrefix } from '../stores/index.ts'
import type { ActivityDependencies } from './dependencies.ts'

/**
 * Touches nothing of another attempt, and nothing at all while the job is active. A file that any
 * record names stays: this job may have let go of one that identical jobs were answered with.
 */
export function createRemoveStaged({
  jobs,
  files,
  objects,
}: Pick<ActivityDependencies, 'jobs' | 'files' | 'objects'>) {
  return async function removeStaged({ exportId, attempt }: JobKey): Promise<void> {
    const job = await jobs.find(exportId)
    // Somebody still works on it: this call comes from a run that was terminated or reset.
    if (job?.status === ExportStatus.PENDING && job.attempt === attempt) return
    await objects.abortUploads(filePrefix(exportId, attempt))
    const complete = await objects.list(filePrefix(exportId, attempt))
    const named = await files.namedAmong(complete)
    const staged = await objects.list(stagedPrefix(exportId, attempt))
    await objects.remove([...staged, ...complete.filter((key) => !named.has(key))])
  }
}
