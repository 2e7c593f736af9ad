import { expect, it } from '@jest/globals'
import type { ScheduleRule } from '../../../contract/index.ts'
import { ruleWords } from './ruleWords.ts'

const AT = { hour: 7, minute: 5 }

it.each<[ScheduleRule, string]>([
  [{ kind: 'DAILY', ...AT }, 'Every day at 07:05'],
  [{ kind: 'WEEKLY', weekdays: [5], ...AT }, 'Every Friday at 07:05'],
  [{ kind: 'WEEKLY', weekdays: [7, 1, 3], ...AT }, 'Every Monday, Wednesday and Sunday at 07:05'],
  [{ kind: 'WEEKLY', weekdays: [1, 2, 3, 4, 5], ...AT }, 'Monday to Friday at 07:05'],
  [{ kind: 'WEEKLY', weekdays: [1, 2, 3, 4, 5, 6, 7], ...AT }, 'Every day at 07:05'],
  [{ kind: 'MONTHLY', day: 15, ...AT }, 'On day 15 of each month at 07:05'],
  [
    { kind: 'MONTHLY', day: 30, ...AT },
    'On day 30 of each month (the last day of shorter ones) at 07:05',
  ],
  [{ kind: 'MONTHLY', day: 'LAST', ...AT }, 'On the last day of each month at 07:05'],
  [{ kind: 'CRON', expression: '0 7 * * 1' }, 'By the cron expression 0 7 * * 1'],
])('says of %j when it is due', (rule, words) => {
  expect(ruleWords(rule, 'Europe/Berlin')).toBe(`${words}, Europe/Berlin`)
})
