/**
 * Shares a width among the columns of a table by what they hold. Works in ems, so that the same
 * shares hold at every size of type. Knows nothing of pages.
 */
import { assertNever, ColumnType, type ExportColumn } from '../../contract/index.ts'
import type { Weight } from './fontFiles.ts'

/** Space on either side of a cell's text, in ems. */
export const PADDING = 0.55
/** Even a column that gets less than it needs holds one sign between its paddings. */
export const NARROWEST = 2 * PADDING + 1.3
/** Advance of a letter, in ems: somewhat more than the mean, as capitals and digits are wider. */
const LETTER = 0.58
/** Added to every cell, in ems: short texts stray furthest from the mean. */
const SLACK = 0.8
/** Shorter values, most codes and statuses among them, are kept whole while there is room. */
const SHORTEST_TEXT = 12
/** Longer values wrap where a wide page alone would keep them in one line. */
const COMFORTABLE_TEXT = 40
/** Longest heading word, and longest number, that is kept whole at any cost to other columns. */
const LONGEST_WHOLE = 26

/** What a column would like, in ems, padding included. */
export interface ColumnNeeds {
  /** Below this, values or words of the heading would be broken. */
  least: number
  /** Enough to read it with ease. */
  comfortable: number
  /** Enough for its widest cell. */
  most: number
}

/** Gives the width of a text in ems. */
export type Measure = (text: string, weight: Weight) => number

/** `letters` is the column's widest cell in Latin letters. */
export function needsOf(column: ExportColumn, letters: number, measure: Measure): ColumnNeeds {
  const words = column.heading.split(/\s+/).map((word) => measure(word, 'bold'))
  const heading = Math.min(Math.max(...words), LONGEST_WHOLE * LETTER)
  const needs = valueNeeds(column.type, letters, measure)
  const padded = (ems: number) => Math.max(Math.max(ems, heading) + 2 * PADDING, NARROWEST)
  return {
    least: padded(needs.least),
    comfortable: padded(needs.comfortable),
    most: padded(needs.most),
  }
}

function valueNeeds(type: ColumnType, letters: number, measure: Measure): ColumnNeeds {
  const ems = letters * LETTER + SLACK
  switch (type) {
    case ColumnType.TEXT:
      return {
        least: Math.min(ems, SHORTEST_TEXT * LETTER + SLACK),
        comfortable: Math.min(ems, COMFORTABLE_TEXT * LETTER),
        most: ems,
      }
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
      return fixedNeeds(Math.min(ems, LONGEST_WHOLE * LETTER))
    case ColumnType.DATE_TIME:
      return fixedNeeds(measure('2026-11-25 19:05', 'regular'))
    case ColumnType.DATE:
      return fixedNeeds(measure('2026-11-25', 'regular'))
    case ColumnType.BOOLEAN:
      return fixedNeeds(measure('Yes', 'regular'))
    default:
      return assertNever(type)
  }
}

function fixedNeeds(ems: number): ColumnNeeds {
  return { least: ems, comfortable: ems, most: ems }
}

/**
 * Widths that add up to `available`, which is at least `NARROWEST` a column. Columns that need
 * little get what they need, wide ones share the rest; room to spare is shared in proportion
 * to what columns would take, a lack of room in proportion to what they could spare.
 */
export function shareWidth(needs: readonly ColumnNeeds[], available: number): number[] {
  const least = sum(needs.map((need) => need.least))
  const most = sum(needs.map((need) => need.most))
  if (least >= available) {
    const narrowest = needs.length * NARROWEST
    const share = least > narrowest ? (available - narrowest) / (least - narrowest) : 0
    return needs.map((need) => NARROWEST + (need.least - NARROWEST) * share)
  }
  if (most <= available) return needs.map((need) => (need.most * available) / most)
  // Lines of a cell ≈ most / width: their sum is least when widths grow with the root of `most`.
  const widths = (scale: number) =>
    needs.map((need) => Math.max(need.least, Math.min(need.most, scale * Math.sqrt(need.most))))
  let low = 0
  let high = available
  // Halving 40 times finds the scale to a billionth of the width.
  for (let step = 0; step < 40; step += 1) {
    const scale = (low + high) / 2
    if (sum(widths(scale)) > available) high = scale
    else low = scale
  }
  return widths(low)
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
