import { describe, expect, it } from '@jest/globals'
import { FileType } from '../contract/index.ts'
import { createFormats } from './index.ts'

describe('createFormats', () => {
  it.each([
    [FileType.CSV, 'text/csv; charset=utf-8', 'csv'],
    [FileType.XLSX, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
    [FileType.PDF, 'application/pdf', 'pdf'],
  ])('makes files of type %s as %s with the extension %s', (fileType, mediaType, extension) => {
    expect(createFormats()[fileType]).toMatchObject({ fileType, mediaType, extension })
  })

  it('limits PDF to 100,000 rows unless told otherwise, and the others not at all', () => {
    expect(createFormats().PDF.maxRows).toBe(100_000)
    expect(createFormats({ pdfRows: 10 }).PDF.maxRows).toBe(10)
    expect(createFormats().CSV.maxRows).toBeUndefined()
    expect(createFormats().XLSX.maxRows).toBeUndefined()
  })
})
