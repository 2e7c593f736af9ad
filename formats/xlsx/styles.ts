/**
 * Number formats of columns, and the ids that they have in the workbook. The ids are worked out
 * here, so that a thread that renders rows need not load exceljs; the template checks them.
 */
import { ColumnType, type ExportColumn } from '../../contract/index.ts'

/** Types that are absent are shown as Excel shows what it knows nothing about ("General"). */
export const NUMBER_FORMATS: Partial<Record<ColumnType, string>> = {
  // General would write integers of twelve digits and more as powers of ten.
  [ColumnType.INTEGER]: '0',
  // As many digits as there are, and no powers of ten.
  [ColumnType.DECIMAL]: '#,##0.00#############',
  [ColumnType.MONEY]: '#,##0.00',
  [ColumnType.DATE]: 'yyyy-mm-dd',
  [ColumnType.DATE_TIME]: 'yyyy-mm-dd hh:mm:ss',
  // Excel shows booleans as words by itself, LibreOffice would show 1 and 0.
  [ColumnType.BOOLEAN]: '"TRUE";"TRUE";"FALSE"',
}

/** Types that would stand at the right, against the text of the next column, stand at the left. */
export const LEFT_ALIGNED: ReadonlySet<ColumnType> = new Set([
  ColumnType.DATE,
  ColumnType.DATE_TIME,
  ColumnType.BOOLEAN,
])

/**
 * Style id of each column's cells: exceljs gives 0 to cells without a style, and numbers the others
 * in the order in which the columns first need them.
 */
export function styleIds(columns: readonly ExportColumn[]): number[] {
  const formats: string[] = []
  return columns.map(({ type }) => {
    const format = NUMBER_FORMATS[type]
    if (format === undefined) return 0
    if (!formats.includes(format)) formats.push(format)
    return formats.indexOf(format) + 1
  })
}
