/** Jobs and progress as the API tells them. */
import type { ExportProgress, RequestedExport } from '../../contract/index.ts'

export const JOB_ID = '3f2a1b2c-0000-4000-8000-000000000001'
export const OTHER_ID = '77777777-0000-4000-8000-000000000002'

export function jobOf(over: Partial<RequestedExport> = {}): RequestedExport {
  return {
    id: JOB_ID,
    type: 'SOW',
    fileType: 'CSV',
    title: 'Scopes of work',
    status: 'PENDING',
    attempt: 1,
    createdAt: '2026-11-26T05:00:00.000Z',
    startedAt: null,
    completedAt: null,
    request: { type: 'SOW', fileType: 'CSV' },
    file: null,
    failure: null,
    isRetriable: false,
    warnings: {},
    scheduleId: null,
    window: null,
    ...over,
  }
}

export function completedJob(
  file: Partial<NonNullable<RequestedExport['file']>> = {},
  over: Partial<RequestedExport> = {},
): RequestedExport {
  return jobOf({
    status: 'COMPLETED',
    file: {
      name: 'SOW-2026-11-26-3f2a1b2c.csv',
      mediaType: 'text/csv',
      rows: 4_950,
      bytes: 666_813,
      sha256: '0'.repeat(64),
      snapshotAt: '2026-11-26T05:00:01.000Z',
      isReused: false,
      expiresAt: null,
      isExpired: false,
      ...file,
    },
    ...over,
  })
}

export function failedJob(over: Partial<RequestedExport> = {}): RequestedExport {
  const failure = {
    code: 'TOO_MANY_ROWS' as const,
    message: 'PDF holds 100,000 rows.',
    remedy: 'Choose CSV.',
  }
  return jobOf({ status: 'FAILED', failure, isRetriable: true, ...over })
}

export function progressOf(over: Partial<ExportProgress> = {}): ExportProgress {
  return {
    exportId: JOB_ID,
    attempt: 1,
    step: 'FETCHING',
    rows: 1_200,
    of: 5_000,
    percent: 12,
    secondsLeft: 9,
    trouble: null,
    ...over,
  }
}
