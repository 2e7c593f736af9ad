/**
 * Makes sure that Temporal starts the sweep, as this version and its settings want it. Whether the
 * schedule is paused is the operators' to decide: that stays as it is.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  ScheduleOverlapPolicy,
} from '@temporalio/client'
import type { Logger } from 'pino'
import { SWEEP, sweepIdOf } from '../contract/index.ts'
import { describeError } from '../stores/index.ts'

export interface SweepSettings {
  taskQueue: string
  /** How often it runs. */
  sweepMinutes: number
}

/** One that is late by more than this is left out: the next one does its work. */
const CATCH_UP_MS = 60_000
/**
 * Longest that one may take: no other begins while it is open, also where it can't go on, as on a new
 * version whose steps are others.
 */
const RUN_MS = 3_600_000
const DEADLINE_MS = 10_000
/** Pause after a failure. */
const AGAIN_MS = 60_000

/** Tries until it is so, or the signal aborts. Never rejects; what keeps it from it is logged. */
export async function keepSweepScheduled(
  client: Client,
  settings: SweepSettings,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const change = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
        ensureSweepSchedule(client, settings),
      )
      log.info({ schedule: sweepIdOf(settings.taskQueue), change }, 'the sweep is scheduled')
      return
    } catch (error) {
      if (signal.aborted) return
      log.error({ error: describeError(error) }, 'the sweep could not be scheduled')
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** Harmless to repeat, also by two workers at once. Tells what had to be done. */
export async function ensureSweepSchedule(
  client: Client,
  settings: SweepSettings,
): Promise<'created' | 'changed' | 'none'> {
  const wanted = scheduleOf(settings)
  try {
    await client.schedule.create(wanted)
    return 'created'
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
  const schedule = client.schedule.getHandle(wanted.scheduleId)
  if (isAsWanted(await schedule.describe(), settings)) return 'none'
  await schedule.update(({ state }) => ({ ...wanted, state }))
  return 'changed'
}

function scheduleOf({ taskQueue, sweepMinutes }: SweepSettings) {
  const scheduleId = sweepIdOf(taskQueue)
  return {
    scheduleId,
    spec: { intervals: [{ every: sweepMinutes * 60_000 }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: SWEEP,
      workflowId: scheduleId,
      taskQueue,
      args: [],
      workflowRunTimeout: RUN_MS,
      staticSummary: 'Sweep: expired files, orphans, stuck jobs',
      staticDetails: 'Ends what nobody else would; docs/operating.md says what, under "The sweep".',
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP_MS },
    memo: { about: 'Connexus exports: ends what nobody else would. Its workers keep it so.' },
  }
}

/** What this version may have changed; everything else is the same in each. */
function isAsWanted(
  { spec, action, policies }: ScheduleDescription,
  { taskQueue, sweepMinutes }: SweepSettings,
): boolean {
  const intervals = spec.intervals ?? []
  return (
    intervals.length === 1 &&
    intervals[0]?.every === sweepMinutes * 60_000 &&
    action.workflowType === SWEEP &&
    action.taskQueue === taskQueue &&
    action.workflowRunTimeout === RUN_MS &&
    policies.overlap === ScheduleOverlapPolicy.SKIP &&
    policies.catchupWindow === CATCH_UP_MS
  )
}
