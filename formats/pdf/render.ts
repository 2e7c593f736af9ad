/**
 * Draws the table page by page and gives the file's bytes as they arise. Holds one row block and
 * one page at a time, and produces nothing while nobody reads.
 */
import { setImmediate } from 'node:timers/promises'
import type { RowBlock } from '../../contract/rows/index.ts'
import { type TableDocument, WarningKind, type Warnings } from '../format.ts'
import { CellTexts } from './cellTexts.ts'
import { checkReadable } from './paper.ts'
import { PdfFile } from './pdfFile.ts'
import { TablePages } from './tablePages.ts'

/** Bytes are handed on in chunks of at least this size, the last one excepted. */
const CHUNK = 64 * 1024

/** Rows whose texts are made together: those of a whole block would outlive the young generation. */
const ROWS_AT_ONCE = 64

/** Renders the file; `warn` gets the signs without a glyph after each block. */
export async function* renderPdf(
  document: TableDocument,
  blocks: AsyncIterable<RowBlock>,
  warn: (warnings: Warnings) => void,
): AsyncGenerator<Uint8Array> {
  checkReadable(document)
  const file = new PdfFile(document)
  try {
    const texts = new CellTexts(document.timeZone, document.options.locale)
    let pages: TablePages | undefined
    for await (const block of blocks) {
      const textsOf = (from: number, to: number) => columnTexts(document, block, texts, from, to)
      pages ??= new TablePages(document, file, texts, textsOf(0, block.rows))
      for (let from = 0; from < block.rows; from += ROWS_AT_ONCE) {
        const to = Math.min(from + ROWS_AT_ONCE, block.rows)
        yield* drawRows(textsOf(from, to), to - from, pages, file)
      }
      report(pages, warn)
    }
    pages ??= new TablePages(document, file, texts, [])
    const rest = await pages.end()
    report(pages, warn)
    yield rest
  } finally {
    file.destroy()
  }
}

/** Draws rows; after each page, other work gets its turn and the reader its bytes. */
async function* drawRows(
  columns: readonly string[][],
  rows: number,
  pages: TablePages,
  file: PdfFile,
): AsyncGenerator<Uint8Array> {
  if (columns.length === 0) return
  for (let row = 0; row < rows; row += 1) {
    const set = pages.set(columns, row)
    let drawn = pages.take(set, 0)
    while (drawn < set.lines) {
      await pages.turn()
      await setImmediate()
      if (file.pending >= CHUNK) yield file.read()
      drawn += pages.take(set, drawn)
    }
  }
}

/** Texts of some rows of a block, column by column. */
function columnTexts(
  document: TableDocument,
  block: RowBlock,
  texts: CellTexts,
  from: number,
  to: number,
): string[][] {
  return document.columns.map((column, i) => {
    const values = block.columns[i]
    return values ? texts.of(column, values, from, to) : []
  })
}

function report(pages: TablePages, warn: (warnings: Warnings) => void): void {
  const missing = pages.takeMissingGlyphs()
  if (missing > 0) warn({ [WarningKind.MISSING_GLYPHS]: missing })
}
