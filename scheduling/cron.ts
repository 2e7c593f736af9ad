/** Cron expressions of five fields, as Temporal reads them, checked and looked ahead. */
import { Cron } from 'croner'

/** Whether it is one, and is due at all in the years to come. */
export function isCronExpression(expression: string): boolean {
  return (
    expression.trim().split(/\s+/).length === 5 &&
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
    const cron = new Cron(expression, { timezone: timeZone, mode: '5-part', paused: true })
    return cron.nextRuns(count, after)
  } catch {
    return []
  }
}
