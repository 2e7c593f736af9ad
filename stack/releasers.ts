/** What was acquired and must be given back, whatever happens: released last in, first out. */
export class Releasers {
  #releasers: (() => Promise<void>)[] = []

  add(release: () => Promise<void>): void {
    this.#releasers.push(release)
  }

  /**
   * Releases everything once; a second call waits for nothing and does nothing. One that fails does
   * not keep the others from being released. Throws an AggregateError of the failures.
   */
  async release(): Promise<void> {
    const releasers = this.#releasers.toReversed()
    this.#releasers = []
    const errors: unknown[] = []
    for (const release of releasers) {
      await release().catch((error: unknown) => errors.push(error))
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be released.')
  }
}
