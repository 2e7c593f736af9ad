/** Puts jobs on their way again that nobody works on, or ends them: none waits for ever. */
import { assertNever, exportMessage, workflowIdOf } from '../../contract/index.ts'
import type { OpenJob } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { createRemoveStaged } from '../removeStaged.ts'
import { isSuspect, SEND_AGAIN_SECONDS, type Settlement, settlementOf } from './settlement.ts'
import { MOST, type StepReport } from './stepReport.ts'

type Needed = Pick<
  ActivityDependencies,
  'openJobs' | 'jobs' | 'files' | 'objects' | 'queue' | 'runs'
>

/** Records that are read at once. */
const PAGE = 500

export function createSettleStuckJobs(needed: Needed) {
  return async function settleStuckJobs(): Promise<StepReport> {
    const counts = { restarted: 0, sentAgain: 0, failed: 0, cancelled: 0 }
    return await whileHeartbeating(
      () => counts,
      async (signal) => {
        const retention = await needed.queue.retentionSeconds()
        for await (const job of suspects(needed, retention)) {
          signal.throwIfAborted()
          if (Object.values(counts).reduce((sum, count) => sum + count) >= MOST) {
            return { counts, isMoreLeft: true }
          }
          const state = await needed.runs.stateOf(workflowIdOf(job.id, job.attempt))
          const settled = await settle(needed, job, settlementOf(job, state, retention))
          if (settled) counts[settled] += 1
        }
        return { counts, isMoreLeft: false }
      },
    )
  }
}

async function* suspects(
  { openJobs }: Needed,
  retention: number,
): AsyncGenerator<OpenJob, void, undefined> {
  let page = await openJobs.page(PAGE)
  while (page.length > 0) {
    yield* page.filter((job) => isSuspect(job, retention))
    page = await openJobs.page(PAGE, page.at(-1)?.id)
  }
}

type Count = 'restarted' | 'sentAgain' | 'failed' | 'cancelled'

/** What was done; undefined where nothing was, or somebody else was first. */
async function settle(
  needed: Needed,
  job: OpenJob,
  settlement: Settlement,
): Promise<Count | undefined> {
  const key = { exportId: job.id, attempt: job.attempt }
  const done = await change(needed, job, settlement)
  // Of an attempt that is over: also a file that was complete, and is named by no record.
  if (done !== undefined && done !== 'sentAgain') await createRemoveStaged(needed)(key)
  return done
}

async function change(
  { openJobs, jobs }: Needed,
  job: OpenJob,
  settlement: Settlement,
): Promise<Count | undefined> {
  const key = { exportId: job.id, attempt: job.attempt }
  const messageOf = (attempt: number) =>
    exportMessage({ exportId: job.id, attempt }, job, job.createdById)
  switch (settlement.kind) {
    case 'LEAVE':
      return undefined
    case 'RESTART':
      return (await openJobs.restart(job, messageOf(job.attempt + 1))) ? 'restarted' : undefined
    case 'SEND_AGAIN':
      return (await openJobs.sendAgain(job, messageOf(job.attempt), SEND_AGAIN_SECONDS))
        ? 'sentAgain'
        : undefined
    case 'CANCEL':
      return (await jobs.recordCancellation(key)) ? 'cancelled' : undefined
    case 'FAIL':
      return (await jobs.recordFailure(key, settlement.failure)) ? 'failed' : undefined
    default:
      return assertNever(settlement)
  }
}
