/** Where everything stands on a page, in points from its lower left corner. The same on all pages. */
import { ColumnType } from '../../contract/index.ts'
import type { TableDocument } from '../format.ts'
import type { CellTexts } from './cellTexts.ts'
import { type ColumnNeeds, type Measure, needsOf, PADDING } from './columnNeeds.ts'
import { shareWidth, sum } from './columnWidths.ts'
import { MARGIN, type Paper, paperOf, SMALLEST_READABLE } from './paper.ts'

/** From the page's edge to the table: room for the running head and the foot. */
const HEAD = 62
const FOOT = 48
/** Sizes of type. Below the smallest, type shrinks only where words would be broken otherwise. */
const LARGEST = 8
const SMALLEST = 5
/** How much of what texts need to be read with ease counts against the size of type. */
const EASE = 0.35
const LEADING = 1.35

export interface ColumnLayout {
  /** Left edge. */
  x: number
  width: number
  align: 'left' | 'right'
}

export interface Layout extends Paper {
  /** Edges of what stands on the page. */
  left: number
  right: number
  top: number
  bottom: number
  /** Right edge of the table, which need not fill the page. */
  tableRight: number
  /** Baselines of the running head and the foot. */
  headBaseline: number
  footBaseline: number
  columns: ColumnLayout[]
  /** Size of the table's type. */
  size: number
  /** From one line of a cell to the next. */
  leading: number
  /** Between a cell's left or right edge and its text. */
  paddingX: number
  /** Between a cell's top or bottom edge and its lines. */
  paddingY: number
}

/** `sample` are the cells of each column in the first rows, which read as `texts` has them. */
export function layOut(
  document: TableDocument,
  texts: CellTexts,
  sample: readonly string[][],
  measure: Measure,
): Layout {
  const needs = document.columns.map((column, i) =>
    needsOf(column, sample[i] ?? [], texts.example(column.type), measure),
  )
  const wanted = sum(needs.map((need) => need.comfortable)) * LARGEST
  const { width, height } = paperOf(document.options.pdf ?? {}, wanted)
  const available = width - 2 * MARGIN
  const size = sizeOfType(needs, available)
  const widths = shareWidth(needs, available / size).map((ems) => ems * size)
  return {
    width,
    height,
    left: MARGIN,
    right: width - MARGIN,
    top: height - HEAD,
    bottom: FOOT,
    tableRight: MARGIN + sum(widths),
    headBaseline: height - MARGIN - 11,
    footBaseline: MARGIN - 8,
    columns: document.columns.map(({ type }, i) => ({
      x: MARGIN + sum(widths.slice(0, i)),
      width: widths[i] ?? 0,
      align: isNumber(type) ? 'right' : 'left',
    })),
    size,
    leading: size * LEADING,
    paddingX: size * PADDING,
    paddingY: size * 0.4,
  }
}

/** Type gets smaller than is easy to read only to keep words whole, and values in any case. */
function sizeOfType(needs: readonly ColumnNeeds[], available: number): number {
  const [narrowest, words, least, comfortable] = [
    sum(needs.map((need) => need.narrowest)),
    sum(needs.map((need) => need.words)),
    sum(needs.map((need) => need.least)),
    sum(needs.map((need) => need.comfortable)),
  ]
  const wanted = available / (least + EASE * (comfortable - least))
  const easy = Math.max(SMALLEST, Math.min(LARGEST, wanted))
  const unbroken = [available / least, available / words].find((size) => size >= SMALLEST_READABLE)
  return Math.min(easy, unbroken ?? SMALLEST_READABLE, available / narrowest)
}

function isNumber(type: ColumnType): boolean {
  return type === ColumnType.INTEGER || type === ColumnType.DECIMAL || type === ColumnType.MONEY
}
