/** For tests: renders as many rows as its argument says and prints its peak of memory in MiB. */
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import { BLOCK_ROWS, type RowBlock, RowBlockBuilder } from '../../contract/rows/index.ts'
import { createPdfFormat } from '../../formats/pdf/index.ts'
import { documentOf } from './pdf.ts'

const rows = Number(process.argv[2])
const columns: ExportColumn[] = Array.from({ length: 7 }, (_, i) => ({
  key: `c${i}`,
  heading: `Heading ${i}`,
  type: i < 5 ? ColumnType.TEXT : ColumnType.DATE_TIME,
}))

async function* blocks(): AsyncGenerator<RowBlock> {
  const builder = new RowBlockBuilder(columns)
  for (let row = 0; row < rows; row += 1) {
    builder.append(columns.map((_, i) => (i < 5 ? `Text ${i} of row ${row}` : row * 60_000)))
    if (builder.isFull) yield builder.take()
  }
  if (builder.rows > 0) yield builder.take()
}

const document = documentOf(columns, [], {
  rows,
  widths: columns.map(() => 24),
  blockRows: Array.from({ length: Math.ceil(rows / BLOCK_ROWS) }, () => BLOCK_ROWS),
})
let bytes = 0
for await (const chunk of createPdfFormat().render(document, blocks(), () => undefined)) {
  bytes += chunk.length
}
if (bytes === 0) throw new Error('The file is empty')
process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)))
