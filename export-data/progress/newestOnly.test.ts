import { describe, expect, it } from '@jest/globals'
import { NewestOnly } from './newestOnly.ts'

describe('NewestOnly', () => {
  it('gives a slow reader the newest alone, then is done', async () => {
    const values = new NewestOnly<number>(() => undefined)
    values.put(1)
    values.put(2)
    expect(await values.next()).toEqual({ done: false, value: 2 })
    values.put(3)
    values.end()
    expect(await values.next()).toEqual({ done: false, value: 3 })
    expect(await values.next()).toEqual({ done: true, value: undefined })
  })

  it('gives a reader that waits what comes, and takes nothing after the end', async () => {
    const values = new NewestOnly<number>(() => undefined)
    const waiting = values.next()
    values.put(1)
    expect(await waiting).toEqual({ done: false, value: 1 })
    values.end()
    values.put(2)
    expect(await values.next()).toEqual({ done: true, value: undefined })
  })

  it('lets a reader go that waits, and says once that it has ended', async () => {
    let ends = 0
    const values = new NewestOnly<number>(() => {
      ends += 1
    })
    const waiting = values.next()
    await values.return()
    values.end()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(ends).toBe(1)
  })

  it('rejects with what it was ended with', async () => {
    const values = new NewestOnly<number>(() => undefined)
    const waiting = values.next()
    values.end({ error: new Error('It broke.') })
    await expect(waiting).rejects.toThrow('It broke.')
  })
})
