/** Makes a finished file known to requests that may be answered with it. */
import { log } from '@temporalio/activity'
import { describeError, LONGEST_REUSE_SECONDS } from '../stores/index.ts'
import type { ActivityDependencies } from './dependencies.ts'

type Needed = Pick<ActivityDependencies, 'jobs' | 'retentionHours' | 'reuse'>

/** For as long as the file is kept, a week at most. Never rejects: what fails here costs the reuse alone. */
export async function rememberFile(
  { jobs, retentionHours, reuse }: Needed,
  exportId: string,
): Promise<void> {
  const kept = retentionHours === 0 ? Number.POSITIVE_INFINITY : retentionHours * 3_600
  const seconds = Math.min(kept, LONGEST_REUSE_SECONDS)
  try {
    const digest = await jobs.reuseDigestOf(exportId)
    if (digest !== undefined) await reuse.remember(digest, exportId, { seconds })
  } catch (error) {
    log.warn('the file is not known to later requests', { exportId, reason: describeError(error) })
  }
}
