/** Puts rendered rows into the workbook's sheets, and the sheets into the archive. */
import type { Fragment, TableDocument } from '../format.ts'
import { checkFragments } from '../fragments.ts'
import {
  type DeflatedPiece,
  deflatePiece,
  entryOfPieces,
  type ZipEntry,
  zip,
} from '../zip/index.ts'
import type { SheetFrame } from './frame.ts'
import { planSlices, type SheetLayout } from './plan.ts'
import { DEFLATE_LEVEL } from './rows.ts'
import type { TemplateBuilder } from './template.ts'

export async function* joinWorkbook(
  document: TableDocument,
  fragments: AsyncIterable<Fragment>,
  layout: SheetLayout,
  buildTemplate: TemplateBuilder,
): AsyncGenerator<Uint8Array> {
  const { parts, sheets } = await buildTemplate(document, layout)
  const rendered = new FragmentsBySheet(fragments)
  const planned = planSlices(document, layout).length
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const [name, bytes] of inReadingOrder(parts)) yield { kind: 'whole', name, bytes }
    for (const [sheet, frame] of sheets.entries()) {
      yield entryOfPieces(frame.part, piecesOf(frame, rendered.of(sheet)))
    }
    checkFragments(rendered.count, planned)
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
function inReadingOrder(parts: Map<string, Uint8Array>): [string, Uint8Array][] {
  const first = '[Content_Types].xml'
  return [...parts].sort(([a], [b]) => Number(b === first) - Number(a === first))
}

/** One stream of fragments as one stream a sheet, which are read one after the other. */
class FragmentsBySheet {
  readonly #iterator: AsyncIterator<Fragment>
  #next: IteratorResult<Fragment> | undefined
  /** Fragments given out so far. */
  count = 0

  constructor(fragments: AsyncIterable<Fragment>) {
    this.#iterator = fragments[Symbol.asyncIterator]()
  }

  async *of(sheet: number): AsyncGenerator<Fragment> {
    this.#next ??= await this.#iterator.next()
    while (!this.#next.done && this.#next.value.sheet === sheet) {
      this.count += 1
      yield this.#next.value
      this.#next = await this.#iterator.next()
    }
  }

  async close(): Promise<void> {
    await this.#iterator.return?.()
  }
}
