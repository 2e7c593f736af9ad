import { describe, expect, it } from '@jest/globals'
import { ScheduleContent } from '../contract/index.ts'
import { dayOf, dayText } from './days.ts'
import { type Coverage, type Firing, planRun, type Recurrence } from './planRun.ts'
import type { Window } from './windows.ts'

const MINUTE = 60_000
const SETTLE = 5 * MINUTE

/** Every day at 02:30 UTC, since 20 November. */
const DAILY: Recurrence = {
  rule: { kind: 'DAILY', hour: 2, minute: 30 },
  timeZone: 'UTC',
  content: ScheduleContent.CHANGES,
  fullEvery: null,
  createdAt: at('2026-11-20 12:00'),
  startAt: null,
  endAt: null,
}

interface Held {
  isCompleted: boolean
  isBackfill: boolean
  localDay: number | null
  window: { start: number | null; end: number } | null
}

const FULL_21 = heldRun({ day: '2026-11-21', start: null, end: '2026-11-21 02:25' })
const DELTA_22 = heldRun({ day: '2026-11-22', start: '2026-11-21 02:25', end: '2026-11-22 02:25' })

function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`)
}

function heldRun(
  { day, start, end }: { day: string | null; start: string | null; end: string },
  over: Partial<Held> = {},
): Held {
  return {
    isCompleted: true,
    isBackfill: false,
    localDay: day === null ? null : dayOf(day),
    window: { start: start === null ? null : at(start), end: at(end) },
    ...over,
  }
}

/** What these runs hold together; windows stand one by one, as if none touched. */
function coverage(runs: readonly Held[]): Coverage {
  const isDelta = (window: Held['window']): window is Window =>
    window !== null && window.start !== null
  const regular = runs.filter(({ isBackfill }) => !isBackfill)
  const done = regular.filter(({ isCompleted }) => isCompleted)
  const fulls = done.flatMap(({ window }) => (window?.start === null ? [window.end] : []))
  const fullUntil = fulls.length === 0 ? null : Math.max(...fulls)
  const lastDays = done.flatMap(({ localDay }) => localDay ?? [])
  return {
    isRunning: regular.length > done.length,
    fullUntil,
    deltas: done.filter(({ window }) => isDelta(window) && window.end > (fullUntil ?? 0)).length,
    taken: runs.flatMap(({ window }) => (isDelta(window) ? [window] : [])),
    days: runs.flatMap(({ localDay }) => localDay ?? []),
    lastDay: lastDays.length === 0 ? null : Math.max(...lastDays),
    lastDueAt: null,
    isOwed: false,
  }
}

function firing(dueAt: string, over: Partial<Firing> = {}): Firing {
  return { dueAt: at(dueAt), step: 0, settledUntil: at(dueAt) - SETTLE, settleMs: SETTLE, ...over }
}

/** `2026-11-22: 2026-11-21T02:25 – 2026-11-22T02:25`, or why not. */
function planned(recurrence: Recurrence, held: readonly Held[], due: Firing): string {
  const plan = planRun(recurrence, coverage(held), due)
  if (plan.kind !== 'EXPORT') return plan.kind === 'SKIP' ? plan.reason : plan.kind
  const day = plan.localDay === null ? 'extra' : dayText(plan.localDay)
  if (!plan.window) return day
  const { start, end } = plan.window
  return `${day}: ${start === null ? 'all' : minute(start)} – ${minute(end)}`
}

function minute(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16)
}

describe('a schedule of changes', () => {
  it('exports every row first', () => {
    const plan = planned(DAILY, [], firing('2026-11-21 02:30'))
    expect(plan).toBe('2026-11-21: all – 2026-11-21T02:25')
  })

  it('goes on where the last completed run ended', () => {
    const plan = planned(DAILY, [FULL_21], firing('2026-11-22 02:30'))
    expect(plan).toBe('2026-11-22: 2026-11-21T02:25 – 2026-11-22T02:25')
  })

  it('makes each day that has no file, in order, after days on which it was not due', () => {
    const due = (step: number) => firing('2026-11-24 02:30', { step })
    expect(planned(DAILY, [FULL_21, DELTA_22], due(0))).toBe(
      '2026-11-23: 2026-11-22T02:25 – 2026-11-23T02:25',
    )
    const delta23 = heldRun({
      day: '2026-11-23',
      start: '2026-11-22 02:25',
      end: '2026-11-23 02:25',
    })
    expect(planned(DAILY, [FULL_21, DELTA_22, delta23], due(1))).toBe(
      '2026-11-24: 2026-11-23T02:25 – 2026-11-24T02:25',
    )
  })

  it('ends before the oldest open transaction, and begins there next time', () => {
    const held = firing('2026-11-22 02:30', { settledUntil: at('2026-11-22 01:00') })
    expect(planned(DAILY, [FULL_21], held)).toBe('2026-11-22: 2026-11-21T02:25 – 2026-11-22T01:00')
    const short = heldRun({ day: '2026-11-22', start: '2026-11-21 02:25', end: '2026-11-22 01:00' })
    expect(planned(DAILY, [FULL_21, short], firing('2026-11-23 02:30'))).toBe(
      '2026-11-23: 2026-11-22T01:00 – 2026-11-23T02:25',
    )
  })

  it('exports nothing while a transaction is open that began before the last file’s end', () => {
    const held = firing('2026-11-22 02:30', { settledUntil: at('2026-11-21 00:55') })
    expect(planned(DAILY, [FULL_21], held)).toBe(
      'A transaction that began at 2026-11-21T01:00:00.000Z is still open in the database. What changed since then is in the next file.',
    )
  })

  it('exports every row again after so many files of changes', () => {
    const everyOther = { ...DAILY, fullEvery: 1 }
    expect(planned(everyOther, [FULL_21], firing('2026-11-22 02:30'))).toBe(
      '2026-11-22: 2026-11-21T02:25 – 2026-11-22T02:25',
    )
    expect(planned(everyOther, [FULL_21, DELTA_22], firing('2026-11-23 02:30'))).toBe(
      '2026-11-23: all – 2026-11-23T02:25',
    )
  })

  it('makes an extra file when it is triggered, and the day’s own goes on from there', () => {
    const trigger = firing('2026-11-22 15:00')
    expect(planned(DAILY, [FULL_21, DELTA_22], trigger)).toBe(
      'extra: 2026-11-22T02:25 – 2026-11-22T14:55',
    )
    const extra = heldRun({ day: null, start: '2026-11-22 02:25', end: '2026-11-22 14:55' })
    expect(planned(DAILY, [FULL_21, DELTA_22, extra], firing('2026-11-23 02:30'))).toBe(
      '2026-11-23: 2026-11-22T14:55 – 2026-11-23T02:25',
    )
  })

  it('makes a day that failed when it is triggered', () => {
    const plan = planned(DAILY, [FULL_21], firing('2026-11-22 15:00'))
    expect(plan).toBe('2026-11-22: 2026-11-21T02:25 – 2026-11-22T02:25')
  })

  it('exports nothing where the day’s clock shows its time twice', () => {
    const newYork = {
      ...DAILY,
      rule: { kind: 'DAILY', hour: 1, minute: 30 } as const,
      timeZone: 'America/New_York',
      createdAt: at('2026-10-31 00:00'),
    }
    const first = heldRun({ day: '2026-11-01', start: null, end: '2026-11-01 05:25' })
    expect(planned(newYork, [first], firing('2026-11-01 06:30'))).toBe(
      'The file of this day is there already.',
    )
  })

  it('waits for a run that is going on, and says so', () => {
    const open = { ...DELTA_22, isCompleted: false }
    expect(planned(DAILY, [FULL_21, open], firing('2026-11-23 02:30'))).toBe(
      'The run before is still going. The next file holds this one’s rows as well.',
    )
  })

  it('fills what a backfill left between its own windows', () => {
    const backfilled = heldRun(
      { day: '2026-11-24', start: '2026-11-23 02:25', end: '2026-11-24 02:25' },
      { isBackfill: true },
    )
    const held = [FULL_21, backfilled]
    expect(planned(DAILY, held, firing('2026-11-25 02:30'))).toBe(
      '2026-11-22: 2026-11-21T02:25 – 2026-11-22T02:25',
    )
    const short22 = heldRun({
      day: '2026-11-22',
      start: '2026-11-21 02:25',
      end: '2026-11-22 01:00',
    })
    const later = [...held, short22]
    expect(planned(DAILY, later, firing('2026-11-25 02:30'))).toBe(
      '2026-11-23: 2026-11-22T01:00 – 2026-11-23T02:25',
    )
  })

  it('is done once each day has its file', () => {
    expect(planned(DAILY, [FULL_21, DELTA_22], firing('2026-11-22 02:30', { step: 1 }))).toBe(
      'DONE',
    )
  })

  it('is not due for days before its start and from its end on', () => {
    const bounded = { ...DAILY, startAt: at('2026-11-23 00:00'), endAt: at('2026-11-24 02:30') }
    expect(planned(bounded, [], firing('2026-11-25 02:30'))).toBe(
      '2026-11-23: all – 2026-11-23T02:25',
    )
    const first = heldRun({ day: '2026-11-23', start: null, end: '2026-11-23 02:25' })
    expect(planned(bounded, [first], firing('2026-11-25 02:30', { step: 1 }))).toBe('DONE')
  })
})

describe('a schedule by cron', () => {
  const hourly: Recurrence = { ...DAILY, rule: { kind: 'CRON', expression: '0 * * * *' } }
  const full = heldRun({ day: null, start: null, end: '2026-11-21 01:55' })

  it('makes one file each time', () => {
    expect(planned(hourly, [full], firing('2026-11-21 03:00'))).toBe(
      'extra: 2026-11-21T01:55 – 2026-11-21T02:55',
    )
    const delta = heldRun({ day: null, start: '2026-11-21 01:55', end: '2026-11-21 02:55' })
    expect(planned(hourly, [full, delta], firing('2026-11-21 03:00', { step: 1 }))).toBe('DONE')
  })

  it('does not export every row twice', () => {
    const everyOther = { ...hourly, fullEvery: 1 }
    const delta = heldRun({ day: null, start: '2026-11-21 01:55', end: '2026-11-21 02:55' })
    const due = firing('2026-11-21 03:00', { step: 1 })
    expect(planned(everyOther, [full, delta], due)).toBe('DONE')
  })
})

describe('a schedule of every row', () => {
  const everyRow: Recurrence = { ...DAILY, content: ScheduleContent.FULL }
  const done = (day: string): Held => ({ ...FULL_21, localDay: dayOf(day), window: null })

  it('makes the file of the newest day alone', () => {
    expect(planned(everyRow, [], firing('2026-11-24 02:30'))).toBe('2026-11-24')
    expect(planned(everyRow, [done('2026-11-24')], firing('2026-11-24 02:30', { step: 1 }))).toBe(
      'DONE',
    )
  })

  it('makes an extra one when it is triggered', () => {
    expect(planned(everyRow, [done('2026-11-24')], firing('2026-11-24 15:00'))).toBe('extra')
    expect(planned(everyRow, [done('2026-11-24')], firing('2026-11-24 15:00', { step: 1 }))).toBe(
      'DONE',
    )
  })

  it('makes one each time by cron', () => {
    const byCron = { ...everyRow, rule: { kind: 'CRON', expression: '0 * * * *' } as const }
    expect(planned(byCron, [], firing('2026-11-24 15:00'))).toBe('extra')
    expect(planned(byCron, [], firing('2026-11-24 15:00', { step: 1 }))).toBe('DONE')
  })
})
