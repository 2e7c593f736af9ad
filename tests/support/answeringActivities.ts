/** Activities that only answer, for recording the histories of workflows. */
import { Context } from '@temporalio/activity'
import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import type { Activities, RunStart } from '../../activities/index.ts'
import { ReadFrom } from '../../contract/index.ts'

const SNAPSHOT = '2026-11-25T12:00:00.000Z'

/** Every step goes well, but one of two notices. */
export const answering: Activities = {
  markProcessing: async () => ({ tenantId: 'tenant-1' }),
  fetchRows: async () => ({
    manifestKey: 'manifest',
    rows: 7,
    snapshotAt: SNAPSHOT,
    readFrom: ReadFrom.PRIMARY,
  }),
  renderFile: async () => ({
    key: 'exports/recorded/1-t/SOW.csv',
    uploadId: 'u',
    token: 't',
    fileName: 'SOW.csv',
    mediaType: 'text/csv',
    rows: 7,
    snapshotAt: SNAPSHOT,
    readFrom: ReadFrom.PRIMARY,
    parts: 1,
    bytes: 99,
    sha256: 'ab',
    crc32: 'AAAAAA==',
    warnings: {},
  }),
  uploadFile: async () => undefined,
  recordCompletion: async () => ({ hasNotices: true }),
  recordFailure: async () => ({ hasNotices: true }),
  recordCancellation: async () => undefined,
  removeStaged: async () => undefined,
  planNotices: async () => ({ noticeIds: ['delivered', 'undelivered'] }),
  deliverNotice: async ({ noticeId }) => {
    if (noticeId === 'delivered') return { outcome: 'DELIVERED' }
    throw ApplicationFailure.nonRetryable('The tries are used up')
  },
  recordUndelivered: async () => undefined,
  planScheduledRun: async ({ scheduleId, step }) =>
    step < 2 ? runOf(`${scheduleId}-${step}`) : { kind: 'DONE' },
  recordedStatus: async () => 'COMPLETED',
  judgeSchedule: async () => ({ pausedAt: SNAPSHOT }),
  planBackfillRuns: async () => ['first', 'taken', 'third', 'fourth'],
  beginBackfillRun: async ({ scheduleId, runId }) =>
    runId === 'taken'
      ? { kind: 'SKIP', reason: 'Another run has taken it.' }
      : runOf(`${scheduleId}-${runId}`),
  endBackfill: async () => undefined,
  expireFiles: async () => ({ counts: { removed: 1, shared: 0 }, isMoreLeft: false }),
  abortOrphanedUploads: async () => ({ counts: { aborted: 0, kept: 0 }, isMoreLeft: false }),
  removeOrphanedStaged: async () => ({ counts: { removed: 0, kept: 0 }, isMoreLeft: false }),
  removeOrphanedFiles: async () => ({ counts: { removed: 0, kept: 0 }, isMoreLeft: false }),
  resendOutbox: async () => ({ counts: { sent: 0 }, isMoreLeft: false }),
  settleStuckJobs: async () => ({
    counts: { restarted: 0, sentAgain: 0, failed: 2, cancelled: 0 },
    isMoreLeft: false,
    toTell: [
      { exportId: 'lost', attempt: 3 },
      { exportId: 'unheard', attempt: 1 },
    ],
  }),
  reconcileSchedules: async () => ({ counts: { schedulesPut: 0 }, isMoreLeft: false }),
}

/** Fetches until it is cancelled. */
export const waiting: Activities = {
  ...answering,
  fetchRows: async () => {
    const context = Context.current()
    while (!context.cancellationSignal.aborted) {
      context.heartbeat()
      await new Promise((resolve) => {
        setTimeout(resolve, 50)
      })
    }
    throw new CancelledFailure('stopped')
  },
}

export const failing: Activities = {
  ...answering,
  fetchRows: async () => {
    throw ApplicationFailure.nonRetryable('The rows can’t be fetched')
  },
}

/** The schedule's owner may export nothing any more. */
export const stopped: Activities = {
  ...answering,
  planScheduledRun: async () => ({ kind: 'STOPPED', reason: 'Its owner is no longer active.' }),
}

/** One step of the sweep fails. */
export const sweepFailing: Activities = {
  ...answering,
  expireFiles: async () => {
    throw ApplicationFailure.nonRetryable('The store refused')
  },
}

function runOf(exportId: string): RunStart {
  return {
    kind: 'EXPORT',
    exportId,
    type: 'SOW',
    fileType: 'CSV',
    tenantId: 'tenant-1',
    fairnessKey: 'tenant-1',
    windowStart: '2026-11-24T06:00:00.000Z',
    windowEnd: '2026-11-25T06:00:00.000Z',
  }
}
