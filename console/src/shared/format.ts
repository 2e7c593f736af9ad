/** Counts, sizes, times and durations as people read them, in English as the whole page is. */
import { zoneOf } from '../../../contract/index.ts'

const LANGUAGE = 'en'
const whole = new Intl.NumberFormat(LANGUAGE)

/** `1,234 rows`, `1 row`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`
}

export function number(value: number): string {
  return whole.format(value)
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** To three digits at most, in steps of 1,000: `54.2 MB`. */
export function bytes(count: number): string {
  const power = count < 1000 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), UNITS.length - 1)
  const value = count / 1000 ** power
  const digits = power === 0 || value >= 100 ? 0 : 1
  return `${value.toLocaleString(LANGUAGE, { maximumFractionDigits: digits })} ${UNITS[power]}`
}

/** `under 1 s`, `42 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'under 1 s'
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** Seconds between two instants; 0 where the clock went back. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)
}

/** Day and minute in the zone: `26 Nov 2026, 04:48`; in UTC, and saying so, in one unknown here. */
export function moment(instant: string, timeZone: string): string {
  const known = zoneOf({ timeZone })
  const shown = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: known,
  }).format(new Date(instant))
  return known === timeZone ? shown : `${shown} UTC`
}
