import { expect, it } from '@jest/globals'
import { runOf } from '../../../tests/support/scheduleSamples.ts'
import { endedRuns, isAwaited } from './underWay.ts'

const OVER = runOf({ id: 'a' })
const PENDING = runOf({ id: 'b', outcome: 'PENDING' })
const PLANNED = runOf({ id: 'c', outcome: 'PLANNED' })

it('knows the runs that have ended since it looked, and no others', () => {
  const now = [runOf({ id: 'd' }), runOf({ id: 'b', outcome: 'FAILED' }), PLANNED, OVER]
  expect(endedRuns([PENDING, PLANNED, OVER], now).map(({ id }) => id)).toEqual(['b'])
})

it('waits for a run that was asked for until it is listed, or too long', () => {
  const awaited = { after: 'a', until: 1_000 }
  expect(isAwaited(awaited, [OVER], 999)).toBe(true)
  expect(isAwaited(awaited, [PENDING, OVER], 999)).toBe(false)
  expect(isAwaited(awaited, [OVER], 1_000)).toBe(false)
  expect(isAwaited({ ...awaited, after: null }, [], 999)).toBe(true)
  expect(isAwaited(null, [], 0)).toBe(false)
})
