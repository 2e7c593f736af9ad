/** Schedules, their runs and backfills as the API tells them: plain ones, of which a test changes some. */
import type { Backfill, ExportSchedule, ScheduledRun } from '../../contract/index.ts'

export const SCHEDULE_ID = 'd1f0c3aa-4a0b-4c27-a3a2-0f5b6a7c8d90'

export function scheduleOf(over: Partial<ExportSchedule> = {}): ExportSchedule {
  return {
    id: SCHEDULE_ID,
    name: 'Nightly scopes',
    request: { type: 'SOW', fileType: 'CSV' },
    content: 'FULL',
    fullEvery: null,
    rule: { kind: 'DAILY', hour: 7, minute: 0 },
    timeZone: 'Europe/Berlin',
    startAt: null,
    endAt: null,
    runs: null,
    runsLeft: null,
    state: 'ACTIVE',
    note: null,
    nextTimes: ['2027-03-27T06:00:00.000Z', '2027-03-28T05:00:00.000Z'],
    recipients: [],
    webhook: null,
    revision: 3,
    createdAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
    lastRun: null,
    ...over,
  }
}

export function runOf(over: Partial<ScheduledRun> = {}): ScheduledRun {
  return {
    id: '42000000-0000-4000-8000-000000000001',
    dueAt: '2026-11-26T06:00:00.000Z',
    localDay: '2026-11-26',
    content: 'FULL',
    window: null,
    outcome: 'COMPLETED',
    reason: null,
    exportId: '3f2a1b2c-0000-4000-8000-000000000001',
    rows: 4_950,
    failure: null,
    backfillId: null,
    ...over,
  }
}

export function backfillOf(over: Partial<Backfill> = {}): Backfill {
  return {
    id: 'bf000000-0000-4000-8000-000000000001',
    scheduleId: SCHEDULE_ID,
    from: '2026-11-01',
    to: '2026-11-05',
    createdAt: '2026-11-26T08:00:00.000Z',
    endedAt: null,
    windows: 5,
    completed: 3,
    failed: 0,
    alreadyThere: 0,
    ...over,
  }
}
