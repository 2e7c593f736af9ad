/** Last step of an export that failed: the record says why, and what to do. */
import type { Failure } from '../contract/index.ts'
import type { JobKey } from '../stores/index.ts'
import type { ActivityDependencies, ScheduleReader } from './dependencies.ts'
import { isAnyoneTold } from './notices/index.ts'
import type { RecordedEnd } from './recordCompletion.ts'

type Needed = Pick<ActivityDependencies, 'jobs' | 'records' | 'mailer'> & ScheduleReader

/** Changes nothing when the record is terminal or of another attempt. */
export function createRecordFailure(needed: Needed) {
  return async function recordFailure(key: JobKey, failure: Failure): Promise<RecordedEnd> {
    await needed.jobs.recordFailure(key, failure)
    return { hasNotices: await isAnyoneTold(needed, key) }
  }
}
