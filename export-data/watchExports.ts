/** Follows jobs of the caller's own until the last of them is over. */
import { type ExportEvent, ExportStatus, workflowIdOf } from '../contract/index.ts'
import { AccessAction } from '../stores/index.ts'
import { accessOf, onRecord } from './access.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import type { Caller, WatchOptions } from './exportData.ts'
import { merged } from './merged.ts'
import { type OwnJob, ownJob } from './ownJobs.ts'
import type { ProgressHub } from './progress/index.ts'
import { reachDatabase } from './reachDatabase.ts'

type Needed = ExportDataDependencies & { progress: ProgressHub }

export async function* watchExports(
  needed: Needed,
  caller: Caller,
  exportIds: readonly string[],
  { seen = {}, signal }: WatchOptions,
): AsyncGenerator<ExportEvent> {
  const jobs = await Promise.all(exportIds.map((exportId) => begin(needed, caller, exportId)))
  const left = new AbortController()
  const until = signal ? AbortSignal.any([signal, left.signal]) : left.signal
  const follow = (own: OwnJob) => followOne(needed, caller, own, { seen, signal: until })
  try {
    yield* merged(jobs.map(follow))
  } finally {
    left.abort()
  }
}

async function begin(needed: Needed, caller: Caller, exportId: string): Promise<OwnJob> {
  const access = accessOf(caller, AccessAction.WATCH, exportId)
  return await onRecord(needed.accessLog, access, async () => {
    const own = await ownJob(needed, caller.userId, exportId)
    await needed.accessLog.record(access)
    return own
  })
}

async function* followOne(
  needed: Needed,
  caller: Caller,
  { record, job }: OwnJob,
  { seen, signal }: Required<WatchOptions>,
): AsyncGenerator<ExportEvent> {
  const { id: exportId, attempt, fileType } = job
  if (job.status === ExportStatus.PENDING) {
    const watched = { exportId, attempt, fileType, workflowId: workflowIdOf(record.id, attempt) }
    const options = { seen: seen[exportId], signal }
    for await (const progress of needed.progress.watch(watched, options)) {
      yield { kind: 'progress', progress }
    }
    if (signal.aborted) return
  }
  // Rights may have gone in the meantime.
  const end = await reachDatabase(() => ownJob(needed, caller.userId, exportId))
  yield { kind: 'end', job: end.job }
}
