/** The steps of a backfill: decide its windows, record the job of each in its turn, and end it. */
import type { BackfillExportsInput } from '../../contract/index.ts'
import { dayOf, dayText, planBackfill } from '../../scheduling/index.ts'
import type { RunDecision } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { coverageOf, exportDecision, recurrenceOf, runExportOf } from './decideRun.ts'
import { type RunStart, runStartOf } from './runStart.ts'

const UNSETTLED =
  'A transaction that began before the end of this day’s window is still open in the database.'

/** Ids of the runs that the backfill makes, in the order of their windows. Repeating it gives the same. */
export function createPlanBackfill({
  backfills,
  settleSeconds,
}: Pick<ActivityDependencies, 'backfills' | 'settleSeconds'>) {
  return async function planBackfillRuns({ backfillId }: BackfillExportsInput): Promise<string[]> {
    return await backfills.plan(backfillId, async (state, { fromDay, toDay }) => {
      const span = { from: dayOf(fromDay), to: dayOf(toDay) }
      const { exports, unsettled, alreadyThere } = planBackfill(
        recurrenceOf(state.schedule),
        coverageOf(await state.coverageOf(null)),
        span,
        { settleMs: settleSeconds * 1_000, settledUntil: state.settledUntil.getTime() },
      )
      const skips = unsettled.map((day) => ({ localDay: dayText(day), reason: UNSETTLED }))
      return { runs: exports.map(runExportOf), skips, alreadyThere }
    })
  }
}

/** Records the job of a window, unless another run has taken the window or its day by now. */
export function createBeginBackfillRun({
  backfills,
  schedules,
  requesters,
}: Pick<ActivityDependencies, 'backfills' | 'schedules' | 'requesters'>) {
  return async function beginBackfillRun({
    scheduleId,
    runId,
  }: {
    scheduleId: string
    runId: string
  }): Promise<RunStart> {
    const schedule = await schedules.find(scheduleId)
    if (!schedule) return { kind: 'DONE' }
    const owner = await requesters.find(schedule.ownerId)
    const planned = await backfills.begin(runId, async (run): Promise<RunDecision> => {
      if (!owner?.isActive) {
        return { kind: 'SKIP', reason: 'The schedule’s owner is no longer active in Connexus.' }
      }
      return exportDecision(schedule, owner, run)
    })
    return runStartOf(planned, schedule)
  }
}

export function createEndBackfill({ backfills }: Pick<ActivityDependencies, 'backfills'>) {
  return async function endBackfill({ backfillId }: BackfillExportsInput): Promise<void> {
    await backfills.end(backfillId)
  }
}
