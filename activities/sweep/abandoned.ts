/** Tells attempts that nobody works on any more from those whose leftovers are still needed. */
import { ExportStatus, workflowIdOf } from '../../contract/index.ts'
import { attemptOfKey, type JobKey } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { RunState } from './workflowRuns.ts'

/**
 * Whether an attempt's workflow is over or unknown, and its record asks for nothing more. Age says
 * nothing: an export may rightly wait for a worker for weeks.
 */
export async function isAbandoned(
  { jobs, runs }: Pick<ActivityDependencies, 'jobs' | 'runs'>,
  { exportId, attempt }: JobKey,
): Promise<boolean> {
  if ((await runs.stateOf(workflowIdOf(exportId, attempt))) === RunState.OPEN) return false
  // Read after the run was asked for: an attempt that has ended never begins again.
  const job = await jobs.find(exportId)
  return job?.attempt !== attempt || job.status !== ExportStatus.PENDING
}

/** Each attempt that one of the keys is of, once. Keys that are not an attempt's are left out. */
export function attemptsOf(keys: readonly string[]): JobKey[] {
  const attempts = new Map<string, JobKey>()
  for (const key of keys) {
    const attempt = attemptOfKey(key)
    if (attempt) attempts.set(`${attempt.attempt} ${attempt.exportId}`, attempt)
  }
  return [...attempts.values()]
}
