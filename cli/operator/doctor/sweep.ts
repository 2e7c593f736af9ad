/** What is to be said of the sweep's schedule, as Temporal describes it. */
import type { ScheduleDescription } from '@temporalio/client'
import { duration } from '../../output/words.ts'
import { type Outcome, ok, warning } from './finding.ts'

/** One that is late by more than this many intervals does not run. */
const LATE_INTERVALS = 3
const SEE = 'See docs/operating.md#the-sweep.'

export const NO_SWEEP = warning(
  'The sweep is not scheduled: nobody settles stuck jobs or removes expired files.',
  `Start a worker, which schedules it; its log says what keeps it from that. ${SEE}`,
)

type Described = Pick<ScheduleDescription, 'spec' | 'state' | 'info'>

/** `now` is in milliseconds since 1970. */
export function sweepOutcome({ spec, state, info }: Described, now: number): Outcome {
  if (state.paused) {
    const note = state.note ? `: ${state.note}` : '.'
    return warning(`The sweep is paused${note}`, `Unpause its schedule in Web UI. ${SEE}`)
  }
  const interval = spec.intervals?.[0]?.every ?? 0
  const every = `every ${duration(interval / 1_000)}`
  const last = info.recentActions.at(-1)?.takenAt
  const since = now - (last ?? info.lastUpdatedAt ?? info.createdAt).getTime()
  const begun = last ? `last begun ${duration(since / 1_000)} ago` : 'not begun yet'
  return since > LATE_INTERVALS * interval
    ? warning(
        `The sweep runs ${every}, and was ${begun}.`,
        `Look at its newest workflow in Web UI: it may wait for a worker. ${SEE}`,
      )
    : ok(`Runs ${every}, ${begun}.`)
}
