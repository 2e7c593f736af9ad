import { expect, it } from '@jest/globals'
import { completedJob, jobOf } from '../../../tests/support/requestedJobs.ts'
import { endedSince, idsUnderWay } from './ended.ts'

const LISTED = [jobOf({ id: 'a' }), jobOf({ id: 'b' }), completedJob({}, { id: 'c' })]

it('knows the jobs that are under way', () => {
  expect(idsUnderWay(LISTED)).toEqual(['a', 'b'])
})

it('finds those that are over, and those that are no longer listed', () => {
  const later = [completedJob({}, { id: 'a' }), completedJob({}, { id: 'c' })]
  const { ended, gone } = endedSince(idsUnderWay(LISTED), later)
  expect([ended.map(({ id }) => id), gone]).toEqual([['a'], ['b']])
  expect(endedSince(idsUnderWay(LISTED), LISTED)).toEqual({ ended: [], gone: [] })
})
