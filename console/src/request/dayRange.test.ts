import { describe, expect, it } from '@jest/globals'
import { rangeRemark } from './dayRange.ts'

const remarkOf = (createdFrom: string, createdTo: string, name = 'createdTo') =>
  rangeRemark(name, { createdFrom, createdTo })

describe('a range of days', () => {
  it('is remarked at its end where it begins after it', () => {
    expect(remarkOf('2026-03-02', '2026-03-01')).toBe('From is after to: no row fits.')
    expect(remarkOf('2026-03-02', '2026-03-01', 'createdFrom')).toBeUndefined()
  })

  it.each([
    ['is one day', '2026-03-01', '2026-03-01'],
    ['has an order', '2025-12-31', '2026-03-01'],
    ['has no begin', '', '2026-03-01'],
    ['has no end', '2026-03-01', ''],
    ['begins with an instant', '2026-03-02T00:00:00Z', '2026-03-01'],
  ])('that %s is fine', (_, from, to) => {
    expect(remarkOf(from, to)).toBeUndefined()
  })
})
