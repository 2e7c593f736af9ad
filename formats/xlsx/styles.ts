/**
 * How cells look by column type, and the ids that these looks have in the workbook. The ids are
 * worked out here, so that a thread that renders rows need not load exceljs; the template checks them.
 */
import type { Alignment, Style } from 'exceljs'
import { ColumnType, type ExportColumn, isText } from '../../contract/index.ts'
import { dateFormat } from './dateFormat.ts'

/** Style ids of a column's cells; 0 is the workbook's default. */
export interface CellStyles {
  /** In rows of one line. */
  usual: number
  /** In rows of several lines, where every cell begins at the top. */
  tall: number
}

/** Numbers stand at the right, also those that are too long for a number cell. */
const RIGHT_ALIGNED: ReadonlySet<ColumnType> = new Set([
  ColumnType.INTEGER,
  ColumnType.DECIMAL,
  ColumnType.MONEY,
])

/** The indent keeps headings clear of the filter's button, and numbers apart from the next column. */
const AT_RIGHT = { horizontal: 'right', indent: 2 } as const
const AT_LEFT = { horizontal: 'left' } as const

/** On which side the values and the heading of a column stand. */
export function sideOf(type: ColumnType): Partial<Alignment> {
  return RIGHT_ALIGNED.has(type) ? AT_RIGHT : AT_LEFT
}

/** Undefined for Excel's own choice, General: numbers would lose digits, or become powers of ten. */
function numberFormat(type: ColumnType, locale: string | undefined): string | undefined {
  const formats: Partial<Record<ColumnType, string>> = {
    [ColumnType.INTEGER]: '0',
    // As many digits as there are.
    [ColumnType.DECIMAL]: '#,##0.00#############',
    [ColumnType.MONEY]: '#,##0.00',
    [ColumnType.DATE]: dateFormat(locale),
    [ColumnType.DATE_TIME]: `${dateFormat(locale)} hh:mm:ss`,
    // Excel shows booleans as words by itself, LibreOffice would show 1 and 0.
    [ColumnType.BOOLEAN]: '"TRUE";"TRUE";"FALSE"',
  }
  return formats[type]
}

/** Undefined where a cell looks as Excel has it by itself: text and JSON at the left. */
export function usualStyle(type: ColumnType, locale?: string): Partial<Style> | undefined {
  const numFmt = numberFormat(type, locale)
  if (numFmt === undefined) return undefined
  return { numFmt, alignment: sideOf(type) }
}

export function tallStyle(type: ColumnType, locale?: string): Partial<Style> {
  const usual = usualStyle(type, locale)
  const wrapText = isText(type)
  return { ...usual, alignment: { ...usual?.alignment, vertical: 'top', wrapText } }
}

/**
 * Styles of each column's cells. exceljs gives 0 to cells without a style, and numbers the others in
 * the order in which it meets them, like ones once: the usual ones of all columns, then those of tall
 * rows.
 */
export function stylesOf(columns: readonly ExportColumn[]): CellStyles[] {
  const looks = columns.map(({ type }) => (isText(type) ? ColumnType.TEXT : type))
  const distinct = [...new Set(looks)]
  const styled = distinct.filter((look) => usualStyle(look) !== undefined)
  return looks.map((look) => ({
    usual: styled.indexOf(look) + 1,
    tall: styled.length + distinct.indexOf(look) + 1,
  }))
}
