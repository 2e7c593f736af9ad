/** Which runs are not over yet, and which have ended since the page looked last. */
import { RunOutcome, type ScheduledRun } from '../../../contract/index.ts'

const UNDER_WAY: ReadonlySet<RunOutcome> = new Set([RunOutcome.PENDING, RunOutcome.PLANNED])

export function isUnderWay({ outcome }: ScheduledRun): boolean {
  return UNDER_WAY.has(outcome)
}

/** `before` are those that were listed last. */
export function endedRuns(
  before: readonly ScheduledRun[],
  runs: readonly ScheduledRun[],
): ScheduledRun[] {
  const open = new Set(before.filter(isUnderWay).map(({ id }) => id))
  return runs.filter((run) => open.has(run.id) && !isUnderWay(run))
}

/** Asked for by a person, and not listed yet: it is a moment until a run begins. */
export interface AwaitedRun {
  /** That which was the newest; null for none. */
  after: string | null
  /** Milliseconds since 1970 from which on nobody waits any more. */
  until: number
}

export function isAwaited(
  awaited: AwaitedRun | null,
  runs: readonly ScheduledRun[],
  now: number,
): boolean {
  return awaited !== null && now < awaited.until && (runs[0]?.id ?? null) === awaited.after
}
