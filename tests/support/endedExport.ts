/** Records of an export that has ended and of a schedule, for tests that need no database. */
import type { ExportRecord, ScheduleRecord } from '../../stores/index.ts'

/** COMPLETED in its first attempt, of everything, asked for by `requester`. */
export function anEndedExport(change: Partial<ExportRecord> = {}): ExportRecord {
  return {
    id: 'e-1',
    type: 'SOW',
    fileType: 'CSV',
    status: 'COMPLETED',
    createdById: 'requester',
    attempt: 1,
    createdAt: null,
    startedAt: null,
    completedAt: null,
    request: null,
    tenantId: null,
    scope: { kind: 'all' },
    objectKey: 'k',
    fileName: 'SOW.csv',
    mediaType: 'text/csv',
    rowCount: 7,
    byteCount: 99,
    sha256: 'ab',
    snapshotAt: null,
    expiresAt: null,
    isExpired: false,
    warnings: {},
    errorCode: null,
    errorMessage: null,
    errorRemedy: null,
    scheduleId: null,
    backfillId: null,
    windowStart: null,
    windowEnd: null,
    reusedFrom: null,
    place: null,
    ...change,
  }
}

/** Daily, of `owner`, telling nobody besides. */
export function aSchedule(change: Partial<ScheduleRecord> = {}): ScheduleRecord {
  const at = new Date('2026-11-26T08:00:00Z')
  return {
    id: 's-1',
    ownerId: 'owner',
    name: 'Every morning',
    request: { type: 'SOW', fileType: 'CSV' },
    content: 'FULL',
    fullEvery: null,
    rule: { kind: 'DAILY', hour: 6, minute: 0 },
    timeZone: 'UTC',
    startAt: null,
    endAt: null,
    runs: null,
    recipientIds: [],
    webhookUrl: null,
    webhookSecret: null,
    revision: 1,
    syncedRevision: 1,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    endedAt: null,
    pauseNote: null,
    selfPausedAt: null,
    ...change,
  }
}
