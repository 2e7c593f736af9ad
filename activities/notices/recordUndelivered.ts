/** Last step of a notice whose tries are used up. */
import type { ActivityDependencies } from '../dependencies.ts'
import type { NoticeKey } from './deliverNotice.ts'

/** What the last try died of stays on the record. Changes nothing where the notice was delivered. */
export function createRecordUndelivered({ notices }: Pick<ActivityDependencies, 'notices'>) {
  return async function recordUndelivered({ noticeId }: NoticeKey): Promise<void> {
    await notices.recordGivenUp(noticeId)
  }
}
