import { expect, it } from '@jest/globals'
import { ruleWords } from './ruleWords.ts'
import type { MonthDay, ScheduleRule } from './schedules.ts'

const monthly = (day: MonthDay): ScheduleRule => ({ kind: 'MONTHLY', day, hour: 6, minute: 5 })
const weekly = (...weekdays: number[]): ScheduleRule => ({
  kind: 'WEEKLY',
  weekdays,
  hour: 18,
  minute: 0,
})

it.each<[string, ScheduleRule]>([
  ['Every day at 07:00', { kind: 'DAILY', hour: 7, minute: 0 }],
  ['Every Monday at 18:00', weekly(1)],
  ['Every Monday and Sunday at 18:00', weekly(7, 1)],
  ['Every Monday, Wednesday and Friday at 18:00', weekly(5, 1, 3)],
  ['On day 1 of each month at 06:05', monthly(1)],
  ['On day 28 of each month at 06:05', monthly(28)],
  ['On day 30 (or the last day) of each month at 06:05', monthly(30)],
  ['On the last day of each month at 06:05', monthly('LAST')],
  ['On the last day of each month at 06:05', monthly(31)],
  ['By the cron expression */5 * * * 1-5', { kind: 'CRON', expression: '*/5 * * * 1-5' }],
])('%s', (words, rule) => {
  expect(ruleWords(rule)).toBe(words)
})
