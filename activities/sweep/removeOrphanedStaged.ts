/** Removes the staged rows of attempts that nobody works on any more. */
import { type JobKey, STAGING_PREFIX, stagedPrefix } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { attemptsOf, isAbandoned } from './abandoned.ts'
import { Failures } from './failures.ts'
import { MOST, type StepReport } from './stepReport.ts'

type Needed = Pick<ActivityDependencies, 'jobs' | 'objects' | 'runs'>

export function createRemoveOrphanedStaged(needed: Needed) {
  return async function removeOrphanedStaged(): Promise<StepReport> {
    /** Of attempts, and their objects. */
    const counts = { removed: 0, objects: 0, kept: 0 }
    const remove = async (attempt: JobKey) => {
      if (await isAbandoned(needed, attempt)) {
        const keys = await needed.objects.list(stagedPrefix(attempt.exportId, attempt.attempt))
        await needed.objects.remove(keys)
        counts.removed += 1
        counts.objects += keys.length
      } else {
        counts.kept += 1
      }
    }
    return await whileHeartbeating(
      () => counts,
      async (signal) => {
        const failures = new Failures('Attempts that keep staged rows')
        let isMoreLeft = false
        for await (const attempt of stagedAttempts(needed)) {
          signal.throwIfAborted()
          isMoreLeft = counts.removed >= MOST
          if (isMoreLeft) break
          await failures.count(() => remove(attempt))
        }
        failures.throwIfAny()
        return { counts, isMoreLeft }
      },
    )
  }
}

async function* stagedAttempts({ objects }: Needed): AsyncGenerator<JobKey, void, undefined> {
  for (const folder of await objects.listFolders(STAGING_PREFIX)) {
    yield* attemptsOf(await objects.listFolders(folder))
  }
}
