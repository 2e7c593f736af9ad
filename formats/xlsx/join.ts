/** Puts rendered rows into the workbook's sheets, and the sheets into the archive. */
import { BLOCK_BYTES } from '../../contract/rows/index.ts'
import type { Fragment, TableDocument } from '../format.ts'
import {
  type DeflatedPiece,
  deflatePiece,
  entryOfPieces,
  type ZipEntry,
  zip,
} from '../zip/index.ts'
import { planSlices, type SheetLayout } from './plan.ts'
import { DEFLATE_LEVEL } from './rows.ts'
import { buildTemplate, type SheetFrame } from './template.ts'

/** Half of what the plain form of an entry can tell, which leaves room for all around the rows. */
const PLAIN_BYTES = 2 ** 31
/** Most bytes of XML for one of a value, which a CR becomes: `_x000D_`. */
const MAX_GROWTH = 7
/** More than a cell's markup and, if it is not text, its value take. */
const CELL_BYTES = 100
/** Most bytes of XML that the text of one cell takes. */
const MAX_TEXT_BYTES = 32_767 * MAX_GROWTH

export async function* joinWorkbook(
  document: TableDocument,
  fragments: AsyncIterable<Fragment>,
  layout: SheetLayout,
): AsyncGenerator<Uint8Array> {
  const { parts, sheets } = await buildTemplate(document, layout)
  const rendered = new FragmentsBySheet(fragments)
  function* entries(): Generator<ZipEntry> {
    for (const [name, bytes] of inReadingOrder(parts)) yield { kind: 'whole', name, bytes }
    for (const [sheet, frame] of sheets.entries()) {
      const pieces = piecesOf(frame, rendered.of(sheet))
      yield entryOfPieces(frame.part, mayBeLarge(document, sheet, layout), pieces)
    }
  }
  try {
    yield* zip(entries())
  } finally {
    await rendered.close()
  }
}

async function* piecesOf(
  { head, tail }: SheetFrame,
  rows: AsyncIterable<Fragment>,
): AsyncGenerator<DeflatedPiece> {
  yield deflatePiece(Buffer.from(head, 'utf8'), DEFLATE_LEVEL)
  yield* rows
  yield deflatePiece(Buffer.from(tail, 'utf8'), DEFLATE_LEVEL)
}

/** Programs that look at a file's first bytes know a workbook by its list of content types. */
function inReadingOrder(parts: Map<string, Buffer>): [string, Buffer][] {
  const first = '[Content_Types].xml'
  return [...parts].sort(([a], [b]) => Number(b === first) - Number(a === first))
}

/**
 * Whether a sheet's XML might take 4 GiB, by what its blocks can hold at most. Smaller ones do without
 * ZIP64, which some readers don't know.
 */
function mayBeLarge(document: TableDocument, sheet: number, layout: SheetLayout): boolean {
  const columns = document.columns.length
  let bytes = 0
  for (const slice of planSlices(document, layout)) {
    if (slice.sheet !== sheet) continue
    // The row that fills a block may be of any length, but not its cells.
    bytes += MAX_GROWTH * BLOCK_BYTES + columns * MAX_TEXT_BYTES
    bytes += (slice.to - slice.from) * columns * CELL_BYTES
  }
  return bytes >= PLAIN_BYTES
}

/** One stream of fragments as one stream a sheet, which are read one after the other. */
class FragmentsBySheet {
  readonly #iterator: AsyncIterator<Fragment>
  #next: IteratorResult<Fragment> | undefined

  constructor(fragments: AsyncIterable<Fragment>) {
    this.#iterator = fragments[Symbol.asyncIterator]()
  }

  async *of(sheet: number): AsyncGenerator<Fragment> {
    this.#next ??= await this.#iterator.next()
    while (!this.#next.done && this.#next.value.sheet === sheet) {
      yield this.#next.value
      this.#next = await this.#iterator.next()
    }
  }

  async close(): Promise<void> {
    await this.#iterator.return?.()
  }
}
