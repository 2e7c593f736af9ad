/** How a command ends that could not do what it was asked for. */
import type { Failure } from '../contract/index.ts'
import { ExitCode } from './exitCode.ts'

/** One of several things that are wrong. `code` may be one that only the API or we know. */
export type Fault = Pick<Failure, 'message' | 'remedy' | 'field'> & { code: string }

/** A problem as the API tells it (`application/problem+json`); ours have no type, title and status. */
export interface Problem {
  code: string
  /** What is wrong, in sentences. */
  detail: string
  /** What to do. */
  remedy: string
  /** Each wrong thing by itself, where there are several or fields to name. */
  errors: readonly Fault[]
  type?: string
  title?: string
  status?: number
  /** Seconds after which the API wants to be asked again. */
  retryAfter?: number
  /** Which export it is about, where a command does the same to several. */
  exportId?: string
  /** The API's id of the request, by which its log tells more. */
  instance?: string
}

export class CommandFailure extends Error {
  readonly exitCode: ExitCode
  readonly problem: Problem

  constructor(exitCode: ExitCode, problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options)
    this.name = 'CommandFailure'
    this.exitCode = exitCode
    this.problem = problem
  }
}

export function failure(
  exitCode: ExitCode,
  code: string,
  detail: string,
  remedy: string,
  options?: ErrorOptions,
): CommandFailure {
  return new CommandFailure(exitCode, { code, detail, remedy, errors: [] }, options)
}

export function wrongUsage(detail: string, remedy: string): CommandFailure {
  return failure(ExitCode.USAGE, 'WRONG_USAGE', detail, remedy)
}

/** Thrown when bytes have no place to go; `what` can't be written. */
export function notWritten(what: string, error: Error): CommandFailure {
  const detail = `${what} can't be written (${error.message}).`
  const remedy = 'See that there is room where it is to go, then try again.'
  return failure(ExitCode.NOT_WRITTEN, 'NOT_WRITTEN', detail, remedy, { cause: error })
}

/** Thrown when a person ended what goes on; `remedy` says how things stand and how to go on. */
export function interrupted(remedy: string): CommandFailure {
  return failure(ExitCode.INTERRUPTED, 'INTERRUPTED', 'Stopped.', remedy)
}
