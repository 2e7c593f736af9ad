/** What a failed step means, in words for the record: the code, what happened, and what to do. */

import { RetryState } from '@temporalio/common'
import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow'
import { type Failure, FailureCode } from '../contract/index.ts'
import { POLICIES } from './policies.ts'

export function failureOf(error: unknown): Failure {
  const { cause } = error instanceof ActivityFailure ? error : { cause: error }
  const reported = cause instanceof ApplicationFailure ? reportedFailure(cause) : undefined
  if (!reported) return cause instanceof TimeoutFailure ? timedOut(error) : unexpected(cause)
  return isExhausted(error)
    ? { ...reported, message: `${reported.message} ${gaveUp(error)}` }
    : reported
}

/** The failure that our activities attach as the first detail. */
function reportedFailure(failure: ApplicationFailure): Failure | undefined {
  const detail: unknown = failure.details?.[0]
  return isFailure(detail) ? detail : undefined
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'message' in value &&
    'remedy' in value
  )
}

function isExhausted(error: unknown): error is ActivityFailure {
  return (
    error instanceof ActivityFailure && error.retryState === RetryState.MAXIMUM_ATTEMPTS_REACHED
  )
}

function gaveUp(error: ActivityFailure): string {
  const policy = Object.entries(POLICIES).find(([name]) => name === error.activityType)?.[1].retry
  const tries =
    policy && 'maximumAttempts' in policy ? ` after ${policy.maximumAttempts} tries` : ''
  return `Gave up${tries}.`
}

function timedOut(error: unknown): Failure {
  const step = error instanceof ActivityFailure ? ` (${error.activityType})` : ''
  return {
    code: FailureCode.STEP_TIMED_OUT,
    message: `A step of the export${step} took too long, or its worker fell silent, again and again.`,
    remedy: 'Retry; if it persists, operators check the workers, or narrow the filters.',
  }
}

function unexpected(cause: unknown): Failure {
  const message = cause instanceof Error ? cause.message.slice(0, 300) : 'no reason was given'
  return {
    code: FailureCode.INTERNAL_ERROR,
    message: `The export met an unexpected error (${message}).`,
    remedy: 'Retry; if it persists, report it with the id of the export.',
  }
}
