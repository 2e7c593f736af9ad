/**
 * One page of the table: its header, then as many rows as fit. Knows nothing of other pages, of the
 * running head or the foot.
 */
import type { Canvas } from './canvas.ts'
import type { Layout } from './layout.ts'
import type { Line } from './typesetter.ts'

/** A row whose cells are broken into lines. */
export interface SetRow {
  cells: Line[][]
  /** Lines of its tallest cell; at least 1. */
  lines: number
}

/** From the top of a line to its baseline, in ems: the rest is below. */
const ASCENT = 1.02
/** A row is split only where as many of its lines stand before the split. */
const LINES_BEFORE_SPLIT = 3

export function setRow(cells: Line[][]): SetRow {
  return { cells, lines: cells.reduce((most, lines) => Math.max(most, lines.length), 1) }
}

export class TablePage {
  readonly #canvas: Canvas
  readonly #layout: Layout
  /** Lines of a row that an empty page holds. */
  readonly #capacity: number
  /** Upper edge of the next row. */
  #y: number

  constructor(canvas: Canvas, layout: Layout, header: SetRow) {
    this.#canvas = canvas
    this.#layout = layout
    this.#y = layout.top
    const height = this.#heightOf(header.lines)
    canvas.band(layout.left, layout.top - height, layout.right - layout.left, height)
    canvas.rule(layout.left, layout.top, layout.right, layout.top)
    this.#draw(header, 0, header.lines)
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
    // A page that is too low for a single line would be tried for ever.
    const taken = Math.max(1, Math.min(left, room))
    this.#draw(row, from, from + taken)
    return taken
  }

  /** Draws what the page has instead of rows: one line over all columns. */
  note(line: Line): void {
    const { left, size, paddingX, paddingY } = this.#layout
    this.#canvas.text(line, left + paddingX, this.#y - 3 * paddingY - ASCENT * size, size)
  }

  /** Draws the lines between columns, once it is known how far down the rows reach. */
  finish(): void {
    const { left, right, top, columns } = this.#layout
    this.#canvas.rule(right, top, right, this.#y)
    this.#canvas.rule(left, top, left, this.#y)
    for (const { x } of columns.slice(1)) this.#canvas.rule(x, top, x, this.#y)
  }

  #draw(row: SetRow, from: number, to: number): void {
    const { size, leading, paddingX, paddingY, left, right } = this.#layout
    const firstBaseline = this.#y - paddingY - ASCENT * size
    this.#layout.columns.forEach(({ x, width, align }, column) => {
      const lines = row.cells[column] ?? []
      for (let at = from; at < Math.min(to, lines.length); at += 1) {
        const line = lines[at]
        if (!line) continue
        const start = align === 'left' ? x + paddingX : x + width - paddingX - line.width
        this.#canvas.text(line, start, firstBaseline - (at - from) * leading, size)
      }
    })
    this.#y -= this.#heightOf(to - from)
    this.#canvas.rule(left, this.#y, right, this.#y)
  }

  #room(): number {
    const { bottom, leading, paddingY } = this.#layout
    return Math.floor((this.#y - bottom - 2 * paddingY) / leading + 1e-6)
  }

  #heightOf(lines: number): number {
    return lines * this.#layout.leading + 2 * this.#layout.paddingY
  }
}
