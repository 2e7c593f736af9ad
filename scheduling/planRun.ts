/**
 * What a schedule exports when it is due: pure, from what it has exported so far. A firing is planned
 * step by step, each once the one before has ended, until nothing is left to do. Instants and windows
 * are milliseconds since 1970, days are days since then.
 */
import { ScheduleContent, type ScheduleRule } from '../contract/index.ts'
import { Calendar } from './calendar.ts'
import { gapsIn, type Window } from './windows.ts'

export interface Recurrence {
  rule: ScheduleRule
  timeZone: string
  content: ScheduleContent
  /** Files of changes after which every row is exported again; null for never. */
  fullEvery: number | null
  createdAt: number
  /** Included; null for none. */
  startAt: number | null
  /** Excluded; null for none. */
  endAt: number | null
}

/** What runs hold that have their file or are about to have it: no other may hold it as well. */
export interface Coverage {
  /** Whether a run is going on that is not part of a backfill. */
  isRunning: boolean
  /**
   * End of the last completed file of every row that changes follow; null for none, and where it was
   * made of another request.
   */
  fullUntil: number | null
  /** Completed files of changes since then, without those of backfills. */
  deltas: number
  /** Windows of files of changes, those that touch as one, in order. */
  taken: Window[]
  days: number[]
  /** The last day whose file was completed by a run that was no backfill's; null for none. */
  lastDay: number | null
  /** When the schedule was last due, as far as firings have said so; null before the first. */
  lastDueAt: number | null
  /** Whether a firing was skipped after the last run was begun. */
  isOwed: boolean
}

export interface Firing {
  dueAt: number
  /** 0, and one more for each run of the firing. */
  step: number
  /** Nothing that commits from now on can carry an earlier time of change. */
  settledUntil: number
  /** How long before its own time a window ends. */
  settleMs: number
}

export interface PlannedExport {
  kind: 'EXPORT'
  localDay: number | null
  window: { start: number | null; end: number } | null
}

export type RunPlan =
  | PlannedExport
  /** Nothing is exported, which the owner is shown. */
  | { kind: 'SKIP'; reason: string }
  /** The firing has done all it had to do. */
  | { kind: 'DONE' }

/** What a file is made for: a day, or none; and where its window ends at the latest. */
interface Target {
  day: number | null
  end: number
}

export function planRun(recurrence: Recurrence, coverage: Coverage, firing: Firing): RunPlan {
  if (coverage.isRunning) return orDone(firing, STILL_GOING)
  const targets = targetsOf(recurrence, coverage, firing)
  if (targets.length === 0) return orDone(firing, DAY_IS_THERE)
  return recurrence.content === ScheduleContent.FULL
    ? planFull(targets)
    : planChanges(recurrence, coverage, firing, targets)
}

const STILL_GOING = 'The run before is still going. The next file holds this one’s rows as well.'
const DAY_IS_THERE = 'The file of this day is there already.'
const CHANGES_ARE_THERE = 'Its changes are in files that are there already.'

/** Only the first step of a firing tells why nothing is done. */
function orDone({ step }: Firing, reason: string): RunPlan {
  return step === 0 ? { kind: 'SKIP', reason } : { kind: 'DONE' }
}

/** Every row is as it is now, so that only the newest day can have its file. */
function planFull(targets: readonly Target[]): RunPlan {
  const newest = targets.at(-1)
  return { kind: 'EXPORT', localDay: newest?.day ?? null, window: null }
}

function planChanges(
  { fullEvery }: Recurrence,
  { fullUntil, deltas, taken }: Coverage,
  firing: Firing,
  targets: readonly Target[],
): RunPlan {
  const isFullDue = fullUntil === null || (fullEvery !== null && deltas >= fullEvery)
  for (const { day, end: wanted } of targets) {
    const end = Math.min(wanted, firing.settledUntil)
    // A gap before the day's own is what failed runs, or a backfill that skipped some days, left.
    const [gap] =
      fullUntil === null ? [{ start: null, end }] : gapsIn({ start: fullUntil, end }, taken)
    if (!gap) continue
    if (isFullDue) return { kind: 'EXPORT', localDay: day, window: { start: null, end } }
    return { kind: 'EXPORT', localDay: gap.end === end ? day : null, window: gap }
  }
  return orDone(firing, nothingLeft(targets, firing))
}

function nothingLeft(targets: readonly Target[], { settledUntil, settleMs }: Firing): string {
  const isHeldBack = targets.some(({ end }) => end > settledUntil)
  return isHeldBack
    ? `A transaction that began at ${new Date(settledUntil + settleMs).toISOString()} is still open in the database. What changed since then is in the next file.`
    : CHANGES_ARE_THERE
}

/** Days that are due and have no file, in order; else the firing itself, unless it is a day's own. */
function targetsOf(recurrence: Recurrence, coverage: Coverage, firing: Firing): Target[] {
  const { rule, timeZone, content } = recurrence
  const { dueAt, step, settleMs } = firing
  // A firing that was skipped since this one was at work may have been the last one for long.
  const until = Math.max(dueAt, coverage.lastDueAt ?? dueAt)
  const itself = { day: null, end: until - settleMs }
  if (rule.kind === 'CRON') {
    // One file each time; of changes, also one for each gap that is left.
    const isDue = step === 0 || content === ScheduleContent.CHANGES || coverage.isOwed
    return isDue ? [itself] : []
  }
  const calendar = new Calendar(rule, timeZone)
  const days = daysWithoutFile(recurrence, calendar, coverage, until)
  if (days.length > 0) return days.map((day) => ({ day, end: calendar.dueAt(day) - settleMs }))
  return step === 0 && !calendar.isOwnTime(dueAt) ? [itself] : []
}

/** Days before the last one that was exported are over: their changes, if any, are in its file. */
function daysWithoutFile(
  { createdAt, startAt, endAt }: Recurrence,
  calendar: Calendar,
  { days, lastDay }: Coverage,
  dueUntil: number,
): number[] {
  const last = lastDay === null ? createdAt : calendar.dueAt(lastDay)
  const after = Math.max(createdAt, last, (startAt ?? 0) - 1)
  const until = Math.min(dueUntil, (endAt ?? Infinity) - 1)
  const taken = new Set(days)
  return calendar.daysDue(after, until).filter((day) => !taken.has(day))
}
