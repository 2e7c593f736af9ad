import { describe, expect, it } from '@jest/globals'
import { collect, documentOf, each, renderWhole, SAMPLE } from '../tests/contracts/renderWhole.ts'
import type { TableDocument } from './format.ts'
import { createFormats } from './index.ts'
import { renderBytes } from './renderBytes.ts'

const FORMATS = Object.values(createFormats()).map((format) => ({ format, type: format.fileType }))
const IGNORED = { onRows: () => undefined, onWarnings: () => undefined }

describe.each(FORMATS)('a whole $type', ({ format }) => {
  const { document, blocks } = documentOf(SAMPLE)

  function rendered(changes: Partial<TableDocument>, some = blocks) {
    return collect(renderBytes(format, { ...document, ...changes }, each(some), IGNORED))
  }

  it('is the file that its slices make, and its rows are told block by block', async () => {
    const told: number[] = []
    const observer = { ...IGNORED, onRows: (rows: number) => told.push(rows) }
    const { file } = await renderWhole(format, document, blocks)
    expect(await collect(renderBytes(format, document, each(blocks), observer))).toEqual(file)
    expect(told).toEqual([10, 10, 5])
  })

  it('tells what it could not show as it is, as often as it happens', async () => {
    const columns = [{ key: 'name', heading: 'Name', type: 'text' as const }]
    const table = documentOf({
      columns,
      rows: ['a', 'b', 'c'].map((sign) => [`${sign}\u{10FFFF}`.padEnd(32_768, sign)]),
      blockRows: [2, 1],
    })
    const told: unknown[] = []
    const observer = { ...IGNORED, onWarnings: (warnings: object) => told.push(warnings) }
    await collect(renderBytes(format, table.document, each(table.blocks), observer))
    const expected = {
      CSV: [{}, {}],
      XLSX: [{ cellsCut: 2 }, { cellsCut: 1 }],
      PDF: [{ missingGlyphs: 2 }, { missingGlyphs: 1 }],
    }
    expect(told).toEqual(expected[format.fileType])
  })

  it('does not end when a block is missing, too short or too many', async () => {
    await expect(rendered({}, blocks.slice(0, 2))).rejects.toThrow('has 2 of 3 blocks')
    await expect(rendered({ blockRows: [10, 10, 6], rows: 26 })).rejects.toThrow(
      'Block 2 of export 3f2b8c1e-0000-4000-8000-000000000000 has 5 rows instead of 6',
    )
    await expect(rendered({ blockRows: [10, 10], rows: 20 })).rejects.toThrow('Block 2')
  })
})
