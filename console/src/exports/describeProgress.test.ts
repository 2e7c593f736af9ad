import { describe, expect, it } from '@jest/globals'
import { type ExportProgress, ExportStep } from '../../../contract/index.ts'
import { progressWords, rowWords, stepWords, timeLeftWords } from './describeProgress.ts'

const FETCHING: ExportProgress = {
  exportId: '7',
  attempt: 1,
  step: ExportStep.FETCHING,
  rows: 12_000,
  of: 50_000,
  percent: 14,
  secondsLeft: 42,
  trouble: null,
}

describe('progress in words', () => {
  it('says the step, the rows and the time left', () => {
    expect(progressWords(FETCHING)).toBe('Reading rows, 12,000 of 50,000 rows, about 42 s left')
  })

  it('says nothing of what nobody knows', () => {
    const waiting = { ...FETCHING, step: ExportStep.WAITING, rows: 0, of: null, secondsLeft: null }
    expect(progressWords(waiting)).toBe('Waiting for its turn')
  })

  it('never has more rows done than there are', () => {
    expect(rowWords({ ...FETCHING, rows: 60_000 })).toBe('60,000 rows')
    expect(rowWords({ ...FETCHING, of: null })).toBe('12,000 rows')
  })

  it('never says that no time is left', () => {
    expect(timeLeftWords({ ...FETCHING, secondsLeft: 0 })).toBe('about 1 s left')
  })

  it('has words of its own for every step', () => {
    const words = Object.values(ExportStep).map(stepWords)
    expect(new Set(words).size).toBe(8)
  })
})
