/** What is odd about a range of days, though nothing forbids it. */
import type { ExportForm } from './exportForm.ts'

/** A sentence for the field of the range's last day; undefined for any other, and where all is well. */
export function rangeRemark(name: string, filters: ExportForm['filters']): string | undefined {
  if (!name.endsWith('To')) return undefined
  const from = filters[name.replace(/To$/, 'From')]
  const to = filters[name]
  // Days as text stand in the order of time.
  return isDay(from) && isDay(to) && from > to ? 'From is after to: no row fits.' : undefined
}

/** Not so the instants of a job that is asked for again. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
}
