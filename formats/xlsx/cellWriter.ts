/** What the writers of all column types have in common. */
import type { SheetWriter } from './sheetWriter.ts'
import type { CellStyles } from './styles.ts'

/** Writes the cell of a row of the block, counted from 0; nothing where the cell is empty. */
export type CellWriter = (row: number) => void

/** Counts of what could not be written as it is. */
export interface Losses {
  cellsCut: number
  valuesLeftOut: number
}

/** Where a column's cells are written, and how. */
export interface ColumnPlace {
  sheet: SheetWriter
  /** Counts from 0. */
  column: number
  styles: CellStyles
  losses: Losses
}
