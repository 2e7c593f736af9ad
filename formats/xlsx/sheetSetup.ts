/** How sheets look and print, as exceljs takes it: widths, header, frozen rows, pages. */
import type { Style } from 'exceljs'
import { assertNever, ColumnType, type ExportColumn } from '../../contract/index.ts'
import { textWidth } from '../../contract/rows/index.ts'
import type { TableDocument } from '../format.ts'
import { MAX_DIGITS } from './numbers.ts'
import { sideOf } from './styles.ts'

/** Widest column, in digits of the default font, as are all widths. */
const MAX_WIDTH = 60
const MIN_WIDTH = 8
/** Values beyond the sample may be wider, and a number that is wider than its column shows as `###`. */
const MIN_WIDTHS: Partial<Record<ColumnType, number>> = {
  [ColumnType.INTEGER]: 12,
  [ColumnType.DECIMAL]: 18,
  [ColumnType.MONEY]: 18,
}
/** Room beside a heading: for the filter's button, and for letters wider in bold. */
const HEADING_PADDING = 4
const VALUE_PADDING = 2
/** Room that the indent of a number takes besides. */
const INDENT = 3
/** Widest table that is printed one page wide; at half its size, it can still be read. */
const MAX_PRINTED_WIDTH = 280
/** A4 in Excel's list of papers. */
const A4 = 9

const FONT = { name: 'Calibri', size: 11, family: 2 }
export const TITLE_STYLE = { font: { ...FONT, size: 14, bold: true } } as const

export function headerStyle(type: ColumnType): Partial<Style> {
  return {
    font: { ...FONT, bold: true, color: { argb: 'FFFFFFFF' } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E78' } },
    alignment: { ...sideOf(type), vertical: 'middle', wrapText: true },
  }
}

/** Widths of the columns, fitted to headings and sampled values. */
export function columnWidths({ columns, widths }: Pick<TableDocument, 'columns' | 'widths'>) {
  return columns.map(({ heading, type }, i) => {
    const forHeading = textWidth(heading) + HEADING_PADDING
    const forValues = shownWidth(type, widths[i] ?? 0) + VALUE_PADDING
    const least = MIN_WIDTHS[type] ?? MIN_WIDTH
    return Math.min(MAX_WIDTH, Math.max(least, forHeading, forValues))
  })
}

/** `sampled` is the widest value as PostgreSQL writes it, without the separators of thousands. */
function shownWidth(type: ColumnType, sampled: number): number {
  switch (type) {
    case ColumnType.MONEY:
    case ColumnType.DECIMAL:
      return sampled + Math.ceil(Math.min(sampled, MAX_DIGITS) / 3) + INDENT
    case ColumnType.INTEGER:
      return sampled + INDENT
    case ColumnType.TEXT:
    case ColumnType.JSON:
    case ColumnType.DATE:
    case ColumnType.DATE_TIME:
    case ColumnType.BOOLEAN:
      return sampled
    default:
      return assertNever(type)
  }
}

/** Lines of the tallest heading, each wrapped to its column's width. */
export function headerLines(columns: readonly ExportColumn[], widths: readonly number[]): number {
  const lines = columns.map(({ heading }, i) => {
    const room = (widths[i] ?? MAX_WIDTH) - HEADING_PADDING
    return heading
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / room)), 0)
  })
  return Math.max(1, ...lines)
}

/** Fields of a sheet's page setup. */
export function pageSetup(widths: readonly number[]) {
  const total = widths.reduce((sum, width) => sum + width, 0)
  return {
    paperSize: A4,
    orientation: 'landscape',
    ...(total <= MAX_PRINTED_WIDTH && { fitToPage: true, fitToWidth: 1, fitToHeight: 0 }),
  }
}
