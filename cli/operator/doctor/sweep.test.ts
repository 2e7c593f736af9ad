import { expect, it } from '@jest/globals'
import type { ScheduleDescription } from '@temporalio/client'
import { sweepOutcome } from './sweep.ts'

const NOW = Date.parse('2026-11-26T12:00:00Z')
const MINUTE = 60_000

/** A schedule of every five minutes that was made an hour ago. */
function described(lastBegun: number | undefined, state = { paused: false, note: '' }) {
  const takenAt = new Date(lastBegun ?? 0)
  return {
    spec: { intervals: [{ every: 5 * MINUTE, offset: 0 }] },
    state,
    info: {
      createdAt: new Date(NOW - 60 * MINUTE),
      lastUpdatedAt: undefined,
      recentActions: lastBegun === undefined ? [] : [{ takenAt }],
    },
  } as unknown as ScheduleDescription
}

it('finds a sweep well that began within three intervals', () => {
  expect(sweepOutcome(described(NOW - 15 * MINUTE), NOW)).toEqual({
    state: 'OK',
    message: 'Runs every 5 min, last begun 15 min ago.',
  })
})

it('warns of one that began longer ago, or never did', () => {
  expect(sweepOutcome(described(NOW - 16 * MINUTE), NOW)).toMatchObject({
    state: 'WARNING',
    message: 'The sweep runs every 5 min, and was last begun 16 min ago.',
  })
  expect(sweepOutcome(described(undefined), NOW)).toMatchObject({
    state: 'WARNING',
    message: 'The sweep runs every 5 min, and was not begun yet.',
  })
})

it('warns of one that is paused, with the note of whoever did it', () => {
  const paused = { paused: true, note: 'The bucket is being moved.' }
  expect(sweepOutcome(described(NOW, paused), NOW)).toMatchObject({
    state: 'WARNING',
    message: 'The sweep is paused: The bucket is being moved.',
  })
})
