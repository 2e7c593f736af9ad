/** How the rows of a file are spread over sheets. */
import type { Slice, TableDocument } from '../format.ts'
import { canNameSheet } from './sheetNames.ts'

/** Data rows that a sheet holds below its header: Excel's 1,048,576 rows less one. */
export const MAX_SHEET_ROWS = 1_048_575

/** Rows of a sheet: the header's number, and how many data rows follow it at most. */
export interface SheetLayout {
  /** 1, or 2 below a title row. */
  headerRow: number
  /** Data rows. */
  capacity: number
}

/** @throws Error for a table without columns, which no sheet can show. */
export function layoutOf(document: TableDocument, sheetRows: number): SheetLayout {
  if (document.columns.length === 0) throw new Error(`Export ${document.exportId} has no columns`)
  const { title, options } = document
  // The whole title is somewhere in the file, unless the requester does without it.
  const hasTitleRow = options.xlsx?.titleRow ?? !canNameSheet(title)
  return hasTitleRow
    ? { headerRow: 2, capacity: sheetRows - 1 }
    : { headerRow: 1, capacity: sheetRows }
}

/** Data rows of each sheet. An empty table has one sheet. */
export function rowsOfSheets(rows: number, { capacity }: SheetLayout): number[] {
  const sheets = Math.max(1, Math.ceil(rows / capacity))
  return Array.from({ length: sheets }, (_, sheet) => Math.min(capacity, rows - sheet * capacity))
}

/** One slice a block, or more where a block crosses the end of a sheet. */
export function planSlices(document: TableDocument, { capacity }: SheetLayout): Slice[] {
  const slices: Slice[] = []
  let sheet = 0
  let sheetRow = 0
  document.blockRows.forEach((rows, block) => {
    for (let from = 0; from < rows; ) {
      if (sheetRow === capacity) {
        sheet += 1
        sheetRow = 0
      }
      const to = Math.min(rows, from + capacity - sheetRow)
      slices.push({ block, from, to, sheet, sheetRow })
      sheetRow += to - from
      from = to
    }
  })
  return slices
}
