import { describe, expect, it } from '@jest/globals'
import type { Compress, FileType } from '../contract/index.ts'
import { createFormats } from '../formats/index.ts'
import { packagingOf } from './packaging.ts'

const formats = createFormats()
const blocks = [40, 60].map((bytes) => ({ offset: 0, bytes, rows: 1, rawBytes: 8 }))
/** 200 bytes. */
const manifest = { objects: ['a', 'b'].map((key) => ({ key, blocks })) }
const document = {
  exportId: '3f2b8c1e-0000-4000-8000-000000000000',
  title: 'Scopes of work',
  columns: [{ key: 'a', heading: 'A', type: 'text' as const }],
  widths: [1],
  rows: 4,
  blockRows: [1, 1, 1, 1],
  timeZone: 'UTC',
  snapshotAt: Date.parse('2026-11-25T19:05:09Z'),
  options: {},
}

describe('packagingOf', () => {
  it.each<[FileType, Compress | undefined, number, string]>([
    ['CSV', undefined, 200, 'csv'],
    ['CSV', undefined, 199, 'zip'],
    ['CSV', 'AUTO', 199, 'zip'],
    ['CSV', 'AUTO', 0, 'csv'],
    ['CSV', 'NONE', 1, 'csv'],
    ['CSV', 'ZIP', 0, 'zip'],
    ['XLSX', 'AUTO', 1, 'xlsx'],
    ['PDF', 'AUTO', 1, 'pdf'],
    ['PDF', 'ZIP', 0, 'zip'],
  ])('packs 200 staged bytes of %s with compress %s and a limit of %d as .%s', (...chosen) => {
    const [fileType, compress, zipCsvBytes, extension] = chosen
    const { fileName, mediaType } = packaged(fileType, compress, zipCsvBytes)
    expect(fileName).toBe(`SOW-2026-11-25-3f2b8c1e.${extension}`)
    expect(mediaType === 'application/zip').toBe(extension === 'zip')
  })

  it('deflates a CSV slice by slice, and other files as a whole', () => {
    expect(packaged('CSV', 'ZIP').format.extension).toBe('zip')
    expect(packaged('PDF', 'ZIP').format).toBe(formats.PDF)
    expect(packaged('XLSX', 'ZIP').format).toBe(formats.XLSX)
  })

  it('stores a workbook, which is compressed already', async () => {
    const bytes = Buffer.alloc(10_000)
    expect(await packedSize('XLSX', bytes)).toBeGreaterThan(bytes.length)
    expect(await packedSize('PDF', bytes)).toBeLessThan(1_000)
  })
})

function packaged(fileType: FileType, compress: Compress | undefined, zipCsvBytes = 0) {
  const request = { type: 'SOW' as const, fileType, ...(compress ? { compress } : {}) }
  const format = formats[fileType]
  return packagingOf({ request, format, document, changes: undefined, manifest, zipCsvBytes })
}

async function packedSize(fileType: FileType, bytes: Uint8Array): Promise<number> {
  async function* rendered() {
    yield bytes
  }
  let size = 0
  for await (const chunk of packaged(fileType, 'ZIP').wrap(rendered())) size += chunk.length
  return size
}
