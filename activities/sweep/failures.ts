/** Keeps count of what could not be done, so that one thing that fails keeps no other from its turn. */
import { ExportFailure } from '../../contract/index.ts'
import { failureOf } from '../failureOf.ts'

/** So many in a row are not about one thing: the store, the database or Temporal is away. */
const AWAY_AFTER = 10

export class Failures {
  readonly #what: string
  #count = 0
  #inARow = 0
  #first: unknown

  /** `what` counts them in the message: `Files that could not be removed`. */
  constructor(what: string) {
    this.#what = what
  }

  /** Rejects only once so many have failed in a row that going on is no use. */
  async count(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#inARow = 0
    } catch (error) {
      if (this.#count === 0) this.#first = error
      this.#count += 1
      this.#inARow += 1
      if (this.#inARow >= AWAY_AFTER) this.throwIfAny()
    }
  }

  /** @throws ExportFailure with the code and remedy of the first, and how many there were. */
  throwIfAny(): void {
    if (this.#count === 0) return
    const first = failureOf(this.#first)
    throw new ExportFailure({
      ...first,
      message: `${this.#what}: ${this.#count}. The first: ${first.message}`,
    })
  }
}
