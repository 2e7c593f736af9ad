import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { draftOf, forgetDraft, keepDraft } from './draft.ts'

const REQUEST = { type: 'SOW', fileType: 'CSV', title: 'Half done' } as const

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
  keepDraft('ann', REQUEST)
  expect([draftOf('ann'), draftOf('bob')]).toEqual([REQUEST, null])
})

it('gives nothing back once it is forgotten', () => {
  keepDraft('ann', REQUEST)
  forgetDraft()
  expect(draftOf('ann')).toBeNull()
})

it('keeps nothing where the browser forbids it', () => {
  windowOf({})
  keepDraft('ann', REQUEST)
  expect(draftOf('ann')).toBeNull()
})
