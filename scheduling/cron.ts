/** Cron expressions of five fields, as Temporal reads them, checked and looked ahead. */
import { Cron } from 'croner'

/** Lists of values, ranges and steps. Signs such as `L`, `W`, `#` and `?` are not everywhere the same. */
const PART = String.raw`(?:\*|(?:\d+|[A-Za-z]{3})(?:-(?:\d+|[A-Za-z]{3}))?)(?:/\d+)?`
const FIELD = new RegExp(`^${PART}(?:,${PART})*$`)

/** Whether it is one, and is due at all in the years to come. */
export function isCronExpression(expression: string): boolean {
  const fields = expression.trim().split(/\s+/)
  return (
    fields.length === 5 &&
    fields.every((field) => FIELD.test(field)) &&
    nextCronTimes(expression, 'UTC', new Date(), 1).length > 0
  )
}

/** The next times after an instant, `count` at most; none for what is no expression. */
export function nextCronTimes(
  expression: string,
  timeZone: string,
  after: Date,
  count: number,
): Date[] {
  try {
    // Temporal wants day of month and day of week to fit both, unlike most programs called cron.
    const options = { timezone: timeZone, mode: '5-part', domAndDow: true, paused: true } as const
    const cron = new Cron(expression, options)
    return cron.nextRuns(count, after)
  } catch {
    return []
  }
}
