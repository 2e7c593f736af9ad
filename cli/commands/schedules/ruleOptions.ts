/** `--daily`, `--weekly`, `--monthly` and `--cron`: when a schedule is due. */
import {
  assertNever,
  type MonthDay,
  type ScheduleRule,
  type TimeOfDay,
} from '../../../contract/index.ts'
import { wrongUsage } from '../../commandFailure.ts'
import { WEEKDAYS } from '../../output/scheduleWords.ts'

export interface RuleOptions {
  daily?: string
  weekly?: string
  monthly?: string
  cron?: string
}

const FORMS = {
  daily: '--daily 06:30',
  weekly: '--weekly mon,thu@06:30',
  monthly: '--monthly 31@06:30 or last@06:30',
  cron: `--cron '30 6 * * 1-5'`,
} as const satisfies Record<keyof RuleOptions, string>

const NAMES = Object.keys(FORMS) as (keyof RuleOptions)[]

/** The one rule that is given with its option; undefined where none is. Bounds are the contract's. */
export function ruleOf(options: RuleOptions): { rule: ScheduleRule; option: string } | undefined {
  const given = NAMES.filter((name) => options[name] !== undefined)
  const [name] = given
  if (name === undefined) return undefined
  if (given.length > 1) {
    const several = given.map((each) => `--${each}`).join(' and ')
    throw wrongUsage(`${several} are several rules.`, 'Give one; for more, create more schedules.')
  }
  return { rule: parse(name, options[name] ?? ''), option: `--${name}` }
}

function parse(name: keyof RuleOptions, text: string): ScheduleRule {
  switch (name) {
    case 'daily':
      return { kind: 'DAILY', ...timeOf(name, text, text) }
    case 'weekly': {
      const [days, time] = halves(name, text)
      return { kind: 'WEEKLY', weekdays: weekdaysOf(days, text), ...timeOf(name, time, text) }
    }
    case 'monthly': {
      const [day, time] = halves(name, text)
      return { kind: 'MONTHLY', day: monthDayOf(day, text), ...timeOf(name, time, text) }
    }
    case 'cron':
      return { kind: 'CRON', expression: text }
    default:
      return assertNever(name)
  }
}

function halves(name: keyof RuleOptions, text: string): [days: string, time: string] {
  const [days = '', time = '', ...more] = text.split('@')
  if (more.length > 0) throw unreadable(name, text)
  return [days, time]
}

function timeOf(name: keyof RuleOptions, time: string, text: string): TimeOfDay {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(time) ?? []
  if (hour === undefined) throw unreadable(name, text)
  return { hour: Number(hour), minute: Number(minute) }
}

function weekdaysOf(days: string, text: string): number[] {
  const numbers = days.split(',').map((day) => {
    const index = WEEKDAYS.findIndex((weekday) => weekday.toLowerCase() === day.toLowerCase())
    if (index < 0) throw unreadable('weekly', text)
    return index + 1
  })
  return [...new Set(numbers)]
}

function monthDayOf(day: string, text: string): MonthDay {
  if (day.toLowerCase() === 'last') return 'LAST'
  if (!/^\d{1,2}$/.test(day)) throw unreadable('monthly', text)
  return Number(day)
}

function unreadable(name: keyof RuleOptions, text: string) {
  return wrongUsage(`--${name} can't read "${text}".`, `Give it as ${FORMS[name]}.`)
}
