/** Several iterables as one, each value as soon as it comes. */

/** Ends with the last one; where it is left early, so are all. Rejects with the first error. */
export async function* merged<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]())
  const ahead = new Map(iterators.map((iterator) => [iterator, nextOf(iterator)]))
  try {
    while (ahead.size > 0) {
      const { iterator, result } = await Promise.race(ahead.values())
      if (result.done === true) {
        ahead.delete(iterator)
      } else {
        ahead.set(iterator, nextOf(iterator))
        yield result.value
      }
    }
  } finally {
    await Promise.allSettled(iterators.map(async (iterator) => iterator.return?.()))
  }
}

interface Next<T> {
  iterator: AsyncIterator<T, unknown>
  result: IteratorResult<T, unknown>
}

async function nextOf<T>(iterator: AsyncIterator<T, unknown>): Promise<Next<T>> {
  return { iterator, result: await iterator.next() }
}
