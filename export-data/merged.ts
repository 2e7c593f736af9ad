/** Several iterables as one, each value as soon as it comes. */

/** Ends with the last one; where it is left early, so are all. Rejects with the first error. */
export async function* merged<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]())
  const ahead = new Map(iterators.map((iterator, index) => [index, next(iterator, index)]))
  try {
    while (ahead.size > 0) {
      const { index, result, again } = await Promise.race(ahead.values())
      if (result.done === true) {
        ahead.delete(index)
      } else {
        ahead.set(index, again())
        yield result.value
      }
    }
  } finally {
    await Promise.allSettled(iterators.map((iterator) => iterator.return?.()))
  }
}

interface Step<T> {
  index: number
  result: IteratorResult<T, unknown>
  again(): Promise<Step<T>>
}

async function next<T>(iterator: AsyncIterator<T, unknown>, index: number): Promise<Step<T>> {
  const result = await iterator.next()
  return { index, result, again: () => next(iterator, index) }
}
