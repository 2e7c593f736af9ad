/** Times at which a schedule is due, as its zone has them. */
import { zoneOf } from '../../../contract/index.ts'
import { offsetWords } from '../shared/wallClock.ts'

export interface DueTime {
  instant: string
  /** `Sun 29 Mar 2026, 07:00`. */
  words: string
  /** `UTC+2`. */
  offset: string
  /** Whether the clocks were changed since the time before. */
  isAfterClockChange: boolean
}

export function dueTimes(instants: readonly string[], timeZone: string): DueTime[] {
  const offsets = instants.map((instant) => offsetWords(instant, timeZone))
  return instants.map((instant, index) => ({
    instant,
    words: dueWords(instant, timeZone),
    offset: offsets[index] ?? '',
    isAfterClockChange: index > 0 && offsets[index] !== offsets[index - 1],
  }))
}

/** `Sun 29 Mar 2026, 07:00`. */
export function dueWords(instant: string, timeZone: string): string {
  const zone = { timeZone: zoneOf({ timeZone }) }
  const at = new Date(instant)
  const weekday = at.toLocaleDateString('en-GB', { ...zone, weekday: 'short' })
  const rest = at.toLocaleString('en-GB', { ...zone, dateStyle: 'medium', timeStyle: 'short' })
  return `${weekday} ${rest}`
}
