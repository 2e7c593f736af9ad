import { expect, it } from '@jest/globals'
import type { ScheduleRule } from '../contract/index.ts'
import { catchUpOf } from './catchUp.ts'

const NOW = new Date('2026-11-26T08:00:00Z')
const MINUTES = 60_000
const DAYS = 86_400_000

const cron = (expression: string): ScheduleRule => ({ kind: 'CRON', expression })

it.each<[ScheduleRule, number]>([
  [{ kind: 'DAILY', hour: 2, minute: 30 }, 1 * DAYS],
  [{ kind: 'WEEKLY', weekdays: [1, 4], hour: 2, minute: 30 }, 7 * DAYS],
  [{ kind: 'MONTHLY', day: 'LAST', hour: 2, minute: 30 }, 31 * DAYS],
  [cron('* * * * *'), 1 * MINUTES],
  [cron('0 * * * *'), 60 * MINUTES],
  [cron('0 6 1 * *'), 31 * DAYS],
  [cron('0 6 1 1 *'), 31 * DAYS],
])('%j may be late by as long as it is due once again', (rule, late) => {
  expect(catchUpOf(rule, 'UTC', NOW)).toBe(late)
})
