/**
 * Shares a width among the columns of a table. Works in ems, so that the same shares hold at every
 * size of type. Knows nothing of pages.
 */
import type { ColumnNeeds } from './columnNeeds.ts'
import { RowHeights } from './rowHeights.ts'

/** Room to spare widens a column to at most this multiple of its widest cell. */
const WIDEST = 1.5
/** Room is handed out in steps of this fraction. */
const STEPS = 64

/**
 * Widths that add up to `available`, or to less where that is more than any column can use. Values
 * of fixed shape are kept whole before texts get more than their narrowest; then words of cells are
 * kept whole, then those of headings; then room goes where it saves most lines. Where `available` is
 * less than the narrowest of all, the widths add up to more.
 */
export function shareWidth(needs: readonly ColumnNeeds[], available: number): number[] {
  const widths = (kind: WidthKind) => needs.map((need) => need[kind])
  if (sum(widths('words')) >= available) {
    return between(widths('narrowest'), widths('words'), available)
  }
  if (sum(widths('least')) >= available) {
    return between(widths('words'), widths('least'), available)
  }
  const enough = sum(widths('most')) <= available ? widths('most') : saveLines(needs, available)
  const widest = widths('most').map((most) => most * WIDEST)
  return between(enough, widest, available)
}

type WidthKind = Exclude<keyof ColumnNeeds, 'paragraphs'>

/** Widths between two bounds that add up to `available` as nearly as the bounds allow. */
function between(low: readonly number[], high: readonly number[], available: number): number[] {
  const room = sum(high) - sum(low)
  const share = room > 0 ? Math.min(1, Math.max(0, (available - sum(low)) / room)) : 0
  return low.map((width, i) => width + ((high[i] ?? width) - width) * share)
}

/** From the least widths on, gives room to one column after the other, where it saves most lines. */
function saveLines(needs: readonly ColumnNeeds[], available: number): number[] {
  const rows = new RowHeights(
    needs,
    needs.map((need) => need.least),
  )
  const step = (available - sum(rows.widths)) / STEPS
  for (;;) {
    const widening = rows.bestToWiden(step, available - sum(rows.widths))
    if (!widening) return rows.widths
    rows.widen(widening)
  }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
