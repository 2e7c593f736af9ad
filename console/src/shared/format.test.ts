import { describe, expect, it } from '@jest/globals'
import { bytes, counted, duration, moment, secondsBetween } from './format.ts'

describe('what people read', () => {
  it('counts with the right word', () => {
    expect([counted(0, 'row'), counted(1, 'row'), counted(1_234_567, 'row')]).toEqual([
      '0 rows',
      '1 row',
      '1,234,567 rows',
    ])
    expect(counted(2, 'reply', 'replies')).toBe('2 replies')
  })

  it('gives sizes in the unit that fits', () => {
    expect([0, 999, 1_000, 54_210_000, 127_400_000, 3.2e12].map(bytes)).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '54.2 MB',
      '127 MB',
      '3.2 TB',
    ])
  })

  it('gives durations to the unit that matters', () => {
    expect([0.4, 1, 59, 61, 3_600, 7_500].map(duration)).toEqual([
      'under 1 s',
      '1 s',
      '59 s',
      '1 min',
      '1 h',
      '2 h 5 min',
    ])
  })

  it('shows instants in the zone that is given', () => {
    expect(moment('2026-03-29T22:30:00Z', 'Asia/Kolkata')).toBe('30 Mar 2026, 04:00')
  })

  it('shows instants in UTC, and says so, where the zone is unknown', () => {
    expect(moment('2026-03-29T22:30:00Z', 'Berlin')).toBe('29 Mar 2026, 22:30 UTC')
  })

  it('knows no time that runs backwards', () => {
    expect(secondsBetween('2026-01-01T00:00:00Z', '2026-01-01T00:01:30Z')).toBe(90)
    expect(secondsBetween('2026-01-01T00:01:00Z', '2026-01-01T00:00:00Z')).toBe(0)
  })
})
