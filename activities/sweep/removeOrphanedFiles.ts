/**
 * Removes complete files that no record names, of attempts that are over: one that was completed just
 * as its run was ended by force, or whose record is gone. In a large bucket a run looks at one stretch
 * only, each at another.
 */
import { randomBytes } from 'node:crypto'
import { FILES_PREFIX, filePrefix, type JobKey } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { attemptsOf, isAbandoned } from './abandoned.ts'
import { Failures } from './failures.ts'
import { MOST, type StepReport } from './stepReport.ts'

type Needed = Pick<ActivityDependencies, 'jobs' | 'files' | 'objects' | 'runs'>

/** Pages of keys, with 1,000 each, that one run looks at. */
const MOST_PAGES = 100

export function createRemoveOrphanedFiles(needed: Needed) {
  return async function removeOrphanedFiles(): Promise<StepReport> {
    /** Of files. */
    const counts = { removed: 0, kept: 0 }
    const remove = async (attempt: JobKey, keys: readonly string[]) => {
      if (await isAbandoned(needed, attempt)) {
        // Asked for anew: it may have been published, and then ended, since the page was read.
        const orphaned = await unnamed(needed, keys)
        await needed.objects.remove(orphaned)
        counts.removed += orphaned.length
      } else {
        counts.kept += keys.length
      }
    }
    return await whileHeartbeating(
      () => counts,
      async (signal) => {
        const failures = new Failures('Attempts that keep files that no record names')
        let pages = 0
        for await (const page of pagesFrom(needed, anywhere())) {
          signal.throwIfAborted()
          for (const [attempt, keys] of byAttempt(await unnamed(needed, page))) {
            signal.throwIfAborted()
            await failures.count(() => remove(attempt, keys))
          }
          pages += 1
          if (pages >= MOST_PAGES || counts.removed >= MOST) break
        }
        failures.throwIfAny()
        return { counts, isMoreLeft: counts.removed >= MOST }
      },
    )
  }
}

/** Ids are spread over the beginnings of keys, as UUIDs and numbers are. */
function anywhere(): string {
  return FILES_PREFIX + randomBytes(4).toString('hex')
}

/** Those up to `start` come last. */
async function* pagesFrom(
  { objects }: Needed,
  start: string,
): AsyncGenerator<string[], void, undefined> {
  yield* objects.pages(FILES_PREFIX, start)
  for await (const page of objects.pages(FILES_PREFIX)) {
    const before = page.filter((key) => key <= start)
    yield before
    if (before.length < page.length) return
  }
}

async function unnamed({ files }: Needed, keys: readonly string[]): Promise<string[]> {
  const named = await files.namedAmong(keys)
  return keys.filter((key) => !named.has(key))
}

/** Keys that are not an attempt's are left out. */
function byAttempt(keys: readonly string[]): [JobKey, string[]][] {
  return attemptsOf(keys).map((attempt) => {
    const prefix = filePrefix(attempt.exportId, attempt.attempt)
    return [attempt, keys.filter((key) => key.startsWith(prefix))]
  })
}
