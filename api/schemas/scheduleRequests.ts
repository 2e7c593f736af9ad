/**
 * What schedules are asked for. For the document alone: the entry checks it, and tells every fault at
 * once.
 */
import { z } from 'zod'
import type {
  BackfillSpan,
  ScheduleRequest,
  ScheduleRule,
  ScheduleTiming,
} from '../../contract/index.ts'
import { ownFields } from '../../contract/schemas/scheduleRequest.ts'
import { timingFields } from '../../contract/schemas/scheduleTiming.ts'
import { component, jsonSchemaOf } from './components.ts'
import { exportRequests } from './exportRequests.ts'
import { instant } from './exports.ts'

export const scheduleRule = component(
  'ScheduleRule',
  'When a schedule is due: once on each of its days, or as cron says.',
  timingFields.rule satisfies z.ZodType<ScheduleRule>,
)

const timing = {
  ...timingFields,
  rule: scheduleRule,
  startAt: instant.describe(timingFields.startAt.unwrap().description ?? '').exactOptional(),
  endAt: instant.describe(timingFields.endAt.unwrap().description ?? '').exactOptional(),
}

const scheduleTiming = component(
  'ScheduleTiming',
  'When a schedule is due, and for how long.',
  z.object(timing) satisfies z.ZodType<ScheduleTiming>,
)

const scheduleRequest = component(
  'ScheduleRequest',
  'An export that recurs. Unknown properties are ignored.',
  z.object({
    ...ownFields,
    ...timing,
    request: z
      .union(exportRequests)
      .describe('What each of its exports asks for, without `reuseWithin`. Days stay as they are.'),
  }) satisfies z.ZodType<ScheduleRequest>,
)

const day = z.string().meta({ format: 'date' })

const backfillSpan = component(
  'BackfillSpan',
  'Days in the schedule’s zone, both included; 731 at most, all of them over.',
  z.object({
    from: day.describe('The first.'),
    to: day.describe('The last.'),
  }) satisfies z.ZodType<BackfillSpan>,
)

const EXAMPLES: Readonly<Record<string, { value: ScheduleRequest }>> = {
  'Every row, on workdays': {
    value: {
      name: 'Open requests, on workdays',
      request: { type: 'RFP', fileType: 'XLSX', filters: { status: 'OPEN' } },
      rule: { kind: 'WEEKLY', weekdays: [1, 2, 3, 4, 5], hour: 6, minute: 30 },
      timeZone: 'Europe/Berlin',
    },
  },
  'What has changed, each night, to a machine': {
    value: {
      name: 'Changed scopes',
      request: { type: 'SOW', fileType: 'CSV' },
      rule: { kind: 'DAILY', hour: 0, minute: 15 },
      content: 'CHANGES',
      fullEvery: 30,
      webhook: { url: 'https://hooks.example/exports' },
    },
  },
}

/** JSON Schemas of bodies. */
export const BODIES = {
  schedule: { allOf: [jsonSchemaOf(scheduleRequest)], 'x-examples': EXAMPLES },
  timing: jsonSchemaOf(scheduleTiming),
  span: jsonSchemaOf(backfillSpan),
} as const
