import { describe, expect, it } from '@jest/globals'
import { fileNameOf } from './fileName.ts'

const PARTS = {
  type: 'SOW',
  exportId: '3f2b8c1e-0000-4000-8000-000000000000',
  snapshotAt: Date.parse('2026-11-25T23:30:00Z'),
  timeZone: 'UTC',
  extension: 'xlsx',
} as const

describe('fileNameOf', () => {
  it('names type, day and the first eight characters of the id', () => {
    expect(fileNameOf(PARTS)).toBe('SOW-2026-11-25-3f2b8c1e.xlsx')
  })

  it("takes the day of the requester's zone", () => {
    expect(fileNameOf({ ...PARTS, timeZone: 'Asia/Tokyo' })).toBe('SOW-2026-11-26-3f2b8c1e.xlsx')
  })

  it('says of a file of changes that it is one, and the day in the zone on which they end', () => {
    const changesUntil = Date.parse('2026-11-23T15:00:00Z')
    expect(fileNameOf({ ...PARTS, changesUntil })).toBe('SOW-changes-2026-11-23-3f2b8c1e.xlsx')
    expect(fileNameOf({ ...PARTS, changesUntil, timeZone: 'Asia/Tokyo' })).toBe(
      'SOW-changes-2026-11-24-3f2b8c1e.xlsx',
    )
  })

  it.each([
    ['../../etc/passwd', 'SOW-2026-11-25-....etcp.xlsx'],
    ['a\\b\r\nc\0d', 'SOW-2026-11-25-abcd.xlsx'],
    ['予算😀😀😀😀😀😀😀', 'SOW-2026-11-25-予算😀😀😀😀😀😀.xlsx'],
  ])('strips path separators and control characters from the id %j', (exportId, name) => {
    expect(fileNameOf({ ...PARTS, exportId })).toBe(name)
  })
})
