/**
 * Turns whatever a step throws into what Temporal needs to know: a type that is our code, whether
 * another try can help, and code, message and remedy as details.
 */
import { Context, type Info } from '@temporalio/activity'
import {
  ApplicationFailure,
  ApplicationFailureCategory,
  CancelledFailure,
} from '@temporalio/common'
import { type Failure, FailureCode, REQUESTERS_FAILURES } from '../contract/index.ts'
import { failureOf } from './failureOf.ts'
import { TryLater } from './tryLater.ts'

/** The workflow decides what comes after these; the same step again would not help. */
const WORKFLOWS_BUSINESS: ReadonlySet<FailureCode> = new Set([
  FailureCode.JOB_NOT_ACTIVE,
  FailureCode.STAGED_ROWS_MISSING,
  FailureCode.UPLOAD_MISSING,
  FailureCode.WORKER_SHUTDOWN,
])

export interface ReportingOptions {
  /**
   * Tries again also what can't succeed as things are: what the step records must not be lost, and an
   * operator can change a table that refuses it. Default false.
   */
  isUntilDone?: boolean
}

/**
 * The step, with every error reported, and its end logged under its first argument: ids and kinds
 * alone, such as the export's id and attempt.
 */
export function reporting<Key extends object, Rest extends unknown[], Result>(
  step: (key: Key, ...rest: Rest) => Promise<Result>,
  options: ReportingOptions = {},
): (key: Key, ...rest: Rest) => Promise<Result> {
  return reportingOf<[Key, ...Rest], Result>((...args) => ({ ...args[0] }), step, options)
}

/** The same for any step; `subjectOf` says what it is logged under: ids and kinds alone. */
export function reportingOf<Args extends unknown[], Result>(
  subjectOf: (...args: Args) => object,
  step: (...args: Args) => Promise<Result>,
  options: ReportingOptions = {},
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const { log, info } = Context.current()
    const startedAt = performance.now()
    const about = () => ({
      ...subjectOf(...args),
      try: info.attempt,
      seconds: Math.round(performance.now() - startedAt) / 1_000,
    })
    try {
      const result = await step(...args)
      log.info('step is done', about())
      return result
    } catch (error) {
      const failure = asTemporalFailure(error, options)
      const code = failure instanceof ApplicationFailure ? failure.type : 'CANCELLED'
      log.warn('step has failed', { ...about(), code, reason: failure.message })
      throw failure
    }
  }
}

function asTemporalFailure(error: unknown, options: ReportingOptions): Error {
  const context = Context.current()
  if (context.cancellationSignal.aborted) {
    // Whatever the work died of once it was told to stop, this is why it stopped.
    if (context.cancellationDetails?.workerShutdown === true)
      return temporalFailure(workerShutdown())
    return new CancelledFailure('The step was told to stop')
  }
  const wait = error instanceof TryLater ? longerWait(error, context.info) : {}
  return temporalFailure(failureOf(error), { ...options, ...wait })
}

/**
 * For how long Temporal waits instead of what its policy says. Only ever longer: whoever asks could
 * have a step tried every second otherwise, and a wait of 0 is the policy's longest to Temporal.
 */
function longerWait(
  { delayMs }: TryLater,
  { retryPolicy, attempt }: Info,
): { nextRetryDelay?: number } {
  if (!retryPolicy) return {}
  // A running step has its policy in milliseconds, whatever the workflow wrote.
  const first = Number(retryPolicy.initialInterval ?? 1_000)
  const longest = Number(retryPolicy.maximumInterval ?? Infinity)
  const grown = first * (retryPolicy.backoffCoefficient ?? 2) ** (attempt - 1)
  const isLonger = delayMs > Math.min(grown, longest)
  return isLonger ? { nextRetryDelay: delayMs } : {}
}

function temporalFailure(
  failure: Failure,
  { isUntilDone = false, ...delay }: ReportingOptions & { nextRetryDelay?: number } = {},
): ApplicationFailure {
  const isRequesters = REQUESTERS_FAILURES.has(failure.code)
  const isFinal = failure.isFinal === true && !isUntilDone
  return ApplicationFailure.create({
    type: failure.code,
    message: failure.message,
    nonRetryable: isRequesters || isFinal || WORKFLOWS_BUSINESS.has(failure.code),
    details: [failure],
    ...delay,
    ...(isRequesters ? { category: ApplicationFailureCategory.BENIGN } : {}),
  })
}

function workerShutdown(): Failure {
  return {
    code: FailureCode.WORKER_SHUTDOWN,
    message: 'The worker is shutting down; another one carries on.',
    remedy: 'Nothing needs to be done.',
  }
}
