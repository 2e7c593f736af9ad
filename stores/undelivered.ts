/** Why a notice did not reach whom it was for, by mail or by webhook. */

/**
 * Thrown when a notice was not delivered. The message is for operators: what the other side said, and
 * no address of a person.
 */
export class Undelivered extends Error {
  /** Whether every other try would end the same way: the recipient refuses for good. */
  readonly isFinal: boolean
  /** Milliseconds for which the other side asks to be left alone; undefined where it does not say. */
  readonly retryAfterMs: number | undefined

  constructor(
    message: string,
    { isFinal, retryAfterMs, cause }: { isFinal: boolean; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause })
    this.name = 'Undelivered'
    this.isFinal = isFinal
    this.retryAfterMs = retryAfterMs
  }
}
