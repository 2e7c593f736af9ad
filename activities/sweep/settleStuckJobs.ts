/**
 * Puts jobs on their way again that nobody works on, or ends them: none waits for ever. It needs no
 * store: what their attempts left in the bucket is removed by the other steps.
 */
import { Context } from '@temporalio/activity'
import { assertNever, exportMessage, workflowIdOf } from '../../contract/index.ts'
import type { JobKey, OpenJob } from '../../stores/index.ts'
import type { ActivityDependencies, ScheduleReader } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { isAnyoneTold } from '../notices/index.ts'
import { isSuspect, SEND_AGAIN_SECONDS, type Settlement, settlementOf } from './settlement.ts'
import { MOST, type StepReport } from './stepReport.ts'

type Needed = ScheduleReader &
  Pick<ActivityDependencies, 'openJobs' | 'jobs' | 'queue' | 'runs' | 'records' | 'mailer'>

type Count = 'restarted' | 'sentAgain' | 'failed' | 'cancelled'

export interface SettledJobs extends StepReport {
  counts: Record<Count, number>
  /** Those that failed and whose end somebody is to be told; `MOST` at most. */
  toTell: JobKey[]
}

/** What is heartbeated, so that the next try of the step knows whom this one failed. */
interface Done {
  counts: Record<Count, number>
  failed: JobKey[]
}

/** Records that are read at once. */
const PAGE = 500

export function createSettleStuckJobs(needed: Needed) {
  return async function settleStuckJobs(): Promise<SettledJobs> {
    const done = doneBefore()
    return await whileHeartbeating(
      () => done,
      async (signal) => {
        const isMoreLeft = await settleAll(needed, done, signal)
        return { counts: done.counts, isMoreLeft, toTell: await toTell(needed, done.failed) }
      },
    )
  }
}

function doneBefore(): Done {
  const { heartbeatDetails } = Context.current().info as { heartbeatDetails?: Done }
  const counts = { restarted: 0, sentAgain: 0, failed: 0, cancelled: 0 }
  return heartbeatDetails ?? { counts, failed: [] }
}

/** Adds to what is done. Whether more than one step may do is left. */
async function settleAll(needed: Needed, done: Done, signal: AbortSignal): Promise<boolean> {
  const retention = await needed.queue.retentionSeconds()
  for await (const job of suspects(needed, retention)) {
    signal.throwIfAborted()
    if (Object.values(done.counts).reduce((sum, count) => sum + count) >= MOST) return true
    const state = await needed.runs.stateOf(workflowIdOf(job.id, job.attempt))
    await settle(needed, job, settlementOf(job, state, retention), done)
  }
  return false
}

async function toTell(needed: Needed, failed: readonly JobKey[]): Promise<JobKey[]> {
  const told: JobKey[] = []
  for (const key of failed) if (await isAnyoneTold(needed, key)) told.push(key)
  return told
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

async function settle(
  needed: Needed,
  job: OpenJob,
  settlement: Settlement,
  done: Done,
): Promise<void> {
  const key = { exportId: job.id, attempt: job.attempt }
  const count = await change(needed, job, settlement)
  if (count === undefined) return
  done.counts[count] += 1
  if (count === 'failed') done.failed.push(key)
  Context.current().heartbeat(done)
}

/** What was done; undefined where nothing was, or somebody else was first. */
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
    case 'FAIL_UNSTARTED':
      return (await jobs.recordRefusal(key, settlement.failure)) ? 'failed' : undefined
    default:
      return assertNever(settlement)
  }
}
