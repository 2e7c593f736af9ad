import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { ExportFailure, type ExportProgress, FailureCode } from '../../contract/index.ts'
import type { RunState } from '../exportRuns.ts'
import { type Clock, ProgressHub, type WatchedJob } from './progressHub.ts'

const JOB: WatchedJob = { exportId: 'e', attempt: 1, workflowId: 'export-e', fileType: 'CSV' }
const OPEN: RunState = {
  isOpen: true,
  step: undefined,
  isStarted: false,
  details: undefined,
  tries: 0,
  trouble: undefined,
}
const CLOSED = { ...OPEN, isOpen: false }
const rendering = (rows: number): RunState => ({
  ...OPEN,
  step: 'renderFile',
  isStarted: true,
  details: { rows, of: 100 },
  tries: 1,
})

/** A clock that stands until it is moved. */
class TestClock implements Clock {
  #now = 0
  #sleepers: { until: number; wake: () => void }[] = []

  now(): number {
    return this.#now
  }

  /** Timers that are set. */
  get sleepers(): number {
    return this.#sleepers.length
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { until: this.#now + ms, wake: resolve }
      this.#sleepers.push(sleeper)
      signal.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        resolve()
      })
    })
  }

  async seconds(count: number): Promise<void> {
    await settled()
    for (let second = 0; second < count; second += 1) {
      this.#now += 1_000
      const due = this.#sleepers.filter(({ until }) => until <= this.#now)
      this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now)
      for (const { wake } of due) wake()
      await settled()
    }
  }
}

/** Resolves when whatever can go on without a timer has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

const outage = (code: FailureCode) => new ExportFailure({ code, message: 'Out.', remedy: 'Wait.' })

let clock: TestClock
let asked: string[]
let state: () => RunState | undefined
let isOver: () => boolean
let hub: ProgressHub

beforeEach(() => {
  clock = new TestClock()
  asked = []
  state = () => rendering(50)
  isOver = () => false
  hub = new ProgressHub({
    clock,
    runs: {
      describe: async (workflowId) => {
        asked.push(workflowId)
        return state()
      },
    },
    isOver: async (exportId, attempt) => {
      asked.push(`over? ${exportId} ${attempt}`)
      return isOver()
    },
  })
})

/** Reads in the background, as fast as it can. */
function read(options: Parameters<ProgressHub['watch']>[1] = {}, job = JOB) {
  const seen: ExportProgress[] = []
  const end = (async () => {
    for await (const progress of hub.watch(job, options)) seen.push(progress)
    return 'ended'
  })()
  return { seen, end }
}

describe('ProgressHub', () => {
  it('asks once a second, however many watch', async () => {
    const readers = Array.from({ length: 50 }, () => read())
    await settled()
    expect(asked).toEqual(['export-e'])
    let rows = 50
    state = () => rendering(++rows)
    await clock.seconds(10)
    expect(asked).toHaveLength(11)
    for (const { seen } of readers) {
      expect(seen.map((progress) => progress.rows)).toEqual([
        50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
      ])
    }
  })

  it('asks nothing when nobody watches any more, and keeps nothing', async () => {
    const leave = new AbortController()
    const first = read({ signal: leave.signal })
    const iterator = hub.watch(JOB)[Symbol.asyncIterator]()
    await iterator.next()
    await clock.seconds(2)
    expect(asked).toHaveLength(3)
    leave.abort()
    expect(await first.end).toBe('ended')
    await clock.seconds(2)
    expect(asked).toHaveLength(5)
    await iterator.return?.()
    expect([hub.size, clock.sleepers]).toEqual([0, 0])
    await clock.seconds(5)
    expect(asked).toHaveLength(5)
  })

  it('leaves nothing on the signal of a watcher whose export is over', async () => {
    const { signal } = new AbortController()
    const { end } = read({ signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    state = () => undefined
    isOver = () => true
    await clock.seconds(1)
    expect(await end).toBe('ended')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it('asks nothing before somebody reads, or for somebody who has left already', async () => {
    hub.watch(JOB)
    expect(await read({ signal: AbortSignal.abort() }).end).toBe('ended')
    await clock.seconds(2)
    expect([asked, hub.size]).toEqual([[], 0])
  })

  it('lets somebody leave in the middle of a question', async () => {
    const answer = Promise.withResolvers<RunState>()
    const slow = new ProgressHub({
      clock,
      runs: { describe: () => answer.promise },
      isOver: async () => false,
    })
    const iterator = slow.watch(JOB)[Symbol.asyncIterator]()
    const waiting = iterator.next()
    await iterator.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
    answer.resolve(rendering(1))
    await settled()
    expect(clock.sleepers).toBe(0)
  })

  it('tells a late watcher at once what is known', async () => {
    read()
    await clock.seconds(3)
    const late = read()
    await settled()
    expect(late.seen).toMatchObject([{ step: 'RENDERING', rows: 50, of: 100 }])
    expect(asked).toHaveLength(4)
  })

  it('gives a slow reader the newest alone', async () => {
    const iterator = hub.watch(JOB)[Symbol.asyncIterator]()
    await iterator.next()
    let rows = 50
    state = () => rendering(++rows)
    await clock.seconds(20)
    expect(await iterator.next()).toMatchObject({ value: { rows: 70 } })
  })

  it('is silent while nothing changes', async () => {
    state = () => undefined
    const { seen } = read()
    await clock.seconds(20)
    expect(seen).toMatchObject([{ step: 'WAITING', percent: 0, secondsLeft: null }])
  })

  it.each([
    ['its run is closed', () => CLOSED],
    ['its run is gone', () => undefined],
    ['what was staged is being removed', () => ({ ...rendering(0), step: 'removeStaged' })],
  ])('ends when %s and the record says that it is over', async (_, last) => {
    const { seen, end } = read()
    await clock.seconds(1)
    expect(asked).not.toContain('over? e 1')
    state = last
    await clock.seconds(2)
    expect(asked.filter((question) => question === 'over? e 1')).toHaveLength(2)
    isOver = () => true
    await clock.seconds(1)
    expect(await end).toBe('ended')
    expect(seen).toHaveLength(1)
    expect([hub.size, clock.sleepers]).toEqual([0, 0])
  })

  it('sits out an outage of Temporal, and ends in it when the record says so', async () => {
    const { seen, end } = read()
    await settled()
    state = () => {
      throw outage(FailureCode.TEMPORAL_UNAVAILABLE)
    }
    await clock.seconds(10)
    state = () => rendering(60)
    await clock.seconds(1)
    expect(seen.map(({ rows }) => rows)).toEqual([50, 60])
    state = () => {
      throw outage(FailureCode.TEMPORAL_UNAVAILABLE)
    }
    isOver = () => true
    await clock.seconds(1)
    expect(await end).toBe('ended')
  })

  it('sits out an outage of the database', async () => {
    state = () => CLOSED
    isOver = () => {
      throw outage(FailureCode.DATABASE_UNAVAILABLE)
    }
    const { end } = read()
    await clock.seconds(10)
    isOver = () => true
    await clock.seconds(1)
    expect(await end).toBe('ended')
  })

  it('tells every watcher what else went wrong, and begins anew for the next one', async () => {
    state = () => {
      throw new TypeError('It broke.')
    }
    const readers = [read(), read()]
    for (const { end } of readers) await expect(end).rejects.toThrow('It broke.')
    state = () => rendering(1)
    const { seen } = read()
    await settled()
    expect(seen).toMatchObject([{ rows: 1 }])
  })

  it('goes on where a watcher was cut off, unless that was another attempt', async () => {
    const resumed = read({ seen: { attempt: 1, percent: 90 } })
    const other = read(
      { seen: { attempt: 1, percent: 97 } },
      { ...JOB, attempt: 2, workflowId: 'export-e-2' },
    )
    await settled()
    expect(resumed.seen).toMatchObject([{ percent: 90 }])
    expect(other.seen).toMatchObject([{ attempt: 2, percent: 74 }])
    const late = read({ seen: { attempt: 1, percent: 95 } })
    await clock.seconds(1)
    expect(late.seen[0]?.percent).toBe(95)
    expect(resumed.seen.map(({ percent }) => percent)).toEqual([90, 95])
    expect(asked).toEqual(['export-e', 'export-e-2', 'export-e', 'export-e-2'])
  })
})
