/** How many streams of events one user has open: each holds a connection, and watches. */
import { ApiCode, ApiError } from './errors/index.ts'

export class OpenStreams {
  readonly #most: number
  /** Users who have any. */
  readonly #open = new Map<string, number>()

  /** Counts in this process alone. */
  constructor(most: number) {
    this.#most = most
  }

  /**
   * Counts one more of the user's until `gone` aborts.
   * @throws ApiError TOO_MANY_STREAMS when as many as are allowed are open.
   */
  add(userId: string, gone: AbortSignal): void {
    if (gone.aborted) return
    const open = this.#open.get(userId) ?? 0
    if (open >= this.#most) throw tooMany(this.#most)
    this.#open.set(userId, open + 1)
    gone.addEventListener('abort', () => this.#remove(userId), { once: true })
  }

  #remove(userId: string): void {
    const left = (this.#open.get(userId) ?? 0) - 1
    if (left > 0) this.#open.set(userId, left)
    else this.#open.delete(userId)
  }
}

function tooMany(most: number): ApiError {
  const message = `${most.toLocaleString('en')} streams of events are open, the most that one user may have.`
  return new ApiError(ApiCode.TOO_MANY_STREAMS, message)
}
