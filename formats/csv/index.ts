/**
 * CSV after RFC 4180, in UTF-8: CRLF, a header line always, NULL as nothing between two delimiters
 * and the empty string as `""`. Text that a spreadsheet would run as a formula is disarmed.
 */
import { FileType } from '../../contract/index.ts'
import type { RowBlock } from '../../contract/rows/index.ts'
import { ByteWriter } from '../byteWriter.ts'
import type { Fragment, Slice, SlicedFormat, TableDocument } from '../format.ts'
import { checkFragments } from '../fragments.ts'
import { writeHeader, writeRecords } from './records.ts'

const HEAD_BYTES = 1024
const BYTE_ORDER_MARK = '\uFEFF'

/** One for all slices of a thread: none of them gives the thread away before it is done. */
const writer = new ByteWriter()

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
  writer.clear()
  writeRecords(document, slice, block, writer)
  // Exactly as long as its buffer, which may be handed to another thread.
  const bytes = writer.written().slice()
  return { sheet: 0, bytes, rawBytes: bytes.length, crc32: 0, warnings: {} }
}

async function* join(
  document: TableDocument,
  fragments: AsyncIterable<Fragment>,
): AsyncGenerator<Uint8Array> {
  const { byteOrderMark = true } = document.options.csv ?? {}
  const head = new ByteWriter(HEAD_BYTES)
  if (byteOrderMark) head.utf8(BYTE_ORDER_MARK)
  writeHeader(document, head)
  yield head.written()
  let joined = 0
  for await (const fragment of fragments) {
    joined += 1
    yield fragment.bytes
  }
  checkFragments(joined, document.blockRows.length)
}
