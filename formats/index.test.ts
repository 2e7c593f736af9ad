import { describe, expect, it } from '@jest/globals'
import { FileType } from '../contract/index.ts'
import { formatOf } from './index.ts'

describe('formatOf', () => {
  it.each([
    [FileType.CSV, 'text/csv; charset=utf-8', 'csv'],
    [FileType.XLSX, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ])('makes files of type %s as %s with the extension %s', (fileType, mediaType, extension) => {
    expect(formatOf(fileType)).toMatchObject({ fileType, mediaType, extension })
  })
})
