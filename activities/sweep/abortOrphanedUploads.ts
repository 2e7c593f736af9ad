/** Aborts unfinished uploads of attempts that nobody works on any more. */
import { FILES_PREFIX, filePrefix } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { attemptsOf, isAbandoned } from './abandoned.ts'
import { MOST, type StepReport } from './stepReport.ts'

export function createAbortOrphanedUploads(
  needed: Pick<ActivityDependencies, 'jobs' | 'objects' | 'runs'>,
) {
  return async function abortOrphanedUploads(): Promise<StepReport> {
    const counts = { aborted: 0, kept: 0 }
    return await whileHeartbeating(
      () => counts,
      async (signal) => {
        const uploads = await needed.objects.listUploads(FILES_PREFIX)
        for (const attempt of attemptsOf(uploads.map(({ key }) => key))) {
          signal.throwIfAborted()
          if (counts.aborted >= MOST) return { counts, isMoreLeft: true }
          if (await isAbandoned(needed, attempt)) {
            const prefix = filePrefix(attempt.exportId, attempt.attempt)
            counts.aborted += await needed.objects.abortUploads(prefix)
          } else {
            counts.kept += 1
          }
        }
        return { counts, isMoreLeft: false }
      },
    )
  }
}
