import { expect, it } from '@jest/globals'
import { periodLines } from './periodLines.ts'

it('says for how long a schedule is due, in its zone, and how often still', () => {
  const forEver = { startAt: null, endAt: null, runs: null, runsLeft: null, timeZone: 'UTC' }
  expect(periodLines(forEver)).toEqual([])
  const startAt = '2026-12-01T06:00:00.000Z'
  const bounded = { ...forEver, startAt, runs: 12, runsLeft: 3, timeZone: 'Europe/Berlin' }
  expect(periodLines(bounded)).toEqual([
    { label: 'From', words: 'Tue 1 Dec 2026, 07:00' },
    { label: 'How often', words: '12 times, 3 left' },
  ])
})
