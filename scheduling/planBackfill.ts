/** Which windows a backfill makes: for each day of its span that has no file, what no other file holds. */
import type { CalendarRule, ScheduleRule } from '../contract/index.ts'
import { Calendar } from './calendar.ts'
import type { Coverage, Firing, PlannedExport } from './planRun.ts'
import { gapsIn } from './windows.ts'

export interface BackfillPlan {
  exports: PlannedExport[]
  /** Days whose window ends after what is settled: their files come later. */
  unsettled: number[]
  /** Days that have a file, or whose changes are in other files. */
  alreadyThere: number
}

/** Days, both included. */
export interface DaySpan {
  from: number
  to: number
}

/** A rule without days is filled up day by day. */
const MIDNIGHT: CalendarRule = { kind: 'DAILY', hour: 0, minute: 0 }

/** When the span's last day is over, in milliseconds since 1970. */
export function endOfSpan(
  { rule, timeZone }: { rule: ScheduleRule; timeZone: string },
  { to }: DaySpan,
): number {
  return new Calendar(calendarRule(rule), timeZone).dueAt(to)
}

export function planBackfill(
  { rule, timeZone }: { rule: ScheduleRule; timeZone: string },
  { taken, days: daysThere }: Pick<Coverage, 'taken' | 'days'>,
  span: DaySpan,
  { settleMs, settledUntil }: Pick<Firing, 'settleMs' | 'settledUntil'>,
): BackfillPlan {
  const calendar = new Calendar(calendarRule(rule), timeZone)
  const hasDays = rule.kind !== 'CRON'
  const days = new Set(daysThere)
  const plan: BackfillPlan = { exports: [], unsettled: [], alreadyThere: 0 }
  for (let day = span.from; day <= span.to; day += 1) {
    if (!calendar.isDueOn(day)) continue
    const start = calendar.dueAt(calendar.dayBefore(day)) - settleMs
    const end = calendar.dueAt(day) - settleMs
    const gaps = days.has(day) ? [] : gapsIn({ start, end }, taken)
    if (gaps.length === 0) plan.alreadyThere += 1
    else if (end > settledUntil) plan.unsettled.push(day)
    else
      for (const [index, window] of gaps.entries()) {
        const isLast = index === gaps.length - 1
        plan.exports.push({ kind: 'EXPORT', localDay: hasDays && isLast ? day : null, window })
      }
  }
  return plan
}

function calendarRule(rule: ScheduleRule): CalendarRule {
  return rule.kind === 'CRON' ? MIDNIGHT : rule
}
