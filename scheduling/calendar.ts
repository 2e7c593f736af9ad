/**
 * On which days a calendar rule is due, and when on each. A time that clocks skip is due at the skip,
 * one that they show twice the first time: so each day is due once. Instants are milliseconds since
 * 1970.
 */
import { assertNever, type CalendarRule, instantOf } from '../contract/index.ts'
import { monthDayOf, wallClockAt, weekdayOf } from './days.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** No rule is due more rarely. */
const LONGEST_PAUSE_DAYS = 31

export class Calendar {
  readonly #rule: CalendarRule
  readonly #timeZone: string

  constructor(rule: CalendarRule, timeZone: string) {
    this.#rule = rule
    this.#timeZone = timeZone
  }

  isDueOn(day: number): boolean {
    const rule = this.#rule
    switch (rule.kind) {
      case 'DAILY':
        return true
      case 'WEEKLY':
        return rule.weekdays.includes(weekdayOf(day))
      case 'MONTHLY': {
        const { date, length } = monthDayOf(day)
        return date === (rule.day === 'LAST' ? length : Math.min(rule.day, length))
      }
      default:
        return assertNever(rule)
    }
  }

  dueAt(day: number): number {
    const { hour, minute } = this.#rule
    return instantOf(day * DAY_MS + (hour * 60 + minute) * MINUTE_MS, this.#timeZone)
  }

  /** Whether an instant is one at which clocks show the rule's time on one of its days. */
  isOwnTime(instant: number): boolean {
    const { hour, minute } = this.#rule
    const shown = wallClockAt(instant, this.#timeZone)
    return (
      shown.isWholeMinute && shown.minuteOfDay === hour * 60 + minute && this.isDueOn(shown.day)
    )
  }

  /** The last day before this one on which it is due. */
  dayBefore(day: number): number {
    for (let back = 1; back <= LONGEST_PAUSE_DAYS; back += 1) {
      if (this.isDueOn(day - back)) return day - back
    }
    throw new RangeError('A calendar rule is due at least once a month.')
  }

  /** Days that are due after an instant, and until another one, which is included; in order. */
  daysDue(after: number, until: number): number[] {
    const days: number[] = []
    // Clocks differ from UTC by less than a day.
    const last = Math.floor(until / DAY_MS) + 1
    for (let day = Math.floor(after / DAY_MS) - 1; day <= last; day += 1) {
      if (!this.isDueOn(day)) continue
      const at = this.dueAt(day)
      if (at > after && at <= until) days.push(day)
    }
    return days
  }
}
