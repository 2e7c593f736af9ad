import { expect, it } from '@jest/globals'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import { documentOf } from '../../tests/contracts/renderWhole.ts'
import { createXlsxFormat } from './index.ts'

const xlsxFormat = createXlsxFormat()

function withColumns(count: number) {
  const columns = Array.from({ length: count }, (_, i): ExportColumn => {
    return { key: `c${i}`, heading: `C${i}`, type: ColumnType.BOOLEAN }
  })
  return documentOf({ columns, rows: [] }).document
}

it('takes as many columns as a sheet of Excel has, and refuses one more', () => {
  expect(() => xlsxFormat.check?.(withColumns(16_384))).not.toThrow()
  expect(() => xlsxFormat.check?.(withColumns(16_385))).toThrow(
    expect.objectContaining({
      failures: [
        {
          code: 'TOO_MANY_COLUMNS',
          message: 'The export has 16,385 columns, which exceeds the limit of 16,384 for XLSX.',
          remedy: 'Choose CSV, or name fewer columns.',
        },
      ],
    }),
  )
})
