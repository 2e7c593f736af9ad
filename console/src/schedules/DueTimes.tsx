/** Times at which a schedule is due, in its zone; a change of the clocks between them is said. */
import { dueTimes } from './dueTimes.ts'

export interface DueTimesProps {
  instants: readonly string[]
  timeZone: string
  label: string
}

export function DueTimes({ instants, timeZone, label }: DueTimesProps) {
  return (
    <ol className="due-times" aria-label={label}>
      {dueTimes(instants, timeZone).map(({ instant, words, offset, isAfterClockChange }) => (
        <li key={instant}>
          <time dateTime={instant}>{words}</time> <span className="muted">{offset}</span>
          {isAfterClockChange ? <span className="badge">after the clocks change</span> : null}
        </li>
      ))}
    </ol>
  )
}
