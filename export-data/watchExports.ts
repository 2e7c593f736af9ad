/** Follows jobs of the caller's own until the last of them is over. */
import {
  type ExportEvent,
  ExportFailure,
  ExportStatus,
  FailureCode,
  workflowIdOf,
} from '../contract/index.ts'
import { AccessAction } from '../stores/index.ts'
import { accessOf, onRecord } from './access.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import type { WatchOptions } from './exportData.ts'
import { merged } from './merged.ts'
import { type OwnJob, ownJob } from './ownJobs.ts'
import type { ProgressHub } from './progress/index.ts'

type Needed = ExportDataDependencies & { progress: ProgressHub }

export async function* watchExports(
  needed: Needed,
  caller: Caller,
  exportIds: readonly string[],
  { seen = {}, signal }: WatchOptions,
): AsyncGenerator<ExportEvent> {
  const jobs: OwnJob[] = []
  for (const exportId of exportIds) jobs.push(await begin(needed, caller, exportId))
  const left = new AbortController()
  const until = signal ? AbortSignal.any([signal, left.signal]) : left.signal
  const follow = (own: OwnJob) => followOne(needed, caller, own, { seen, signal: until })
  yield* merged(jobs.map(follow), () => left.abort())
}

async function begin(needed: Needed, caller: Caller, exportId: string): Promise<OwnJob> {
  const access = accessOf(caller, AccessAction.WATCH, exportId)
  return await onRecord(needed.accessLog, access, async () => {
    const own = await ownJob(needed, caller.userId, exportId)
    await needed.accessLog.record({ ...access, userId: own.requester.id, exportId: own.record.id })
    return own
  })
}

/** A job that is retried meanwhile goes on with its next attempt; one that is removed ends silently. */
async function* followOne(
  needed: Needed,
  caller: Caller,
  first: OwnJob,
  { seen, signal }: Required<WatchOptions>,
): AsyncGenerator<ExportEvent> {
  let own: OwnJob | undefined = first
  while (own?.job.status === ExportStatus.PENDING) {
    const { id: exportId, attempt, fileType } = own.job
    const watched = { exportId, attempt, fileType, workflowId: workflowIdOf(exportId, attempt) }
    for await (const progress of needed.progress.watch(watched, { seen: seen[exportId], signal })) {
      yield { kind: 'progress', progress }
    }
    if (signal.aborted) return
    own = await lookAgain(needed, caller, exportId)
  }
  if (own) yield { kind: 'end', job: own.job }
}

/** Rights may have gone in the meantime. Undefined for a job that was removed. */
async function lookAgain(
  needed: Needed,
  caller: Caller,
  exportId: string,
): Promise<OwnJob | undefined> {
  try {
    const access = accessOf(caller, AccessAction.WATCH, exportId)
    return await onRecord(needed.accessLog, access, () => ownJob(needed, caller.userId, exportId))
  } catch (error) {
    if (error instanceof ExportFailure && error.code === FailureCode.UNKNOWN_JOB) return undefined
    throw error
  }
}
