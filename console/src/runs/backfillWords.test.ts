import { expect, it } from '@jest/globals'
import { backfillOf } from '../../../tests/support/scheduleSamples.ts'
import { backfillWords, dayWords } from './backfillWords.ts'

it('says how many files of a backfill are made, and nothing of what there is none of', () => {
  expect(backfillWords(backfillOf({ windows: 5, completed: 3 }))).toBe('3 of 5 files made')
  expect(backfillWords(backfillOf({ windows: 1, completed: 0, failed: 1, alreadyThere: 2 }))).toBe(
    '0 of 1 file made, 1 failed, 2 days had a file already',
  )
})

it('writes days as people do', () => {
  expect(dayWords('2026-03-29')).toBe('29 Mar 2026')
})
