/** Answers about schedules. Each schema is bound to the contract's type of the same name. */
import { z } from 'zod'
import {
  type Backfill,
  type ExportSchedule,
  RunOutcome,
  type RunPage,
  type SavedSchedule,
  ScheduleContent,
  type ScheduledRun,
  type SchedulePage,
  type SchedulePreview,
  ScheduleState,
} from '../../contract/index.ts'
import { component } from './components.ts'
import { anyExportRequest } from './exportRequests.ts'
import { changeWindow, failure, instant } from './exports.ts'
import { scheduleRule } from './scheduleRequests.ts'

const count = z.int().nonnegative()
const NEXT = 'Give it as `after` for the next page; null on the last.'

const scheduledRun = component(
  'ScheduledRun',
  'What came of one time that a schedule was due.',
  z.object({
    id: z.string().describe('Its id.'),
    dueAt: instant.describe('When it was due; of a backfill, when that was asked for.'),
    localDay: z
      .string()
      .nullable()
      .describe('The day whose file it is; null for a rule without days, and for extra runs.'),
    content: z.enum(ScheduleContent).describe('Every row, or what has changed.'),
    window: changeWindow
      .nullable()
      .describe('Null for a file of every row that no changes follow, and where nothing was made.'),
    outcome: z.enum(RunOutcome).describe('How its export stands; SKIPPED and PLANNED have none.'),
    reason: z.string().nullable().describe('Of a SKIPPED one.'),
    exportId: z.string().nullable().describe('Its export.'),
    rows: count.nullable().describe('Of a COMPLETED one.'),
    failure: failure.nullable().describe('Of a FAILED one.'),
    backfillId: z.string().nullable().describe('The backfill that it is part of.'),
  }) satisfies z.ZodType<ScheduledRun>,
)

export const runPage = component(
  'RunPage',
  'One page of what came of a schedule, newest first.',
  z.object({
    runs: z.array(scheduledRun).describe('The times it was due.'),
    next: z.string().nullable().describe(NEXT),
  }) satisfies z.ZodType<RunPage>,
)

const recipient = z.object({
  userId: z.string().describe('Id of the user.'),
  email: z.string().describe('Mail address of the user.'),
})

export const exportSchedule = component(
  'ExportSchedule',
  'An export that recurs, as its owner sees it.',
  z.object({
    id: z.string().describe('Its id.'),
    name: z.string().describe('What its owner calls it.'),
    request: anyExportRequest,
    content: z.enum(ScheduleContent).describe('Every row each time, or what has changed.'),
    fullEvery: count
      .nullable()
      .describe('A file of every row after so many of changes; null never again.'),
    rule: scheduleRule,
    timeZone: z.string().describe('IANA zone of the rule’s times and days.'),
    startAt: instant.nullable().describe('Not due before it.'),
    endAt: instant.nullable().describe('Not due from it on; null for ever.'),
    runs: count.nullable().describe('How often it was asked to be due; null without end.'),
    runsLeft: count
      .nullable()
      .describe('How often it still is; null without end, and where nobody knows just now.'),
    state: z
      .enum(ScheduleState)
      .describe('STARTING for minutes at most; UNKNOWN where Temporal does not answer.'),
    note: z.string().nullable().describe('Why it is paused; null where it is not.'),
    nextTimes: z.array(instant).describe('The next five times; none while it is not ACTIVE.'),
    recipients: z.array(recipient).describe('Who is told besides its owner.'),
    webhook: z
      .object({ url: z.string().describe('Where it is told.') })
      .nullable()
      .describe('Machine that is told.'),
    revision: z
      .int()
      .positive()
      .describe('Another after each change of what was asked for. In quotes it is the `ETag`.'),
    createdAt: instant.describe('When it was created.'),
    updatedAt: instant.describe('When its owner changed it last.'),
    lastRun: scheduledRun.nullable().describe('The last time it was due; null before the first.'),
  }) satisfies z.ZodType<ExportSchedule>,
)

const webhookSecret = z
  .string()
  .describe('`whsec_` and base64: signatures (Standard Webhooks) are made of it.')

export const savedSchedule = component(
  'SavedSchedule',
  'A schedule that was created or replaced.',
  z.object({
    schedule: exportSchedule,
    webhookSecret: webhookSecret
      .nullable()
      .describe(
        'Of a webhook that it has from now on, told only here; null where it has none, or had one before.',
      ),
  }) satisfies z.ZodType<SavedSchedule>,
)

export const renewedSecret = z.object({ webhookSecret })

export const schedulePage = component(
  'SchedulePage',
  'One page of your schedules, newest first.',
  z.object({
    schedules: z.array(exportSchedule).describe('The schedules.'),
    next: z.string().nullable().describe(NEXT),
  }) satisfies z.ZodType<SchedulePage>,
)

export const schedulePreview = component(
  'SchedulePreview',
  'When a schedule would be due.',
  z.object({
    timeZone: z.string().describe('IANA zone of the rule’s times and days.'),
    nextTimes: z.array(instant).describe('The first five times.'),
  }) satisfies z.ZodType<SchedulePreview>,
)

export const backfill = component(
  'Backfill',
  'Files of changes made after the fact.',
  z.object({
    id: z.string().describe('Its id.'),
    scheduleId: z.string().describe('Its schedule.'),
    from: z.string().describe('The first day.'),
    to: z.string().describe('The last day.'),
    createdAt: instant.describe('When it was asked for.'),
    endedAt: instant.nullable().describe('When it ended; null while it goes on.'),
    windows: count.describe('Files that it makes.'),
    completed: count.describe('Files that are done.'),
    failed: count.describe('Files that failed or were cancelled.'),
    alreadyThere: count.describe('Days that had a file already, which stays as it is.'),
  }) satisfies z.ZodType<Backfill>,
)
