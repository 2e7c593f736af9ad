/** A failure that knows when another try can help. */
import { ExportFailure, type Failure } from '../contract/index.ts'

/**
 * Thrown when the other side says how long it wants to be left alone. A wait that is shorter than our
 * own changes nothing.
 */
export class TryLater extends ExportFailure {
  /** Milliseconds. */
  readonly delayMs: number

  constructor(failure: Failure, delayMs: number) {
    super(failure)
    this.name = 'TryLater'
    this.delayMs = delayMs
  }
}
