import { describe, expect, it } from '@jest/globals'
import type { ExportEstimate } from '../../../contract/index.ts'
import { estimateWords } from './estimateWords.ts'

const ESTIMATE: ExportEstimate = {
  rows: 123_456,
  basis: 'SAMPLED',
  bytes: 12_345_678,
  seconds: 12.3,
  failures: [],
  possibleFailures: [],
}

describe('an estimate in words', () => {
  it('is rounded and "about" where rows were not counted', () => {
    expect(estimateWords(ESTIMATE)).toEqual({
      rows: 'about 120,000',
      size: 'about 12 MB',
      time: 'about 12 s',
    })
  })

  it('gives rows that were counted as they are', () => {
    expect(estimateWords({ ...ESTIMATE, basis: 'COUNTED', rows: 123_456 }).rows).toBe('123,456')
  })

  it('says under a second without an about', () => {
    expect(estimateWords({ ...ESTIMATE, seconds: 0.6 }).time).toBe('under 1 s')
  })
})
