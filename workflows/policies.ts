/**
 * Time-outs, heartbeats and retries of every step, in one table.
 *
 * Waiting in a queue is not a failure, so no step of an export has a schedule-to-start or
 * schedule-to-close limit: what bounds a step is its start-to-close time times its attempts.
 */
import type { ActivityOptions } from '@temporalio/workflow'

/** Ten tries spread over about six minutes: an outage of a database or a store is survived. */
const PATIENT = {
  initialInterval: '1s',
  backoffCoefficient: 2,
  maximumInterval: '2m',
  maximumAttempts: 10,
} as const

/** For what must happen in the end, however long the database or the store is away. */
const UNTIL_DONE = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const

/**
 * Longest silence before Temporal gives a step to another worker: how long a killed worker's export
 * stands still.
 */
const HEARTBEAT = '20s'

/** A step that works until it is told to stop; its end is awaited before the outcome is recorded. */
const LONG = {
  heartbeatTimeout: HEARTBEAT,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
} as const

/** Before fetches and renderings that wait in the queue: they are short, and end what was begun. */
const FIRST = { priority: { priorityKey: 1 } } as const

/**
 * What can't be done now is tried by the next sweep as well: the others must not wait for it. All
 * steps, each tried for as long as it may be, fit into the hour that a sweep has.
 */
const SWEEPING = {
  startToCloseTimeout: '4m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 2 },
  ...LONG,
  ...FIRST,
} as const

export const EXPORT_POLICIES = {
  markProcessing: { startToCloseTimeout: '1m', retry: PATIENT },
  fetchRows: { startToCloseTimeout: '2h', retry: PATIENT, ...LONG },
  renderFile: { startToCloseTimeout: '6h', retry: PATIENT, ...LONG },
  uploadFile: { startToCloseTimeout: '30m', retry: PATIENT, ...LONG, ...FIRST },
  recordCompletion: { startToCloseTimeout: '1m', retry: UNTIL_DONE, ...FIRST },
  recordFailure: { startToCloseTimeout: '1m', retry: UNTIL_DONE, ...FIRST },
  recordCancellation: { startToCloseTimeout: '1m', retry: UNTIL_DONE, ...FIRST },
  removeStaged: { startToCloseTimeout: '10m', retry: UNTIL_DONE, ...FIRST },
} as const satisfies Record<string, ActivityOptions>

/** After all that exports wait for: a mail server that is away must slow none. */
const LAST = { priority: { priorityKey: 5 } } as const

/** A mail server or a machine may be away over a weekend; what is older than that helps nobody. */
const FOR_DAYS = {
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '30s', backoffCoefficient: 2, maximumInterval: '1h' },
} as const

const NOTICE_POLICIES = {
  planNotices: { startToCloseTimeout: '1m', retry: UNTIL_DONE, ...FIRST },
  deliverNotice: { startToCloseTimeout: '3m', ...FOR_DAYS, ...LAST },
  recordUndelivered: { startToCloseTimeout: '1m', retry: UNTIL_DONE, ...FIRST },
} as const satisfies Record<string, ActivityOptions>

/** A schedule that is due while the database is away is due once it is back. */
const PLANNING = { startToCloseTimeout: '1m', retry: UNTIL_DONE, ...FIRST } as const

const RECURRING_POLICIES = {
  planScheduledRun: PLANNING,
  recordedStatus: PLANNING,
  judgeSchedule: PLANNING,
  planBackfillRuns: PLANNING,
  beginBackfillRun: PLANNING,
  endBackfill: PLANNING,
} as const satisfies Record<string, ActivityOptions>

const SWEEP_POLICIES = {
  expireFiles: SWEEPING,
  abortOrphanedUploads: SWEEPING,
  removeOrphanedStaged: SWEEPING,
  removeOrphanedFiles: SWEEPING,
  resendOutbox: SWEEPING,
  settleStuckJobs: SWEEPING,
  reconcileSchedules: SWEEPING,
} as const satisfies Record<string, ActivityOptions>

export const POLICIES = {
  ...EXPORT_POLICIES,
  ...NOTICE_POLICIES,
  ...RECURRING_POLICIES,
  ...SWEEP_POLICIES,
}
