/**
 * A process that renders as many rows as its second argument says, to the file type that the first
 * one names, and prints as JSON its peak of resident memory, the most that was in use after a
 * collection of garbage, and the file's size, in bytes. For `memoryContract`; needs `--expose-gc`.
 */
import { ColumnType, type ExportColumn, FileType } from '../../contract/index.ts'
import { BLOCK_ROWS, type RowBlock, RowBlockBuilder } from '../../contract/rows/index.ts'
import { createFormats, type TableDocument } from '../../formats/index.ts'
import { renderStream } from './renderWhole.ts'

const fileType = Object.values(FileType).find((type) => type === process.argv[2])
if (!fileType) throw new Error(`There is no file type ${process.argv[2]}`)
const rows = Number(process.argv[3])
const columns: ExportColumn[] = [
  { key: 'name', heading: 'Name', type: ColumnType.TEXT },
  { key: 'client', heading: 'Client', type: ColumnType.TEXT },
  { key: 'budget', heading: 'Budget', type: ColumnType.MONEY },
  { key: 'due', heading: 'Due', type: ColumnType.DATE },
  { key: 'changed', heading: 'Changed', type: ColumnType.DATE_TIME },
]

/** V8 drops code that it no longer needs only after several collections. */
const COLLECTIONS = 10
let inUse = 0
/** Called when nearly all rows have been asked for, and once, since a collection lowers the peak. */
function look(): void {
  if (!globalThis.gc) throw new Error('Start Node with --expose-gc')
  for (let i = 0; i < COLLECTIONS; i += 1) globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  inUse = heapUsed + external
}

/** No two names are alike: what remembers texts or days for ever grows with them. */
async function* blocks(): AsyncGenerator<RowBlock> {
  const builder = new RowBlockBuilder(columns)
  for (let row = 0; row < rows; row += 1) {
    const name = `Scope of work ${row} of the harbour`
    builder.append([name, `Client ${row % 1_000}`, `${row}.50`, row, row * 60_000])
    if (builder.isFull) yield builder.take()
  }
  look()
  if (builder.rows > 0) yield builder.take()
}

const document: TableDocument = {
  exportId: '3f2b8c1e-0000-4000-8000-000000000000',
  title: 'Scopes of work',
  columns,
  widths: [38, 10, 10, 10, 19],
  rows,
  blockRows: Array.from({ length: Math.ceil(rows / BLOCK_ROWS) }, (_, block) =>
    Math.min(BLOCK_ROWS, rows - block * BLOCK_ROWS),
  ),
  timeZone: 'America/New_York',
  snapshotAt: 0,
  options: {},
}
let bytes = 0
for await (const chunk of renderStream(createFormats()[fileType], document, blocks())) {
  bytes += chunk.length
}
process.stdout.write(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024, inUse, bytes }))
