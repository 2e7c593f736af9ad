import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { merged } from './merged.ts'

async function* after(...steps: [ms: number, value: string][]): AsyncGenerator<string> {
  for (const [ms, value] of steps) {
    await sleep(ms)
    yield value
  }
}

/** Gives nothing until it is left. */
async function* idle(left: AbortSignal): AsyncGenerator<string> {
  await sleep(60_000, undefined, { signal: left }).catch(() => undefined)
  yield* []
}

async function* broken(afterMs: number): AsyncGenerator<string> {
  yield* after([1, 'first'])
  await sleep(afterMs)
  throw new Error('It broke.')
}

async function all(
  sources: AsyncIterable<string>[],
  leave: () => void = () => undefined,
): Promise<string[]> {
  const seen: string[] = []
  for await (const value of merged(sources, leave)) seen.push(value)
  return seen
}

describe('merged', () => {
  it('gives each value as it comes, until the last source ends', async () => {
    const slow = after([40, 'a'], [40, 'b'])
    const quick = after([20, 'c'])
    expect(await all([slow, quick])).toEqual(['c', 'a', 'b'])
    expect(await all([])).toEqual([])
  })

  it('rejects with the first error, and leaves sources that wait', async () => {
    const left = new AbortController()
    const reading = all([idle(left.signal), broken(10)], () => left.abort())
    await expect(reading).rejects.toThrow('It broke.')
    expect(left.signal.aborted).toBe(true)
  })

  it('rejects to a reader who was busy when the error came', async () => {
    const iterator = merged([broken(1)], () => undefined)
    expect(await iterator.next()).toEqual({ done: false, value: 'first' })
    await sleep(30)
    await expect(iterator.next()).rejects.toThrow('It broke.')
  })

  it('leaves every source where it is left', async () => {
    const left = new AbortController()
    const source = after([1, 'a'], [1, 'b'])
    for await (const value of merged([idle(left.signal), source], () => left.abort())) {
      expect(value).toBe('a')
      break
    }
    expect(await source.next()).toEqual({ done: true, value: undefined })
  })
})
