import { describe, expect, it } from '@jest/globals'
import { isExactInExcel } from './numbers.ts'

describe('isExactInExcel', () => {
  it.each([
    '0',
    '-7',
    '123456789012345',
    '-123456789012345',
    '0.000',
    '-0.02',
    '12.50000000000000000000',
    '0.000000000000000000000000123',
    '1e+307',
    '1.5E-300',
  ])('takes %s', (digits) => {
    expect(isExactInExcel(digits)).toBe(true)
  })

  it.each([
    '1234567890123456',
    '712345678901234567',
    '1000000000000000',
    '0.30000000000000004',
    '123456789.0123456789',
    '1e308',
    '1e-320',
    '1e400',
    'NaN',
    'Infinity',
    '$1,234.00',
    '0x10',
    '1.',
    '',
  ])('refuses %j', (digits) => {
    expect(isExactInExcel(digits)).toBe(false)
  })
})
