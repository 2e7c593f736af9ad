import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { watchExports } from './watchExports.ts'

/** Stands in for the browser's, which Node lacks. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2
  static opened: FakeEventSource[] = []
  readyState = 1
  readonly url: string

  constructor(url: string) {
    super()
    this.url = url
    FakeEventSource.opened.push(this)
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED
  }

  tell(kind: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }))
  }

  /** As a browser does on an answer that is no stream of events. */
  refuse(): void {
    this.close()
    this.dispatchEvent(new Event('error'))
  }
}

const watcher = { onProgress: jest.fn(), onEnd: jest.fn(), onBroken: jest.fn() }
const before: unknown = Reflect.get(globalThis, 'EventSource')

beforeEach(() => {
  jest.useFakeTimers()
  jest.clearAllMocks()
  FakeEventSource.opened = []
  Reflect.set(globalThis, 'EventSource', FakeEventSource)
})

afterEach(() => {
  jest.useRealTimers()
  Reflect.set(globalThis, 'EventSource', before)
})

function opened(index: number): FakeEventSource {
  const source = FakeEventSource.opened[index]
  if (!source) throw new Error(`Connection ${index} was not opened.`)
  return source
}

describe('watching exports', () => {
  it('tells progress and ends of several jobs over one connection', () => {
    watchExports(['a', 'b'], watcher)
    opened(0).tell('progress', { exportId: 'a', percent: 5 })
    opened(0).tell('end', { id: 'b', status: 'COMPLETED' })
    expect(FakeEventSource.opened.map(({ url }) => url)).toEqual(['/exports/events?ids=a%2Cb'])
    expect(watcher.onProgress).toHaveBeenCalledWith({ exportId: 'a', percent: 5 })
    expect(watcher.onEnd).toHaveBeenCalledWith({ id: 'b', status: 'COMPLETED' })
  })

  it('opens another connection five seconds after a refusal', () => {
    watchExports(['a'], watcher)
    opened(0).refuse()
    jest.advanceTimersByTime(4_999)
    expect(FakeEventSource.opened).toHaveLength(1)
    jest.advanceTimersByTime(1)
    expect(FakeEventSource.opened).toHaveLength(2)
    expect(watcher.onBroken).toHaveBeenCalledTimes(1)
  })

  it('tells of a connection that broke, and leaves it to the browser', () => {
    watchExports(['a'], watcher)
    opened(0).dispatchEvent(new Event('error'))
    jest.advanceTimersByTime(60_000)
    expect(FakeEventSource.opened).toHaveLength(1)
    expect(watcher.onBroken).toHaveBeenCalledTimes(1)
  })

  it('ends for good when it is stopped, also while it waits', () => {
    const stop = watchExports(['a'], watcher)
    opened(0).refuse()
    stop()
    jest.advanceTimersByTime(60_000)
    expect(FakeEventSource.opened.map(({ readyState }) => readyState)).toEqual([2])
  })
})
