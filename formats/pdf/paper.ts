/** The paper that a table is printed on, and whether the table can be read there. In points. */
import { ExportFailure, FailureCode, type PdfOptions } from '../../contract/index.ts'
import type { TableShape } from '../format.ts'
import { narrowestOf } from './columnNeeds.ts'
import { sum } from './columnWidths.ts'

const PAPERS = { A4: [595.28, 841.89], LETTER: [612, 792] } as const
export const MARGIN = 36
/** Type below this can't be read in print: its small letters are under 0.8 mm tall. */
export const SMALLEST_READABLE = 4

export interface Paper {
  width: number
  height: number
}

/** The paper asked for; turned to landscape on wish, or where a table `wanted` wide is too wide. */
export function paperOf(options: PdfOptions, wanted: number): Paper {
  const [short, long] = PAPERS[options.paper ?? 'A4']
  const orientation = options.orientation ?? 'auto'
  const isLandscape =
    orientation === 'landscape' || (orientation === 'auto' && wanted > short - 2 * MARGIN)
  return isLandscape ? { width: long, height: short } : { width: short, height: long }
}

/** @throws ExportFailure TOO_MANY_COLUMNS: a file that nobody can read is not begun. */
export function checkReadable({ columns, widths, options }: TableShape): void {
  const narrowest = sum(columns.map(({ type }, i) => narrowestOf(type, widths[i] ?? 0)))
  const { width } = paperOf(options.pdf ?? {}, Number.POSITIVE_INFINITY)
  const size = (width - 2 * MARGIN) / narrowest
  if (size >= SMALLEST_READABLE) return
  const shown = (Math.floor(size * 10) / 10).toFixed(1)
  throw new ExportFailure({
    code: FailureCode.TOO_MANY_COLUMNS,
    message: `The export has ${columns.length} columns, which fit a page only in type of ${shown} points; nobody can read less than ${SMALLEST_READABLE}.`,
    remedy: 'Choose XLSX or CSV, or name fewer columns.',
  })
}
