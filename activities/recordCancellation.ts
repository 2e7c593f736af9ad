/** Last step of an export that was cancelled. */
import type { JobKey } from '../stores/index.ts'
import type { ActivityDependencies } from './dependencies.ts'

/** Changes nothing when the record is terminal or of another attempt. */
export function createRecordCancellation({ jobs }: Pick<ActivityDependencies, 'jobs'>) {
  return async function recordCancellation(key: JobKey): Promise<void> {
    await jobs.recordCancellation(key)
  }
}
