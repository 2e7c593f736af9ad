/** Decides what a schedule that is due exports next, and records its job; or why it exports nothing. */
import type { Requester } from '../../contract/index.ts'
import { requestDigest } from '../../handlers/index.ts'
import { planRun } from '../../scheduling/index.ts'
import type { FiringStep, PlannedRun, PlanningState, RunDecision } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { coverageOf, exportDecision, recurrenceOf, runExportOf } from './decideRun.ts'
import { type RunStart, runStartOf } from './runStart.ts'

/** `dueAt` is ISO 8601. */
export interface PlanRunInput extends Omit<FiringStep, 'dueAt'> {
  dueAt: string
}

type Needed = Pick<
  ActivityDependencies,
  'schedules' | 'scheduleRuns' | 'requesters' | 'timetable' | 'settleSeconds'
>

const OWNER_INACTIVE = 'Its owner is no longer active in Connexus.'

/** Repeating it gives what was decided first. */
export function createPlanRun(needed: Needed) {
  const { schedules, scheduleRuns, requesters, timetable, settleSeconds } = needed

  return async function planScheduledRun({ dueAt, ...step }: PlanRunInput): Promise<RunStart> {
    const due = new Date(dueAt)
    const schedule = await schedules.find(step.scheduleId)
    if (!schedule) return { kind: 'DONE' }
    const owner = await requesters.find(schedule.ownerId)
    const planned = await scheduleRuns.plan({ ...step, dueAt: due }, (state) =>
      decide(state, owner, { ...step, dueAt: due }),
    )
    if (!owner?.isActive) return await stop(planned, step.scheduleId)
    return runStartOf(planned, schedule)
  }

  async function decide(
    state: PlanningState,
    owner: Requester | undefined,
    { dueAt, step }: Pick<FiringStep, 'dueAt' | 'step'>,
  ): Promise<RunDecision> {
    if (!owner?.isActive) return { kind: 'SKIP', reason: OWNER_INACTIVE }
    const { schedule, settledUntil } = state
    const coverage = coverageOf(await state.coverageOf(requestDigest(schedule.request)))
    const plan = planRun(recurrenceOf(schedule), coverage, {
      dueAt: dueAt.getTime(),
      step,
      settledUntil: settledUntil.getTime(),
      settleMs: settleSeconds * 1_000,
    })
    if (plan.kind !== 'EXPORT') return plan
    return exportDecision(schedule, owner, runExportOf(plan))
  }

  async function stop(planned: PlannedRun, scheduleId: string): Promise<RunStart> {
    if (planned.kind === 'DONE') return planned
    await timetable.pause(scheduleId, OWNER_INACTIVE)
    return { kind: 'STOPPED', reason: OWNER_INACTIVE }
  }
}
