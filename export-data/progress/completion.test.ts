import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, integer, property, record } from 'fast-check'
import { FileType } from '../../contract/index.ts'
import { shareDone } from './completion.ts'

const fileTypes = constantFrom(...Object.values(FileType))
const rows = integer({ min: 0, max: 3_000_000 })

describe('shareDone', () => {
  it.each([
    ['WAITING', 0, null, 0],
    ['CHECKING', 0, null, 0],
    ['FETCHING', 0, null, 0.02],
    ['FETCHING', 500_000, 1_000_000, 0.2576],
    ['FETCHING', 1_000_000, 1_000_000, 0.4952],
    // Half of what was still left for rows that nobody expected.
    ['FETCHING', 2_000_000, 1_000_000, 0.5216],
    ['RENDERING', 0, null, 0.548],
    ['RENDERING', 500_000, 1_000_000, 0.764],
    ['RENDERING', 0, 0, 0.548],
    ['PUBLISHING', 0, null, 0.98],
  ] as const)('%s of a CSV with %s of %s rows is at %s', (step, done, expected, share) => {
    expect(shareDone('CSV', { step, rows: done, expected })).toBeCloseTo(share, 10)
  })

  it('gives rendering more of a PDF than of a table', () => {
    const fetched = (type: FileType) =>
      shareDone(type, { step: 'RENDERING', rows: 0, expected: null })
    expect(fetched('PDF')).toBeCloseTo(0.212, 10)
    expect(fetched('XLSX')).toBeCloseTo(0.452, 10)
  })

  it('grows with every block of rows, however few were expected', () => {
    assert(
      property(
        record({ fileType: fileTypes, before: rows, more: integer({ min: 2_000, max: 100_000 }) }),
        integer({ min: 1, max: 3_000_000 }),
        ({ fileType, before, more }, expected) => {
          const at = (done: number) =>
            shareDone(fileType, { step: 'FETCHING', rows: done, expected })
          expect(at(before + more)).toBeGreaterThan(at(before))
        },
      ),
    )
  })

  it('never reaches the next step before that has begun', () => {
    assert(
      property(fileTypes, rows, integer({ min: 1, max: 3_000_000 }), (fileType, done, expected) => {
        const at = (step: 'FETCHING' | 'RENDERING' | 'PUBLISHING', count: number) =>
          shareDone(fileType, { step, rows: count, expected })
        expect(at('FETCHING', done)).toBeLessThan(at('RENDERING', 0))
        expect(at('RENDERING', done)).toBeLessThanOrEqual(at('PUBLISHING', 0))
      }),
    )
  })
})
