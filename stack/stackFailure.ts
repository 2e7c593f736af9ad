/** Why the stack, or a part of it, can't run. */

export const StackFailureCode = {
  /** A program that the stack needs is neither installed nor installable. */
  TOOL_MISSING: 'TOOL_MISSING',
  /** Another process runs a stack over the same directory. */
  STACK_IN_USE: 'STACK_IN_USE',
  /** A part could not be started, or ended before it answered. */
  PART_DIED: 'PART_DIED',
  /** A part runs, but did not answer in time. */
  PART_NOT_READY: 'PART_NOT_READY',
  /** A process of ours that should have run to its end failed. */
  PROCESS_FAILED: 'PROCESS_FAILED',
  /** This system or architecture has no build of a part. */
  PLATFORM_UNSUPPORTED: 'PLATFORM_UNSUPPORTED',
} as const
export type StackFailureCode = (typeof StackFailureCode)[keyof typeof StackFailureCode]

/** Thrown when the stack can't start; the message ends with the remedy. */
export class StackFailure extends Error {
  readonly code: StackFailureCode
  readonly remedy: string

  constructor(code: StackFailureCode, message: string, remedy: string, options?: ErrorOptions) {
    super(`${message} ${remedy}`, options)
    this.name = 'StackFailure'
    this.code = code
    this.remedy = remedy
  }
}
