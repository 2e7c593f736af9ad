/**
 * CSV after RFC 4180, in UTF-8: CRLF, a header line always, NULL as nothing between two delimiters
 * and the empty string as `""`. Text that a spreadsheet would run as a formula is disarmed.
 */
import { FileType } from '../../contract/index.ts'
import type { RowBlock } from '../../contract/rows/index.ts'
import type { Fragment, Slice, SlicedFormat, TableDocument } from '../format.ts'
import { checkFragments } from '../fragments.ts'
import { headerLine, recordLines } from './records.ts'

/**
 * Rows whose cells are in memory as strings at once. Larger batches outlive V8's young generation,
 * and a long export then holds 80 MB of strings that nobody needs any more.
 */
const BATCH_ROWS = 250
const BYTE_ORDER_MARK = '\uFEFF'

export const csvFormat: SlicedFormat = {
  kind: 'sliced',
  fileType: FileType.CSV,
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  plan,
  renderSlice,
  join,
}

/** One slice a block: a CSV file has no sheets. */
function plan(document: TableDocument): Slice[] {
  let sheetRow = 0
  return document.blockRows.map((rows, block) => {
    const slice = { block, from: 0, to: rows, sheet: 0, sheetRow }
    sheetRow += rows
    return slice
  })
}

function renderSlice(document: TableDocument, slice: Slice, block: RowBlock): Fragment {
  const pieces: Buffer[] = []
  for (let from = slice.from; from < slice.to; from += BATCH_ROWS) {
    const batch = { ...slice, from, to: Math.min(slice.to, from + BATCH_ROWS) }
    pieces.push(Buffer.from(recordLines(document, batch, block), 'utf8'))
  }
  const bytes = Buffer.concat(pieces)
  return { sheet: 0, bytes, rawBytes: bytes.length, crc32: 0, warnings: {} }
}

async function* join(
  document: TableDocument,
  fragments: AsyncIterable<Fragment>,
): AsyncGenerator<Uint8Array> {
  const { byteOrderMark = true } = document.options.csv ?? {}
  yield Buffer.from((byteOrderMark ? BYTE_ORDER_MARK : '') + headerLine(document), 'utf8')
  let joined = 0
  for await (const fragment of fragments) {
    joined += 1
    yield fragment.bytes
  }
  checkFragments(joined, document.blockRows.length)
}
