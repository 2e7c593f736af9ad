/** Readers of PDF files: pdf.js, cell by cell, by the table's tags and by what stands where. */
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { TableDocument } from '../../formats/format.ts'
import { readTaggedTable, visibleSigns } from '../support/pdf.ts'
import type { TableReader } from './formatContract.ts'
import { shownDay, shownInstant } from './wallClock.ts'

const NO_ROWS = visibleSigns('No rows match this export.')

/** The signs of a value as they stand in a cell, without spaces, at some of which lines end. */
export function shownInPdf(
  cell: Cell,
  { type }: Pick<ExportColumn, 'type'>,
  { timeZone }: TableDocument,
): string {
  return cell === null ? '' : visibleSigns(textOf(cell, type, timeZone))
}

function textOf(cell: Exclude<Cell, null>, type: ColumnType, timeZone: string): string {
  switch (type) {
    case ColumnType.TEXT:
    case ColumnType.JSON:
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
      return String(cell)
    case ColumnType.DATE:
      return shownDay(Number(cell))
    case ColumnType.DATE_TIME:
      return shownInstant(Number(cell), timeZone, 'minute')
    case ColumnType.BOOLEAN:
      return cell === true ? 'Yes' : 'No'
    default:
      return type satisfies never
  }
}

/** Only for tables that are small enough to be tagged. */
export const pdfTags: TableReader = {
  name: 'pdf.js by the tags',
  shown: shownInPdf,
  async read(file, document) {
    const { headings, rows } = await readTaggedTable(file)
    const texts = rows.map((row) => row.map(visibleSigns))
    return {
      headings: headings.map(visibleSigns),
      // Instead of rows, an empty table has a line that says so.
      rows: document.rows === 0 ? texts.filter(([first]) => first !== NO_ROWS) : texts,
    }
  },
}
