/** Widths of columns, sampled while rows are fetched, so that a format can size columns at once. */
import type { ExportColumn } from '../columns.ts'
import { cellsOf, type RowBlock } from './rowBlock.ts'

/** Rows that are looked at; later ones do not change the widths. */
export const SAMPLED_ROWS = 2_000

const FIXED_WIDTHS: Record<string, number> = { instant: 19, day: 10, boolean: 5 }
/** Longer values are wrapped or cut by every format, so their exact width says nothing. */
const WIDEST = 200
/** Scripts whose letters take two columns of a Latin one. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u

/** Width of the longest line of a text, in Latin letters. Bound: 200. */
export function textWidth(text: string): number {
  let widest = 0
  for (const line of text.slice(0, WIDEST * 4).split(/\r\n|\r|\n/)) {
    let width = 0
    for (const sign of line) width += WIDE.test(sign) ? 2 : 1
    widest = Math.max(widest, width)
  }
  return Math.min(widest, WIDEST)
}

/** Keeps the widest cell of each column over the first 2,000 rows; 0 where there is none. */
export class WidthSampler {
  readonly widths: number[]
  #seen = 0

  constructor(columns: readonly ExportColumn[]) {
    this.widths = columns.map(() => 0)
  }

  add(block: RowBlock): void {
    const rows = Math.min(block.rows, SAMPLED_ROWS - this.#seen)
    if (rows <= 0) return
    this.#seen += rows
    block.columns.forEach((column, i) => {
      const fixed = FIXED_WIDTHS[column.kind]
      const found =
        fixed ??
        cellsOf(column, 0, rows).reduce<number>(
          (most, cell) => (typeof cell === 'string' ? Math.max(most, textWidth(cell)) : most),
          0,
        )
      this.widths[i] = Math.max(this.widths[i] ?? 0, found)
    })
  }
}
