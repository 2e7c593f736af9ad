/** Removes the staged rows of attempts that nobody works on any more. */
import { STAGING_PREFIX, stagedPrefix } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { attemptsOf, isAbandoned } from './abandoned.ts'
import { MOST, type StepReport } from './stepReport.ts'

export function createRemoveOrphanedStaged(
  needed: Pick<ActivityDependencies, 'jobs' | 'objects' | 'runs'>,
) {
  return async function removeOrphanedStaged(): Promise<StepReport> {
    const { objects } = needed
    /** Of attempts, and their objects. */
    const counts = { removed: 0, objects: 0, kept: 0 }
    return await whileHeartbeating(
      () => counts,
      async (signal) => {
        for (const folder of await objects.listFolders(STAGING_PREFIX)) {
          for (const attempt of attemptsOf(await objects.listFolders(folder))) {
            signal.throwIfAborted()
            if (counts.removed >= MOST) return { counts, isMoreLeft: true }
            if (await isAbandoned(needed, attempt)) {
              const keys = await objects.list(stagedPrefix(attempt.exportId, attempt.attempt))
              await objects.remove(keys)
              counts.removed += 1
              counts.objects += keys.length
            } else {
              counts.kept += 1
            }
          }
        }
        return { counts, isMoreLeft: false }
      },
    )
  }
}
