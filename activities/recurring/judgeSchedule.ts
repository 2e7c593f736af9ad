/** Pauses a schedule that keeps failing, once: its owner has to do something. */
import { RunOutcome } from '../../contract/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'

/** So many of the last runs must have failed, the very last among them. */
const FAILED_RUNS = 3
const OF_LAST_RUNS = 5
const KEEPS_FAILING = `${FAILED_RUNS} of its last runs failed. Mend what they failed of, then resume it.`

export interface Judgement {
  /** Since when it has paused itself, ISO 8601; null where it has not. */
  pausedAt: string | null
}

export function createJudgeSchedule({
  schedules,
  scheduleRuns,
  timetable,
}: Pick<ActivityDependencies, 'schedules' | 'scheduleRuns' | 'timetable'>) {
  return async function judgeSchedule({ scheduleId }: { scheduleId: string }): Promise<Judgement> {
    const state = await timetable.describe(scheduleId)
    const selfPausedAt = (await schedules.find(scheduleId))?.selfPausedAt ?? null
    // A run that was triggered while it has paused itself, or this was done before.
    if (state?.isPaused && selfPausedAt) return { pausedAt: selfPausedAt.toISOString() }
    const outcomes = await scheduleRuns.lastOutcomes(scheduleId, OF_LAST_RUNS, selfPausedAt)
    const failed = outcomes.filter((outcome) => outcome === RunOutcome.FAILED)
    if (outcomes[0] !== RunOutcome.FAILED || failed.length < FAILED_RUNS) return { pausedAt: null }
    await timetable.pause(scheduleId, KEEPS_FAILING)
    const pausedAt = await schedules.noteSelfPause(scheduleId, KEEPS_FAILING)
    return { pausedAt: pausedAt?.toISOString() ?? null }
  }
}
