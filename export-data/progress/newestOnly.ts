/** An iteration that gives a slow reader the newest value alone, and holds no other. */

export class NewestOnly<T> implements AsyncIterableIterator<T> {
  readonly #onEnd: () => void
  #newest: { value: T } | undefined
  #reader: PromiseWithResolvers<IteratorResult<T, undefined>> | undefined
  #end: { error?: unknown } | undefined

  /** `onEnd` is called once, whoever ends it. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Replaces a value that nobody has read. */
  put(value: T): void {
    if (this.#end) return
    this.#newest = { value }
    this.#serve()
  }

  /** What is there is still read; then it is done, or rejects with the error. */
  end(end: { error?: unknown } = {}): void {
    if (this.#end) return
    this.#end = end
    this.#serve()
    this.#onEnd()
  }

  /** Readers that wait at once are given the same. */
  next(): Promise<IteratorResult<T, undefined>> {
    this.#reader ??= Promise.withResolvers()
    const { promise } = this.#reader
    this.#serve()
    return promise
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#newest = undefined
    this.end()
    return Promise.resolve({ done: true, value: undefined })
  }

  #serve(): void {
    const reader = this.#reader
    if (!reader || (!this.#newest && !this.#end)) return
    this.#reader = undefined
    if (this.#newest) reader.resolve({ done: false, value: this.#newest.value })
    else if (this.#end && 'error' in this.#end) reader.reject(this.#end.error)
    else reader.resolve({ done: true, value: undefined })
    this.#newest = undefined
  }
}
