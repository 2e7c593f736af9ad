/** Schedules in words: when they are due, how they stand, what came of each time. */
import {
  assertNever,
  type Backfill,
  type ExportSchedule,
  RunOutcome,
  type ScheduledRun,
  type ScheduleRule,
  ScheduleState,
} from '../../contract/index.ts'
import { number, windowWords } from './words.ts'

/** In the order of the contract: 1 is Monday. */
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** `weekly on Mon, Thu at 06:30`. */
export function ruleWords(rule: ScheduleRule): string {
  switch (rule.kind) {
    case 'DAILY':
      return `daily at ${timeWords(rule)}`
    case 'WEEKLY': {
      const days = rule.weekdays.map((weekday) => WEEKDAYS[weekday - 1] ?? String(weekday))
      return `weekly on ${days.join(', ')} at ${timeWords(rule)}`
    }
    case 'MONTHLY': {
      const day = rule.day === 'LAST' ? 'its last day' : `day ${rule.day}`
      return `monthly on ${day} at ${timeWords(rule)}`
    }
    case 'CRON':
      return `cron ${rule.expression}`
    default:
      return assertNever(rule)
  }
}

function timeWords({ hour, minute }: { hour: number; minute: number }): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Says instants on the clock of a zone: `2026-11-27 06:30`. */
export function clockOf(timeZone: string): (instant: string) => string {
  // Swedes write dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return (instant) => format.format(new Date(instant))
}

/** `active`, or why it is paused. */
export function stateWords({ state, note }: Pick<ExportSchedule, 'state' | 'note'>): string {
  switch (state) {
    case ScheduleState.STARTING:
      return 'starting: it is active within minutes'
    case ScheduleState.ACTIVE:
      return 'active'
    case ScheduleState.PAUSED:
      return note ? `paused: ${note}` : 'paused'
    case ScheduleState.ENDED:
      return 'ended'
    case ScheduleState.UNKNOWN:
      return 'unknown just now: Temporal does not answer'
    default:
      return assertNever(state)
  }
}

export function contentWords({
  content,
  fullEvery,
}: Pick<ExportSchedule, 'content' | 'fullEvery'>): string {
  if (content === 'FULL') return 'every row'
  const again = fullEvery === null ? '' : `, every row again after ${number(fullEvery)} files`
  return `changes${again}`
}

/** What the file of one time holds. */
export function holdsWords(
  { content, window }: ScheduledRun,
  clock: (instant: string) => string,
): string {
  if (window) return windowWords(window, clock)
  return content === 'FULL' ? 'every row' : ''
}

/** What came of one time. */
export function runWords({ outcome, reason, rows, failure }: ScheduledRun): string {
  switch (outcome) {
    case RunOutcome.SKIPPED:
      return reason ? `skipped: ${reason}` : 'skipped'
    case RunOutcome.FAILED:
      return failure ? `failed: ${failure.message} → ${failure.remedy}` : 'failed'
    case RunOutcome.COMPLETED:
      return rows === null ? 'completed' : `completed, ${number(rows)} rows`
    case RunOutcome.PLANNED:
    case RunOutcome.PENDING:
    case RunOutcome.CANCELLED:
      return outcome.toLowerCase()
    default:
      return assertNever(outcome)
  }
}

/** `3 of 8 files, 1 failed; 2 days had one`. */
export function backfillWords({ windows, completed, failed, alreadyThere }: Backfill): string {
  const made = [`${number(completed)} of ${number(windows)} files`]
  if (failed > 0) made.push(`${number(failed)} failed`)
  const kept = alreadyThere > 0 ? `; ${number(alreadyThere)} days had one` : ''
  return `${made.join(', ')}${kept}`
}
