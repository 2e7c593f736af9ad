/**
 * The pages of one document: running head, table header and foot around the rows. Draws one page at
 * a time; a page that is full is written and forgotten.
 */
import type { TableDocument } from '../format.ts'
import { Canvas, PAGINATION, Shade } from './canvas.ts'
import type { CellTexts } from './cellTexts.ts'
import { type ColumnLayout, type Layout, layOut } from './layout.ts'
import type { PdfFile } from './pdfFile.ts'
import { type SetRow, setRow, TablePage } from './tablePage.ts'
import { type Line, type Lines, type TextStyle, Typesetter } from './typesetter.ts'

const TITLE: TextStyle = { weight: 'bold', size: 11 }
const QUIET: TextStyle = { weight: 'regular', size: 7.5 }
/** Between the title and what the page is an extract of, in points. */
const GAP = 24
/** A heading takes at most this share of a page's height; longer ones end in `…`. */
const TALLEST_HEADER = 1 / 3
const EMPTY = 'No rows match this export.'

export class TablePages {
  readonly #document: TableDocument
  readonly #file: PdfFile
  readonly #typesetter: Typesetter
  readonly #layout: Layout
  readonly #body: TextStyle
  readonly #header: SetRow
  readonly #title: Line
  readonly #extent: Line
  readonly #canvas = new Canvas()
  #page: TablePage

  /**
   * `sample` are the cells of each column in the first rows: they show how wide the columns must be.
   */
  constructor(
    document: TableDocument,
    file: PdfFile,
    texts: CellTexts,
    sample: readonly string[][],
  ) {
    this.#document = document
    this.#file = file
    const typesetter = new Typesetter(file.typefaces)
    this.#typesetter = typesetter
    this.#layout = layOut(document, texts, sample, (text, weight) =>
      typesetter.widthOf(text, { weight, size: 1 }),
    )
    this.#body = { weight: 'regular', size: this.#layout.size }
    this.#header = this.#setHeader()
    const width = this.#layout.right - this.#layout.left
    const rows = `${document.rows.toLocaleString('en-US')} ${document.rows === 1 ? 'row' : 'rows'}`
    const snapshot = texts.dateTime(document.snapshotAt)
    const extent = `${rows} as of ${snapshot} (${document.timeZone})`
    this.#extent = typesetter.line(extent, QUIET, width / 2)
    this.#title = typesetter.line(document.title, TITLE, width - this.#extent.width - GAP)
    this.#page = this.#open()
  }

  /** Takes the number of signs that no font had since it was last asked. */
  takeMissingGlyphs(): number {
    const missing = this.#typesetter.missingGlyphs
    this.#typesetter.missingGlyphs = 0
    return missing
  }

  /** Breaks the cells of a row into lines; `texts` are those of some rows, column by column. */
  set(texts: readonly string[][], row: number): SetRow {
    const cells = this.#layout.columns.map((column, i): Lines => {
      const text = texts[i]?.[row] ?? ''
      return this.#typesetter.lines(text, this.#body, this.#innerWidth(column))
    })
    return setRow(cells)
  }

  /** Draws as much of a row, from line `from` on, as belongs on this page; returns the lines drawn. */
  take(row: SetRow, from: number): number {
    return this.#page.take(row, from)
  }

  /** Writes this page and starts the next. */
  async turn(): Promise<void> {
    await this.#close()
    this.#page = this.#open()
  }

  /** Writes the last page and the end of the file; gives all bytes that were not yet read. */
  async end(): Promise<Uint8Array> {
    if (this.#document.rows === 0) {
      const width = this.#layout.right - this.#layout.left
      this.#page.note(this.#typesetter.line(EMPTY, this.#body, width))
    }
    await this.#close()
    const pages = this.#typesetter.line(String(this.#file.pages), QUIET, this.#layout.width)
    this.#canvas.text(pages, 0, 0, QUIET.size, Shade.QUIET)
    return await this.#file.end(this.#canvas)
  }

  #setHeader(): SetRow {
    const { top, bottom, leading, size } = this.#layout
    const style: TextStyle = { weight: 'bold', size }
    const most = Math.max(1, Math.floor(((top - bottom) * TALLEST_HEADER) / leading))
    const headings = this.#layout.columns.map((column, i) => {
      const heading = this.#document.columns[i]?.heading ?? ''
      const width = this.#innerWidth(column)
      const lines = this.#typesetter.lines(heading, style, width)
      if (lines.length <= most) return lines.slice(0, most)
      return [...lines.slice(0, most - 1), this.#typesetter.line('…', style, width)]
    })
    // Short headings stand at the bottom, next to what they head.
    const { lines } = setRow(headings)
    return setRow(headings.map((heading) => [...emptyLines(lines - heading.length), ...heading]))
  }

  #innerWidth(column: ColumnLayout): number {
    return column.width - 2 * this.#layout.paddingX
  }

  #open(): TablePage {
    this.#file.openPage(this.#layout)
    const { left, right, headBaseline } = this.#layout
    const extentX = right - this.#extent.width
    this.#canvas.open(PAGINATION)
    this.#canvas.text(this.#title, left, headBaseline, TITLE.size)
    this.#canvas.text(this.#extent, extentX, headBaseline, QUIET.size, Shade.QUIET)
    this.#canvas.close()
    const page = new TablePage(this.#canvas, this.#layout, this.#file.tags)
    page.header(this.#header, this.#file.pages === 1)
    return page
  }

  async #close(): Promise<void> {
    this.#page.finish()
    const { left, right, footBaseline } = this.#layout
    const number = `Page ${this.#file.pages} of`
    const page = this.#typesetter.line(number, QUIET, right - left)
    const space = this.#typesetter.widthOf(' ', QUIET)
    this.#canvas.open(PAGINATION)
    this.#canvas.text(page, left, footBaseline, QUIET.size, Shade.QUIET)
    this.#canvas.close()
    await this.#file.closePage(this.#canvas, this.#layout, left + page.width + space)
  }
}

function emptyLines(count: number): Line[] {
  const empty = { width: 0, isRightToLeft: false, missing: 0, offset: 0 }
  return Array.from({ length: count }, () => ({ runs: [], ...empty }))
}
