import { expect, it } from '@jest/globals'
import { completedJob, jobOf } from '../../../tests/support/requestedJobs.ts'
import { answerWords } from './answerWords.ts'

it('tells a new export from one that was asked for before, and from a file that is there', () => {
  const job = jobOf()
  expect(answerWords({ job, repeats: null })).toMatch(/^“Scopes of work” is on its way\./)
  expect(answerWords({ job, repeats: 'SAME_KEY' })).toBe('This export is already on its way.')
  expect(answerWords({ job: completedJob({ isReused: true }), repeats: null })).toBe(
    '“Scopes of work” is ready: a file that was made before.',
  )
})
