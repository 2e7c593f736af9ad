import { describe, expect, it } from '@jest/globals'
import { gapsIn, type Window } from './windows.ts'

/** `2–4 6–9` */
function gaps(span: [number, number], ...taken: [number, number][]): string {
  const windows = (pairs: [number, number][]): Window[] =>
    pairs.map(([start, end]) => ({ start, end }))
  const [whole] = windows([span])
  return gapsIn(whole ?? { start: 0, end: 0 }, windows(taken))
    .map(({ start, end }) => `${start}–${end}`)
    .join(' ')
}

describe('gaps', () => {
  it('are the whole span where nothing is taken, or what is taken only touches it', () => {
    expect(gaps([2, 9])).toBe('2–9')
    expect(gaps([2, 9], [0, 2], [9, 12])).toBe('2–9')
  })

  it('are what lies between, before and after taken windows, in order', () => {
    expect(gaps([0, 10], [6, 7], [2, 4])).toBe('0–2 4–6 7–10')
  })

  it('are none where windows that touch cover the span', () => {
    expect(gaps([2, 9], [0, 5], [5, 9])).toBe('')
  })

  it('heed the longest of windows that overlap or hold one another', () => {
    expect(gaps([0, 10], [1, 8], [2, 3], [4, 9])).toBe('0–1 9–10')
  })

  it('are none in an empty span', () => {
    expect(gaps([5, 5])).toBe('')
    expect(gaps([5, 4])).toBe('')
  })
})
