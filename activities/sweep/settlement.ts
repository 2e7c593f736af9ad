/**
 * What is to become of a PENDING job, by its record and its attempt's run: rules alone, which neither
 * ask nor change anything.
 */
import { type Failure, FailureCode } from '../../contract/index.ts'
import type { OpenJob } from '../../stores/index.ts'
import { RunState } from './workflowRuns.ts'

export type Settlement =
  /** Somebody works on it, or its time has not come. */
  | { kind: 'LEAVE' }
  | { kind: 'RESTART' }
  | { kind: 'SEND_AGAIN' }
  | { kind: 'CANCEL' }
  | { kind: 'FAIL'; failure: Failure }
  /** As FAIL, unless its message has come meanwhile. */
  | { kind: 'FAIL_UNSTARTED'; failure: Failure }

/** A run that was just started is left alone for so long. */
const GRACE_SECONDS = 120
/** How long a message takes at most where nothing is wrong. */
const WAIT_SECONDS = 600
/** How often a message is sent again: the queue must not fill while no bridge runs. */
export const SEND_AGAIN_SECONDS = 3_600
/** Beyond the queue's retention, since a message may be in somebody's hands when that is over. */
const RETENTION_MARGIN_SECONDS = 3_600
/** An attempt that is lost is followed by another one as long as it is below this one. */
const LAST_ATTEMPT = 3

/** Whether the job stands still for so long that its run is to be asked for. */
export function isSuspect(job: OpenJob, queueRetentionSeconds: number): boolean {
  if (job.isStarted) return job.secondsSinceStart >= GRACE_SECONDS
  // Without a time it counts as old: a message that was sent in vain changes nothing.
  if (job.isInOutbox || (job.secondsSinceAttempt ?? Infinity) < WAIT_SECONDS) return false
  if (isRunBySchedule(job)) return true
  if (isRequestKnown(job)) {
    return job.secondsSinceSentAgain === null || job.secondsSinceSentAgain >= SEND_AGAIN_SECONDS
  }
  return hasNeverArrived(job, queueRetentionSeconds)
}

/** What to do with a suspect job whose attempt has a run in that state, or none. */
export function settlementOf(
  job: OpenJob,
  state: RunState | undefined,
  queueRetentionSeconds: number,
): Settlement {
  if (state === RunState.OPEN) return { kind: 'LEAVE' }
  if (state === RunState.CANCELED || job.isCancelling) return { kind: 'CANCEL' }
  if (state === RunState.TERMINATED) return { kind: 'FAIL', failure: TERMINATED }
  // A run that has ended is not begun again by its message.
  if (state !== undefined || job.isStarted || isRunBySchedule(job)) {
    return job.attempt < LAST_ATTEMPT ? { kind: 'RESTART' } : { kind: 'FAIL', failure: lost(job) }
  }
  if (isRequestKnown(job)) return { kind: 'SEND_AGAIN' }
  return hasNeverArrived(job, queueRetentionSeconds)
    ? { kind: 'FAIL_UNSTARTED', failure: NEVER_ARRIVED }
    : { kind: 'LEAVE' }
}

/** The first attempt of a schedule's job is begun by its workflow, without a message. */
function isRunBySchedule({ isScheduled, attempt }: OpenJob): boolean {
  return isScheduled && attempt === 1
}

/**
 * Whether its record has what it asks for, so that its message can be made anew. That of a first
 * attempt may be Connexus' own: what it asks for is recorded as its workflow is promised.
 */
function isRequestKnown({ isOurs, attempt, workflowId }: OpenJob): boolean {
  return isOurs || attempt > 1 || workflowId !== null
}

/** Never of a job without a time: its message may be on its way. */
function hasNeverArrived({ secondsSinceAttempt }: OpenJob, queueRetentionSeconds: number) {
  const latest = queueRetentionSeconds + RETENTION_MARGIN_SECONDS
  return secondsSinceAttempt !== null && secondsSinceAttempt >= latest
}

const TERMINATED: Failure = {
  code: FailureCode.RUN_LOST,
  message: 'An operator ended the run of this export by force.',
  remedy: 'Ask the operators why, or retry the export.',
}

const NEVER_ARRIVED: Failure = {
  code: FailureCode.REQUEST_NEVER_ARRIVED,
  message: 'No message for this export has come within the time for which the queue keeps one.',
  remedy: 'Ask for the export again; if it happens often, operators look at what should send it.',
}

function lost({ attempt }: OpenJob): Failure {
  return {
    code: FailureCode.RUN_LOST,
    message: `The run of this export was lost, and attempt ${attempt} was its last.`,
    remedy: 'Retry the export; if it persists, operators check Temporal and its retention.',
  }
}
