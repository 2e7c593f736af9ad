import { describe, expect, it } from '@jest/globals'
import { completedJob, failedJob, jobOf } from '../../../tests/support/requestedJobs.ts'
import { endWords } from './endWords.ts'

const TITLE = { title: 'Active scopes' }

describe('the end of a job in words', () => {
  it('says how many rows a file has', () => {
    expect(endWords(completedJob({ rows: 1_200 }, TITLE))).toBe(
      '“Active scopes” is ready: 1,200 rows.',
    )
  })

  it('says why a job failed', () => {
    expect(endWords(failedJob(TITLE))).toBe('“Active scopes” failed. PDF holds 100,000 rows.')
  })

  it('says that a job is cancelled', () => {
    expect(endWords(jobOf({ ...TITLE, status: 'CANCELLED' }))).toBe('“Active scopes” is cancelled.')
  })
})
