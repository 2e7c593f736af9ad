import { describe, expect, it } from '@jest/globals'
import { parseOptions } from './options.ts'

describe('parseOptions', () => {
  it('measures a million rows three times, memory left out, unless told otherwise', () => {
    expect(parseOptions([])).toMatchObject({
      rows: 1_000_000,
      pdfRows: 100_000,
      memoryRows: 5_000_000,
      runs: 3,
      parts: ['fetch', 'csv', 'xlsx', 'pdf', 'exports'],
      against: [],
    })
  })

  it('takes sizes, runs, parts and peers', () => {
    const args = ['--rows', '500', '--runs', '1', '--only', 'xlsx,pdf', '--against', 'Rust_xlsx']
    expect(parseOptions(args)).toMatchObject({
      rows: 500,
      pdfRows: 500,
      runs: 1,
      parts: ['xlsx', 'pdf'],
      against: ['rust_xlsx'],
    })
  })

  it.each([
    [['--rows', '0'], '--rows takes a whole number from 1, not "0".'],
    [['--runs', 'many'], '--runs takes a whole number from 1, not "many".'],
    [['--only', 'xls'], '--only takes fetch, csv, xlsx, pdf, exports, memory, not "xls".'],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message)
  })
})
