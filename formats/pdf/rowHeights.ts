/**
 * How tall the rows of a table are at given widths of its columns, and which column to widen so that
 * they get lower.
 */
import { type ColumnNeeds, PADDING } from './columnNeeds.ts'

/** Height of a row as a mean of its cells' lines that is near their most, yet feels them all. */
const POWER = 4

export interface Widening {
  column: number
  ems: number
}

export class RowHeights {
  /** Current widths of the columns, in ems. */
  readonly widths: number[]
  readonly #needs: readonly ColumnNeeds[]
  /** Sum over the columns of each row's lines to the power. */
  readonly #sums: Float64Array

  constructor(needs: readonly ColumnNeeds[], widths: readonly number[]) {
    this.#needs = needs
    this.widths = [...widths]
    const rows = Math.max(0, ...needs.map(({ paragraphs }) => paragraphs.length))
    // A cell that can't wrap is one line.
    this.#sums = new Float64Array(rows).fill(needs.filter((need) => !canWrap(need)).length)
    needs.forEach((_, column) => {
      this.#add(column, 1)
    })
  }

  /**
   * The column to widen and by how much, so that it saves most for its width. Widths are tried in
   * steps of `step` ems up to `room`. Undefined when nothing saves a line.
   */
  bestToWiden(step: number, room: number): Widening | undefined {
    let best: Widening | undefined
    let most = 0
    this.#needs.forEach((_, column) => {
      // Doubled steps see what only a far wider column saves, such as the end of all its wrapping.
      for (let ems = step; ems <= room; ems *= 2) {
        const saved = this.#savedBy(column, ems) / ems
        if (saved <= most) continue
        most = saved
        best = { column, ems }
      }
    })
    return best
  }

  widen({ column, ems }: Widening): void {
    this.#add(column, -1)
    this.widths[column] = (this.widths[column] ?? 0) + ems
    this.#add(column, 1)
  }

  #savedBy(column: number, ems: number): number {
    const need = this.#needs[column]
    const width = this.widths[column] ?? 0
    if (!need || width >= need.most) return 0
    return need.paragraphs.reduce((saved, paragraphs, row) => {
      const sum = this.#sums[row] ?? 0
      const change = linesAt(width + ems, paragraphs) ** POWER - linesAt(width, paragraphs) ** POWER
      return saved + sum ** (1 / POWER) - (sum + change) ** (1 / POWER)
    }, 0)
  }

  #add(column: number, sign: 1 | -1): void {
    const width = this.widths[column] ?? 0
    this.#needs[column]?.paragraphs.forEach((paragraphs, row) => {
      this.#sums[row] = (this.#sums[row] ?? 0) + sign * linesAt(width, paragraphs) ** POWER
    })
  }
}

function canWrap({ paragraphs }: ColumnNeeds): boolean {
  return paragraphs.length > 0
}

/** Lines that a cell's paragraphs take in a column, at least one each. */
function linesAt(width: number, paragraphs: readonly number[]): number {
  const inner = width - 2 * PADDING
  return paragraphs.reduce((lines, ems) => lines + (ems <= inner ? 1 : wrapped(ems / inner)), 0)
}

/** Words leave some half a line empty. Fractions show what is saved before a whole line goes. */
function wrapped(lines: number): number {
  return Math.max(2, lines + 0.5)
}
