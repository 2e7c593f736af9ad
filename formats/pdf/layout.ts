/** Where everything stands on a page, in points from its lower left corner. The same on all pages. */
import { ColumnType, type PdfOptions } from '../../contract/index.ts'
import type { TableDocument } from '../format.ts'
import {
  type ColumnNeeds,
  type Measure,
  NARROWEST,
  needsOf,
  PADDING,
  shareWidth,
  sum,
} from './columnWidths.ts'

const PAPERS = { A4: [595.28, 841.89], LETTER: [612, 792] } as const
const MARGIN = 36
/** From the page's edge to the table: room for the running head and the foot. */
const HEAD = 58
const FOOT = 48
/** Size of type; the smaller ones are for tables that would not fit otherwise. */
const LARGEST = 8
const SMALLEST = 5
const LEADING = 1.35

export interface ColumnLayout {
  /** Left edge. */
  x: number
  width: number
  align: 'left' | 'right'
}

export interface Layout {
  width: number
  height: number
  /** Edges of the table. */
  left: number
  right: number
  top: number
  bottom: number
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

export function layOut(document: TableDocument, measure: Measure): Layout {
  const needs = document.columns.map((column, i) =>
    needsOf(column, document.widths[i] ?? 0, measure),
  )
  const [width, height] = pageSize(document.options.pdf ?? {}, needs)
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
    headBaseline: height - MARGIN - 9,
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

function pageSize(options: PdfOptions, needs: readonly ColumnNeeds[]): readonly [number, number] {
  const [short, long] = PAPERS[options.paper ?? 'A4']
  const wanted = sum(needs.map((need) => need.comfortable)) * LARGEST
  const orientation = options.orientation ?? 'auto'
  const isLandscape =
    orientation === 'landscape' || (orientation === 'auto' && wanted > short - 2 * MARGIN)
  return isLandscape ? [long, short] : [short, long]
}

function sizeOfType(needs: readonly ColumnNeeds[], available: number): number {
  const fitting = available / sum(needs.map((need) => need.least))
  const readable = Math.max(SMALLEST, Math.min(LARGEST, fitting))
  return Math.min(readable, available / (needs.length * NARROWEST))
}

function isNumber(type: ColumnType): boolean {
  return type === ColumnType.INTEGER || type === ColumnType.DECIMAL || type === ColumnType.MONEY
}
