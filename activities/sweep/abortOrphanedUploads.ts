/** Aborts unfinished uploads of attempts that nobody works on any more. */
import { FILES_PREFIX, filePrefix, type JobKey } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { attemptsOf, isAbandoned } from './abandoned.ts'
import { Failures } from './failures.ts'
import { MOST, type StepReport } from './stepReport.ts'

export function createAbortOrphanedUploads(
  needed: Pick<ActivityDependencies, 'jobs' | 'objects' | 'runs'>,
) {
  return async function abortOrphanedUploads(): Promise<StepReport> {
    const counts = { aborted: 0, kept: 0 }
    const abort = async (attempt: JobKey) => {
      if (await isAbandoned(needed, attempt)) {
        const prefix = filePrefix(attempt.exportId, attempt.attempt)
        counts.aborted += await needed.objects.abortUploads(prefix)
      } else {
        counts.kept += 1
      }
    }
    return await whileHeartbeating(
      () => counts,
      async (signal) => {
        const failures = new Failures('Attempts that keep unfinished uploads')
        const uploads = await needed.objects.listUploads(FILES_PREFIX)
        let isMoreLeft = false
        for (const attempt of attemptsOf(uploads.map(({ key }) => key))) {
          signal.throwIfAborted()
          isMoreLeft = counts.aborted >= MOST
          if (isMoreLeft) break
          await failures.count(() => abort(attempt))
        }
        failures.throwIfAny()
        return { counts, isMoreLeft }
      },
    )
  }
}
