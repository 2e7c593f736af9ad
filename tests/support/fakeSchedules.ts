/** Schedules for tests of what lies over the entry: answer what they are told to, and say who asked. */
import type {
  Backfill,
  ExportSchedule,
  RunPage,
  SavedSchedule,
  ScheduledRun,
  SchedulePage,
  SchedulePreview,
} from '../../contract/index.ts'
import type { Schedules } from '../../export-data/index.ts'
import { answering } from './answering.ts'

export const RUN: ScheduledRun = {
  id: 'b7a3a2d4-5a0e-4a59-9a55-3f1f7f9d2c01',
  dueAt: '2026-11-26T05:30:00.000Z',
  localDay: '2026-11-26',
  content: 'CHANGES',
  window: { start: '2026-11-25T05:30:00.000Z', end: '2026-11-26T05:30:00.000Z' },
  outcome: 'COMPLETED',
  reason: null,
  exportId: '3f2a1b2c-0000-4000-8000-000000000001',
  rows: 1_234,
  failure: null,
  backfillId: null,
}

export const SCHEDULE: ExportSchedule = {
  id: 'd1f0c3aa-4a0b-4c27-a3a2-0f5b6a7c8d90',
  name: 'Scopes, each morning',
  request: { type: 'SOW', fileType: 'CSV' },
  content: 'CHANGES',
  fullEvery: 30,
  rule: { kind: 'DAILY', hour: 6, minute: 30 },
  timeZone: 'Europe/Berlin',
  startAt: null,
  endAt: null,
  runs: null,
  runsLeft: null,
  state: 'ACTIVE',
  note: null,
  nextTimes: ['2026-11-27T05:30:00.000Z', '2026-11-28T05:30:00.000Z'],
  recipients: [{ userId: 'bo', email: 'bo@connexus.example' }],
  webhook: { url: 'https://hooks.example/exports' },
  revision: 3,
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
  lastRun: RUN,
}

export const BACKFILL: Backfill = {
  id: '0c7d4a55-9a3c-4b1e-8f60-1d2e3f4a5b6c',
  scheduleId: SCHEDULE.id,
  from: '2026-11-01',
  to: '2026-11-10',
  createdAt: '2026-11-26T08:00:00.000Z',
  endedAt: null,
  windows: 8,
  completed: 0,
  failed: 0,
  alreadyThere: 2,
}

/** What each call answers. An error is thrown instead. */
export interface ScheduleAnswers {
  create: SavedSchedule | Error
  get: ExportSchedule | Error
  list: SchedulePage | Error
  preview: SchedulePreview | Error
  update: SavedSchedule | Error
  pause: ExportSchedule | Error
  resume: ExportSchedule | Error
  trigger: ExportSchedule | Error
  remove: undefined | Error
  runs: RunPage | Error
  backfill: Backfill | Error
  backfills: Backfill[] | Error
  renewSecret: { webhookSecret: string } | Error
}

export interface FakeSchedules extends Schedules {
  answers: ScheduleAnswers
  /** Every call: its name and what it was given. */
  calls: [name: keyof ScheduleAnswers, ...given: unknown[]][]
}

export function fakeSchedules(): FakeSchedules {
  const answers: ScheduleAnswers = {
    create: { schedule: SCHEDULE, webhookSecret: 'whsec_c2VjcmV0' },
    get: SCHEDULE,
    list: { schedules: [SCHEDULE], next: null },
    preview: { timeZone: SCHEDULE.timeZone, nextTimes: SCHEDULE.nextTimes },
    update: { schedule: SCHEDULE, webhookSecret: null },
    pause: { ...SCHEDULE, state: 'PAUSED', note: 'Holidays', nextTimes: [] },
    resume: SCHEDULE,
    trigger: SCHEDULE,
    remove: undefined,
    runs: { runs: [RUN], next: null },
    backfill: BACKFILL,
    backfills: [BACKFILL],
    renewSecret: { webhookSecret: 'whsec_bmV3' },
  }
  const calls: FakeSchedules['calls'] = []
  const call = answering(answers, calls)
  return {
    answers,
    calls,
    create: call('create'),
    get: call('get'),
    list: call('list'),
    preview: call('preview'),
    update: call('update'),
    pause: call('pause'),
    resume: call('resume'),
    trigger: call('trigger'),
    remove: call('remove'),
    runs: call('runs'),
    backfill: call('backfill'),
    backfills: call('backfills'),
    renewSecret: call('renewSecret'),
  }
}
