/** Faults that people met in other systems' workbooks. */
import { describe, expect, it } from '@jest/globals'
import { utils } from 'xlsx'
import { documentOf, renderTable, renderWhole } from '../../tests/contracts/renderWhole.ts'
import { type XmlCell, xmlSheets } from '../../tests/contracts/xlsxReaders.ts'
import { workbookFaults } from '../../tests/contracts/xlsxStructure.ts'
import type { TableDocument } from '../format.ts'
import { createXlsxFormat } from './index.ts'

const xlsxFormat = createXlsxFormat()

describe('a workbook', () => {
  it('opens though texts hold U+FFFE, U+FFFF, U+000B and U+0000, and keeps the rest of them', async () => {
    const good = Array.from({ length: 1_000 }, (_, i) => `good ${i}`)
    const file = await column([...good, 'a\uFFFEb', 'a\uFFFFb', 'a\u000Bb', 'a\u0000b'])
    expect(workbookFaults(file)).toEqual([])
    const values = cellsOf(file).map((cell) => cell?.value)
    expect(values).toHaveLength(1_004)
    expect(values.slice(1_000)).toEqual(['a\uFFFDb', 'a\uFFFDb', 'a\uFFFDb', 'a\uFFFDb'])
  })

  it('shows texts that look like an escape as they are', async () => {
    const texts = ['_x0041_', 'rev_x000D_2', '_x005F_']
    const file = await column(texts)
    expect(cellsOf(file)).toEqual(texts.map((value) => ({ type: 'inlineStr', style: '0', value })))
  })

  it.each([
    ['Scopes of work: Q3 / 2026 [draft]?', 'Scopes of work Q3 2026 draft'],
    ["'History'", 'History_'],
    ['x'.repeat(40), 'x'.repeat(31)],
  ])(
    'of the title %j has a sheet named %j, and the whole title in its first row',
    async (title, name) => {
      const file = await column(['x'], { title, options: { xlsx: { titleRow: true } } })
      expect(workbookFaults(file)).toEqual([])
      const [sheet] = xmlSheets(file)
      expect(sheet?.name).toBe(name)
      expect(sheet?.rows['1']?.A1?.value).toBe(title)
    },
  )

  it('holds a text of 32,767 characters, and cuts one of 32,768 with a mark and a count', async () => {
    const { file, warnings } = await renderTable(xlsxFormat, {
      columns: [{ key: 'text', heading: 'Text', type: 'text' }],
      rows: [['a'.repeat(32_767)], ['a'.repeat(32_768)]],
    })
    expect(cellsOf(file).map((cell) => cell?.value)).toEqual([
      'a'.repeat(32_767),
      `${'a'.repeat(32_766)}…`,
    ])
    expect(warnings).toEqual({ cellsCut: 1 })
  })
})

/** A workbook of one column of texts. */
async function column(texts: string[], settings: Partial<TableDocument> = {}): Promise<Buffer> {
  const { document, blocks } = documentOf(
    {
      columns: [{ key: 'value', heading: 'Value', type: 'text' }],
      rows: texts.map((text) => [text]),
    },
    settings,
  )
  return (await renderWhole(xlsxFormat, document, blocks)).file
}

/** Cells below the header of the only column, by Python's zipfile and ElementTree. */
function cellsOf(file: Buffer): (XmlCell | undefined)[] {
  const [sheet] = xmlSheets(file)
  return Object.entries(sheet?.rows ?? {})
    .slice(1)
    .map(([row, cells]) => cells[utils.encode_cell({ c: 0, r: Number(row) - 1 })])
}
