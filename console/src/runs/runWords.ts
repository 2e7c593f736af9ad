/** What came of a time at which a schedule was due, in words. */
import {
  assertNever,
  type ChangeWindow,
  RunOutcome,
  ScheduleContent,
  type ScheduledRun,
} from '../../../contract/index.ts'
import { counted, moment } from '../shared/format.ts'

export function outcomeWords(outcome: RunOutcome): string {
  switch (outcome) {
    case RunOutcome.SKIPPED:
      return 'Skipped'
    case RunOutcome.PLANNED:
      return 'Planned'
    case RunOutcome.PENDING:
      return 'Under way'
    case RunOutcome.COMPLETED:
      return 'Ready'
    case RunOutcome.FAILED:
      return 'Failed'
    case RunOutcome.CANCELLED:
      return 'Cancelled'
    default:
      return assertNever(outcome)
  }
}

/** `changes 26 Nov 2026, 02:00 – 27 Nov 2026, 02:00`; null where no window is known. */
export function windowWords(window: ChangeWindow | null, timeZone: string): string | null {
  if (!window) return null
  const end = moment(window.end, timeZone)
  if (window.start === null) return `every row; the next changes from ${end}`
  return `changes ${moment(window.start, timeZone)} – ${end}`
}

/** What its file holds, or was to. */
export function heldWords({ content, window }: ScheduledRun, timeZone: string): string {
  const known = windowWords(window, timeZone)
  if (known !== null) return known
  return content === ScheduleContent.CHANGES ? 'changes' : 'every row'
}

/** `Ready, 1,234 rows`. */
export function resultWords({ outcome, rows }: ScheduledRun): string {
  const words = outcomeWords(outcome)
  return rows === null ? words : `${words}, ${counted(rows, 'row')}`
}

/** A sentence for those who can't see it. */
export function endedWords(run: ScheduledRun, name: string): string {
  switch (run.outcome) {
    case RunOutcome.COMPLETED:
      return `A file of “${name}” is ready: ${counted(run.rows ?? 0, 'row')}.`
    case RunOutcome.FAILED:
      return `A file of “${name}” failed. ${run.failure?.message ?? ''}`.trim()
    case RunOutcome.CANCELLED:
      return `A file of “${name}” is cancelled.`
    case RunOutcome.SKIPPED:
      return `A file of “${name}” is skipped. ${run.reason ?? ''}`.trim()
    case RunOutcome.PENDING:
    case RunOutcome.PLANNED:
      return `A file of “${name}” is under way.`
    default:
      return assertNever(run.outcome)
  }
}
