import { describe, expect, it } from '@jest/globals'
import type { CompletedExport } from '../stores/index.ts'
import { expectedSize } from './expectedSize.ts'

const EXTENT = { rows: 10_000, columns: 10 }
const MEASURED = expectedSize('CSV', EXTENT, [], 10)

/** Exports of so many rows that came to so many times what is expected of them. */
function done(rows: number, { bytes = 1, seconds = 1 } = {}): CompletedExport {
  const expected = expectedSize('CSV', { rows, columns: 10 }, [], 10)
  const columns = null
  return { rows, columns, bytes: bytes * expected.bytes, seconds: seconds * expected.seconds }
}

describe('the expected size of a file', () => {
  it('is what was measured with the sample where no export has completed', () => {
    // Of 989,909 rows of 7 columns whole exports came to 127.4 MB and 8.3 s, 54.2 MB and 10.2 s.
    const within = (found: number, measured: number) => {
      expect(found).toBeGreaterThan(measured * 0.75)
      expect(found).toBeLessThan(measured * 1.25)
    }
    const whole = { rows: 989_909, columns: 7 }
    const csv = expectedSize('CSV', whole, [], 7)
    within(csv.bytes, 127.4e6)
    within(csv.seconds, 8.3)
    const xlsx = expectedSize('XLSX', whole, [], 7)
    within(xlsx.bytes, 54.2e6)
    within(xlsx.seconds, 10.2)
  })

  it('grows with rows and columns, from something for the file as such', () => {
    for (const fileType of ['CSV', 'XLSX', 'PDF'] as const) {
      const of = (rows: number, columns: number) => expectedSize(fileType, { rows, columns }, [], 7)
      expect(of(0, 7).bytes).toBeGreaterThan(0)
      expect(of(0, 7).seconds).toBeGreaterThan(0)
      expect(of(90_000, 7).bytes).toBeGreaterThan(4 * of(20_000, 7).bytes)
      expect(of(20_000, 14)).toEqual(of(40_000, 7))
    }
  })

  it('follows the last exports, whatever their sizes', () => {
    const history = [50, 5_000, 700_000].map((rows) => done(rows, { bytes: 0.5, seconds: 3 }))
    const { bytes, seconds } = expectedSize('CSV', EXTENT, history, 10)
    expect(bytes / MEASURED.bytes).toBeCloseTo(0.5, 2)
    expect(seconds / MEASURED.seconds).toBeCloseTo(3, 1)
  })

  it('counts the columns that an export had', () => {
    const one = expectedSize('CSV', { rows: 5_000, columns: 1 }, [], 10)
    const history = [{ ...one, rows: 5_000, columns: 1 }]
    expect(expectedSize('CSV', EXTENT, history, 10).bytes / MEASURED.bytes).toBeCloseTo(1, 2)
  })

  it('is moved by no export that took hours', () => {
    const history = [done(900), done(1_000, { seconds: 5_000 }), done(1_100)]
    expect(expectedSize('CSV', EXTENT, history, 10).seconds).toBe(MEASURED.seconds)
  })

  it('is not spoilt by exports without rows', () => {
    const { bytes, seconds } = expectedSize('CSV', EXTENT, [done(0), done(0), done(0)], 10)
    expect([bytes / MEASURED.bytes, seconds / MEASURED.seconds]).toEqual([1, 1])
  })
})
