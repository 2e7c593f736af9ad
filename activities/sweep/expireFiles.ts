/** Removes the files of records that expired or were removed; the records stay. */
import { assertNever } from '../../contract/index.ts'
import { FileOutcome } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { Failures } from './failures.ts'
import { MOST, type StepReport } from './stepReport.ts'

export function createExpireFiles({
  files,
  objects,
}: Pick<ActivityDependencies, 'files' | 'objects'>) {
  return async function expireFiles(): Promise<StepReport> {
    const counts = { removed: 0, shared: 0 }
    return await whileHeartbeating(
      () => counts,
      async (signal) => {
        const ids = await files.releasable(MOST)
        const failures = new Failures('Files that could not be removed')
        for (const id of ids) {
          signal.throwIfAborted()
          await failures.count(async () => {
            count(counts, await files.release(id, (key) => objects.remove([key])))
          })
        }
        failures.throwIfAny()
        return { counts, isMoreLeft: ids.length === MOST }
      },
    )
  }
}

function count(counts: { removed: number; shared: number }, outcome: FileOutcome): void {
  switch (outcome) {
    case FileOutcome.REMOVED:
      counts.removed += 1
      break
    case FileOutcome.SHARED:
      counts.shared += 1
      break
    case FileOutcome.NONE:
      // Another sweep was first.
      break
    default:
      assertNever(outcome)
  }
}
