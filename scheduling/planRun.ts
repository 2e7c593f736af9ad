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
  /** Of what is asked for now. */
  requestDigest: string
}

/** A run that has its file or is about to have it: what it holds, no other run may hold as well. */
export interface HeldRun {
  isCompleted: boolean
  isBackfill: boolean
  localDay: number | null
  /** Start null: every row. Null where no changes follow. */
  window: { start: number | null; end: number } | null
  requestDigest: string | null
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

export function planRun(recurrence: Recurrence, held: readonly HeldRun[], firing: Firing): RunPlan {
  const isOpen = held.some(({ isCompleted, isBackfill }) => !isCompleted && !isBackfill)
  if (isOpen)
    return orDone(
      firing,
      'The run before is still going. The next file holds this one’s rows as well.',
    )
  const targets = targetsOf(recurrence, held, firing)
  if (targets.length === 0) return orDone(firing, 'The file of this day is there already.')
  return recurrence.content === ScheduleContent.FULL
    ? planFull(targets)
    : planChanges(recurrence, held, firing, targets)
}

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
  { fullEvery, requestDigest }: Recurrence,
  held: readonly HeldRun[],
  firing: Firing,
  targets: readonly Target[],
): RunPlan {
  const full = lastFull(held, requestDigest)
  const taken = held.flatMap(({ window }) => (isDelta(window) ? [window] : []))
  const isFullDue = !full || (fullEvery !== null && deltasAfter(full, held) >= fullEvery)
  for (const { day, end: wanted } of targets) {
    const end = Math.min(wanted, firing.settledUntil)
    // A gap before the day's own is what failed runs, or a backfill that skipped some days, left.
    const [gap] = full ? gapsIn({ start: full.end, end }, taken) : [{ start: null, end }]
    if (!gap) continue
    if (isFullDue) return { kind: 'EXPORT', localDay: day, window: { start: null, end } }
    return { kind: 'EXPORT', localDay: gap.end === end ? day : null, window: gap }
  }
  return orDone(firing, heldBack(targets, firing))
}

function heldBack(targets: readonly Target[], { settledUntil }: Firing): string {
  const isHeldBack = targets.some(({ end }) => end > settledUntil)
  return isHeldBack
    ? `A transaction that began at ${new Date(settledUntil).toISOString()} is still open in the database. What changed since then is in the next file.`
    : 'Its changes are in files that are there already.'
}

function isDelta(window: HeldRun['window']): window is Window {
  return window !== null && window.start !== null
}

/** End of the last completed file of every row that was made of the same request. */
function lastFull(held: readonly HeldRun[], requestDigest: string): { end: number } | undefined {
  const ends = held.flatMap(({ isCompleted, isBackfill, window, requestDigest: digest }) =>
    isCompleted && !isBackfill && window?.start === null && digest === requestDigest
      ? [window.end]
      : [],
  )
  return ends.length === 0 ? undefined : { end: Math.max(...ends) }
}

function deltasAfter(full: { end: number }, held: readonly HeldRun[]): number {
  return held.filter(
    ({ isCompleted, isBackfill, window }) =>
      isCompleted && !isBackfill && isDelta(window) && window.end > full.end,
  ).length
}

/** Days that are due and have no file, in order; else the firing itself, unless it is a day's own. */
function targetsOf(recurrence: Recurrence, held: readonly HeldRun[], firing: Firing): Target[] {
  const { rule, timeZone } = recurrence
  const { dueAt, step, settleMs } = firing
  const itself = step === 0 ? [{ day: null, end: dueAt - settleMs }] : []
  if (rule.kind === 'CRON')
    return [{ day: null, end: dueAt - settleMs }].slice(0, isRepeatable(recurrence, step))
  const calendar = new Calendar(rule, timeZone)
  const days = daysWithoutFile(recurrence, calendar, held, dueAt)
  if (days.length > 0) return days.map((day) => ({ day, end: calendar.dueAt(day) - settleMs }))
  return calendar.isOwnTime(dueAt) ? [] : itself
}

/** A firing by cron makes one file, but for gaps that are left: 1 where it may make one more. */
function isRepeatable({ content }: Recurrence, step: number): number {
  return step === 0 || content === ScheduleContent.CHANGES ? 1 : 0
}

/** Days before the last one that was exported are over: their changes, if any, are in its file. */
function daysWithoutFile(
  { createdAt, startAt, endAt }: Recurrence,
  calendar: Calendar,
  held: readonly HeldRun[],
  dueAt: number,
): number[] {
  const regular = held.flatMap(({ localDay, isCompleted, isBackfill }) =>
    localDay !== null && isCompleted && !isBackfill ? [localDay] : [],
  )
  const last = regular.length === 0 ? createdAt : calendar.dueAt(Math.max(...regular))
  const after = Math.max(createdAt, last, (startAt ?? 0) - 1)
  const until = Math.min(dueAt, (endAt ?? Infinity) - 1)
  const taken = new Set(held.map(({ localDay }) => localDay))
  return calendar.daysDue(after, until).filter((day) => !taken.has(day))
}
