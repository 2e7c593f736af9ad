import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { draftsOf, forgetDrafts } from './drafts.ts'

const REQUEST = { type: 'SOW', fileType: 'CSV', title: 'Half done' } as const
const drafts = draftsOf('export')

/** Stands in for the browser's window, which Node lacks. */
function windowOf(sessionStorage: object): void {
  Reflect.set(globalThis, 'window', { sessionStorage })
}

beforeEach(() => {
  const kept = new Map<string, string>()
  windowOf({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
})
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'window')
})

it('gives what was typed back to whoever typed it', () => {
  drafts.keep('ann', REQUEST)
  expect([drafts.of('ann'), drafts.of('bob')]).toEqual([REQUEST, null])
  expect(draftsOf('schedule').of('ann')).toBeNull()
})

it('gives nothing back once it is forgotten', () => {
  drafts.keep('ann', REQUEST)
  drafts.forget()
  expect(drafts.of('ann')).toBeNull()
})

it('gives nothing back of any form once all are forgotten', () => {
  drafts.keep('ann', REQUEST)
  draftsOf('schedule').keep('ann', REQUEST)
  forgetDrafts()
  expect([drafts.of('ann'), draftsOf('schedule').of('ann')]).toEqual([null, null])
})

it('keeps nothing where the browser forbids it', () => {
  windowOf({})
  drafts.keep('ann', REQUEST)
  expect(drafts.of('ann')).toBeNull()
})
