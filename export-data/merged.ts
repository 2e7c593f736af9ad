/** Several iterables as one, each value as soon as it comes. */

/**
 * A source is asked for its next value once the one before was taken. Ends with the last source.
 * Rejects with the first error, and may be left at any time: `leave` is then called first, at which
 * sources must give up waiting.
 */
export async function* merged<T>(
  sources: readonly AsyncIterable<T>[],
  leave: () => void,
): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]())
  const arrivals = new Arrivals<T>()
  for (const iterator of iterators) arrivals.ask(iterator)
  try {
    for (let open = iterators.length; open > 0; ) {
      const { iterator, result } = await arrivals.next()
      if (result.done === true) {
        open -= 1
      } else {
        yield result.value
        arrivals.ask(iterator)
      }
    }
  } finally {
    leave()
    await Promise.allSettled(iterators.map(async (iterator) => iterator.return?.()))
  }
}

type Source<T> = AsyncIterator<T, unknown>

interface Arrival<T> {
  iterator: Source<T>
  result: IteratorResult<T, unknown>
}

/** What sources have answered and nobody has taken. A race of their promises would grow with each. */
class Arrivals<T> {
  readonly #arrived: (() => Arrival<T>)[] = []
  #isThere = Promise.withResolvers<void>()

  ask(iterator: Source<T>): void {
    const arrive = (take: () => Arrival<T>) => {
      this.#arrived.push(take)
      this.#isThere.resolve()
    }
    iterator.next().then(
      (result) => arrive(() => ({ iterator, result })),
      (error: unknown) =>
        arrive(() => {
          throw error
        }),
    )
  }

  /** Rejects with the error of the source that comes next. */
  async next(): Promise<Arrival<T>> {
    for (;;) {
      const take = this.#arrived.shift()
      if (take) return take()
      this.#isThere = Promise.withResolvers()
      await this.#isThere.promise
    }
  }
}
