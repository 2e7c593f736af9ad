import { describe, expect, it } from '@jest/globals'
import { assert, asyncProperty, constant, constantFrom, record } from 'fast-check'
import { ColumnType } from '../../contract/index.ts'
import { anyShortText, plainHeading, plainText } from '../../tests/contracts/anyCells.ts'
import { anyExport, takenBy, upTo } from '../../tests/contracts/anyTable.ts'
import { formatContract } from '../../tests/contracts/formatContract.ts'
import { pdfTags } from '../../tests/contracts/pdfReaders.ts'
import { pdfFaults } from '../../tests/contracts/pdfStructure.ts'
import { documentOf, renderTable } from '../../tests/contracts/renderWhole.ts'
import { readPages, readTableByPlace, readTags } from '../../tests/support/pdf.ts'
import { createPdfFormat } from './index.ts'

const format = createPdfFormat()

const pdf = record(
  {
    paper: constantFrom('A4', 'LETTER'),
    orientation: constantFrom('auto', 'portrait', 'landscape'),
  },
  { requiredKeys: [] },
)

formatContract('PDF', {
  format,
  readers: [pdfTags],
  exports: anyExport({
    text: plainText,
    heading: plainHeading,
    title: plainHeading.map((title) => `Scopes ${title}`),
    options: record({ pdf }),
    mostColumns: 16,
  }),
  faults: pdfFaults,
  // Both have too many cells for tags. A page leaves some 900 bytes, and holds 30 rows or more.
  memory: { few: 50_000, many: 125_000, keptARow: 45 },
})

describe('PDF', () => {
  it('shows as U+FFFD what no font has, of all of Unicode, and counts just these signs', async () => {
    const text = anyShortText
    const anySigns = takenBy(
      format,
      anyExport({ text, heading: text, title: constant('All'), mostColumns: 12 }),
    )
    await assert(
      asyncProperty(anySigns, async ({ table, settings }) => {
        const { document } = documentOf(table, settings)
        const { file, warnings } = await renderTable(format, table, settings)
        const { headings, rows } = await pdfTags.read(file, document)
        const put = [
          ...table.columns.map(({ heading }) => heading),
          ...table.rows.flat().filter((cell) => typeof cell === 'string'),
        ]
        const missing = replacements([...headings, ...rows.flat()]) - replacements(put)
        expect(warnings).toEqual(missing === 0 ? {} : { missingGlyphs: missing })
      }),
      upTo(15),
    )
  })

  it('shows every row of a table that is too large for tags, in order, below a header on each page', async () => {
    const columns = Array.from({ length: 7 }, (_, i) => ({
      key: `c${i}`,
      heading: `Column ${i}`,
      type: ColumnType.TEXT,
    }))
    const rows = Array.from({ length: 3_000 }, (_, row) => columns.map((_c, i) => `r${row}c${i}`))
    // The document is told to have more rows than it has.
    const table = { columns, rows, blockRows: [2_000, 1_000] }
    const { file } = await renderTable(format, table, { rows: 30_000 })
    expect(await readTags(file)).toContain(undefined)
    const lines = await readTableByPlace(file, columns.length)
    const headings = columns.map(({ heading }) => heading)
    const isHeader = (line: string[]) => line[0] === headings[0]
    expect(lines.filter((line) => !isHeader(line))).toEqual(rows)
    expect(lines.filter(isHeader)).toEqual((await readPages(file)).map(() => headings))
  })
})

function replacements(texts: unknown[]): number {
  return texts.join('').split('\uFFFD').length - 1
}
