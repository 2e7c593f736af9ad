/** The old design: all rows in memory, and pdfkit's own `doc.table()` lays them out. */
import { once } from 'node:events'
import { FONT, MARGIN, openPdf, SIZE, shown, TITLE } from './pdfTable.ts'
import { allRows, paths } from './rows.ts'

const { input, output } = paths()
const { columns, rows } = await allRows(input)
const { pdf, file } = openPdf(output, MARGIN)
pdf.addPage()
pdf.font(FONT, SIZE).text(TITLE)
pdf.table({
  columnStyles: columns.map(({ points }) => ({ width: points })),
  data: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(shown))],
})
pdf.end()
await once(file, 'finish')
