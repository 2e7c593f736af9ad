/** The steps of a backfill: decide its windows, record the job of each in its turn, and end it. */
import { type BackfillExportsInput } from '../../contract/index.ts'
import { dayOf, gapsIn, planBackfill } from '../../scheduling/index.ts'
import type { PlanningState, RunDecision, RunExport } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { exportDecision, heldRunsOf, recurrenceOf, runExportOf } from './decideRun.ts'
import { type RunStart, runStartOf } from './runStart.ts'

/** Ids of the runs that the backfill makes, in the order of their windows. Repeating it gives the same. */
export function createPlanBackfill({
  backfills,
  settleSeconds,
}: Pick<ActivityDependencies, 'backfills' | 'settleSeconds'>) {
  return async function planBackfillRuns({ backfillId }: BackfillExportsInput): Promise<string[]> {
    return await backfills.plan(backfillId, (state, { fromDay, toDay }) => {
      const span = { from: dayOf(fromDay), to: dayOf(toDay) }
      const { exports, alreadyThere } = planBackfill(
        recurrenceOf(state.schedule),
        heldRunsOf(state),
        span,
        settleSeconds * 1_000,
      )
      return { runs: exports.map(runExportOf), alreadyThere }
    })
  }
}

/** Records the job of a window, unless another run has taken the window or its day by now. */
export function createBeginBackfillRun({
  backfills,
  schedules,
  requesters,
}: Pick<ActivityDependencies, 'backfills' | 'schedules' | 'requesters'>) {
  return async function beginBackfillRun(scheduleId: string, runId: string): Promise<RunStart> {
    const schedule = await schedules.find(scheduleId)
    if (!schedule) return { kind: 'DONE' }
    const owner = await requesters.find(schedule.ownerId)
    const planned = await backfills.begin(runId, async (state, run): Promise<RunDecision> => {
      if (!owner?.isActive) {
        return { kind: 'SKIP', reason: 'The schedule’s owner is no longer active in Connexus.' }
      }
      if (isTaken(state, run)) {
        return { kind: 'SKIP', reason: 'Another file holds these changes already.' }
      }
      return exportDecision(state.schedule, owner, run)
    })
    return runStartOf(planned, schedule)
  }
}

export function createEndBackfill({ backfills }: Pick<ActivityDependencies, 'backfills'>) {
  return async function endBackfill({ backfillId }: BackfillExportsInput): Promise<void> {
    await backfills.end(backfillId)
  }
}

/** By a job: windows that wait, its own among them, are not in anybody's way. */
function isTaken(state: PlanningState, { localDay, window }: RunExport): boolean {
  const jobs = state.held.filter(({ requestDigest }) => requestDigest !== null)
  if (localDay !== null && jobs.some((held) => held.localDay === localDay)) return true
  if (!window?.start) return false
  const span = { start: window.start.getTime(), end: window.end.getTime() }
  const taken = jobs.flatMap(({ window: other }) =>
    other?.start ? [{ start: other.start.getTime(), end: other.end.getTime() }] : [],
  )
  const [gap] = gapsIn(span, taken)
  return gap?.start !== span.start || gap.end !== span.end
}
