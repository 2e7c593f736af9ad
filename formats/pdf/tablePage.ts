/**
 * One page of the table: its header, then as many rows as fit. Knows nothing of other pages, of the
 * running head or the foot.
 */
import { type Canvas, PAGINATION, Shade } from './canvas.ts'
import type { ColumnLayout, Layout } from './layout.ts'
import type { TableTags } from './tags.ts'
import type { Line, Lines } from './typesetter.ts'

/** A row whose cells are broken into lines. */
export interface SetRow {
  cells: Lines[]
  /** Lines of its tallest cell; at least 1. */
  lines: number
}

/** From the top of a line to its baseline, in ems: the rest is below. */
const ASCENT = 1.02
/** A row is split only where as many of its lines stand before the split. */
const LINES_BEFORE_SPLIT = 3

export function setRow(cells: Lines[]): SetRow {
  return { cells, lines: cells.reduce((most, lines) => Math.max(most, lines.length), 1) }
}

export class TablePage {
  readonly #canvas: Canvas
  readonly #layout: Layout
  readonly #tags: TableTags | undefined
  /** Lines of a row that an empty page holds. */
  #capacity: number
  /** Upper edge of the next row. */
  #y: number

  /** `tags` is absent where the table has none. */
  constructor(canvas: Canvas, layout: Layout, tags: TableTags | undefined) {
    this.#canvas = canvas
    this.#layout = layout
    this.#tags = tags
    this.#y = layout.top
    this.#capacity = this.#room()
  }

  /** Draws the header. Only the first page's is part of the table; others merely repeat it. */
  header(row: SetRow, isFirst: boolean): void {
    const { left, tableRight, top } = this.#layout
    const height = this.#heightOf(row.lines)
    this.#canvas.band(left, top - height, tableRight - left, height)
    this.#canvas.rule(left, top, tableRight, top, Shade.EDGE)
    if (isFirst) {
      this.#tags?.startRow('TH')
      this.#draw(row, 0, row.lines, this.#tags)
    } else {
      this.#canvas.open(PAGINATION)
      this.#draw(row, 0, row.lines)
      this.#canvas.close()
    }
    this.#canvas.rule(left, this.#y, tableRight, this.#y, Shade.EDGE)
    this.#capacity = this.#room()
  }

  /**
   * Draws a row from line `from` on, as much of it as belongs on this page; returns how many lines
   * that are. A row is split only if no page could hold it whole.
   */
  take(row: SetRow, from: number): number {
    const left = row.lines - from
    const room = this.#room()
    const isEmpty = room === this.#capacity
    if (left > room && !isEmpty && (row.lines <= this.#capacity || room < LINES_BEFORE_SPLIT)) {
      return 0
    }
    const taken = Math.min(left, room)
    if (from === 0) this.#tags?.startRow('TD')
    this.#draw(row, from, from + taken, this.#tags)
    return taken
  }

  /** Draws what the page has instead of rows: one line over all columns. */
  note(line: Line): void {
    const { left, size, paddingX, paddingY } = this.#layout
    this.#tags?.startRow('TD')
    const mark = this.#tags?.mark(0)
    if (mark) this.#canvas.open(mark)
    this.#canvas.text(line, left + paddingX, this.#y - 3 * paddingY - ASCENT * size, size)
    if (mark) this.#canvas.close()
  }

  /** Draws the lines between columns, once it is known how far down the rows reach. */
  finish(): void {
    const { tableRight, top, columns } = this.#layout
    if (columns.length === 0) return
    this.#canvas.rule(tableRight, top, tableRight, this.#y)
    for (const { x } of columns) this.#canvas.rule(x, top, x, this.#y)
  }

  #draw(row: SetRow, from: number, to: number, tags?: TableTags): void {
    const { columns, left, tableRight } = this.#layout
    columns.forEach((place, column) => {
      const lines = row.cells[column]?.slice(from, to) ?? []
      const mark = lines.length > 0 ? tags?.mark(column) : undefined
      if (mark) this.#canvas.open(mark)
      this.#drawCell(lines, place)
      if (mark) this.#canvas.close()
    })
    this.#y -= this.#heightOf(to - from)
    this.#canvas.rule(left, this.#y, tableRight, this.#y)
  }

  #drawCell(lines: readonly Line[], { x, width, align }: ColumnLayout): void {
    const { size, leading, paddingX, paddingY } = this.#layout
    let baseline = this.#y - paddingY - ASCENT * size
    for (const line of lines) {
      const isRight = align === 'right' || line.isRightToLeft
      const start = isRight ? x + width - paddingX - line.width : x + paddingX
      this.#canvas.text(line, start, baseline, size)
      baseline -= leading
    }
  }

  #room(): number {
    const { bottom, leading, paddingY } = this.#layout
    return Math.floor((this.#y - bottom - 2 * paddingY) / leading + 1e-6)
  }

  #heightOf(lines: number): number {
    return lines * this.#layout.leading + 2 * this.#layout.paddingY
  }
}
