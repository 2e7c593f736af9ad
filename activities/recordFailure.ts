/** Last step of an export that failed: the record says why, and what to do. */
import type { Failure } from '../contract/index.ts'
import type { JobKey } from '../stores/index.ts'
import type { ActivityDependencies } from './dependencies.ts'

/** Changes nothing when the record is terminal or of another attempt. */
export function createRecordFailure({ jobs }: Pick<ActivityDependencies, 'jobs'>) {
  return async function recordFailure(key: JobKey, failure: Failure): Promise<void> {
    await jobs.recordFailure(key, failure)
  }
}
