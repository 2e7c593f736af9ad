/**
 * Heights of rows whose texts have several lines. They are written, since neither Excel nor
 * LibreOffice fits rows that another program made.
 */
import type { RowBlock, TextValues } from '../../contract/rows/index.ts'

const LINE_FEED = 0x0a
/** Points of a line in the default font. */
const LINE_HEIGHT = 15
/** Excel's tallest row, in points. */
const MAX_HEIGHT = 409
/** Lines that are counted; more make no difference. */
const MAX_LINES = Math.ceil(MAX_HEIGHT / LINE_HEIGHT)

/** Lines of each row's tallest text for rows `from` (included) to `to` (excluded); at least 1. */
export function linesOfRows(block: RowBlock, from: number, to: number): Uint8Array {
  const lines = new Uint8Array(to - from).fill(1)
  for (const column of block.columns) {
    if (column.kind === 'text') countLines(column, from, to, lines)
  }
  return lines
}

/** Most columns have no line feed at all, which one look at all their bytes shows. */
function countLines({ ends, bytes }: TextValues, from: number, to: number, tallest: Uint8Array) {
  const start = from === 0 ? 0 : (ends[from - 1] ?? 0)
  const end = to === 0 ? 0 : (ends[to - 1] ?? 0)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
  let row = from
  let lines = 1
  for (let at = text.indexOf(LINE_FEED); at !== -1; at = text.indexOf(LINE_FEED, at + 1)) {
    while ((ends[row] ?? end) <= start + at) {
      row += 1
      lines = 1
    }
    lines = Math.min(lines + 1, MAX_LINES)
    tallest[row - from] = Math.max(tallest[row - from] ?? 1, lines)
  }
}

/** Height of so many lines, with `padding` points around them: ` ht="30" customHeight="1"`. */
export function heightAttributes(lines: number, padding = 0): string {
  const height = Math.min(MAX_HEIGHT, lines * LINE_HEIGHT + padding)
  return ` ht="${height}" customHeight="1"`
}
