import { describe, expect, it } from '@jest/globals'
import { merged } from './merged.ts'

async function* after(...steps: [ms: number, value: string][]): AsyncGenerator<string> {
  for (const [ms, value] of steps) {
    await new Promise((resolve) => setTimeout(resolve, ms))
    yield value
  }
}

async function all(sources: AsyncIterable<string>[]): Promise<string[]> {
  const seen: string[] = []
  for await (const value of merged(sources)) seen.push(value)
  return seen
}

describe('merged', () => {
  it('gives each value as it comes, until the last source ends', async () => {
    const slow = after([40, 'a'], [40, 'b'])
    const quick = after([20, 'c'])
    expect(await all([slow, quick])).toEqual(['c', 'a', 'b'])
    expect(await all([])).toEqual([])
  })

  it('rejects with the first error, and leaves the others', async () => {
    let isLeft = false
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield* after([5, 'x'])
      } finally {
        isLeft = true
      }
    }
    async function* broken(): AsyncGenerator<string> {
      yield* after([20, 'y'])
      throw new Error('It broke.')
    }
    await expect(all([endless(), broken()])).rejects.toThrow('It broke.')
    expect(isLeft).toBe(true)
  })

  it('leaves every source where it is left', async () => {
    const source = after([1, 'a'], [1, 'b'])
    for await (const value of merged([source])) {
      expect(value).toBe('a')
      break
    }
    expect(await source.next()).toEqual({ done: true, value: undefined })
  })
})
