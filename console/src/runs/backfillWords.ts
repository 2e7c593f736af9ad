/** How far a backfill is, in words. */
import type { Backfill } from '../../../contract/index.ts'
import { counted } from '../shared/format.ts'

/** `3 of 5 files made, 1 failed, 2 days had a file already`. */
export function backfillWords({ completed, failed, windows, alreadyThere }: Backfill): string {
  const parts = [
    `${completed} of ${counted(windows, 'file')} made`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(alreadyThere > 0 ? [`${counted(alreadyThere, 'day')} had a file already`] : []),
  ]
  return parts.join(', ')
}

/** Days in `2026-03-29`, as people read them: `29 Mar 2026`. */
export function dayWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    dateStyle: 'medium',
    timeZone: 'UTC',
  })
}
