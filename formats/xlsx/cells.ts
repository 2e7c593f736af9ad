/** Cells of each column type. */
import { assertNever, type ExportColumn, isText } from '../../contract/index.ts'
import type { BooleanValues, ColumnValues } from '../../contract/rows/index.ts'
import type { TableDocument } from '../format.ts'
import type { CellWriter, ColumnPlace } from './cellWriter.ts'
import { numberCells } from './numberCells.ts'
import { CellKind, cellForm } from './sheetWriter.ts'
import { textCells } from './textCells.ts'
import { dayCells, instantCells } from './timeCells.ts'

/** Writes a column's cells; what its type can't hold as a value in Excel is written as text. */
export function cellsOfColumn(
  { type }: ExportColumn,
  values: ColumnValues,
  place: ColumnPlace,
  { timeZone, options }: Pick<TableDocument, 'timeZone' | 'options'>,
): CellWriter {
  switch (values.kind) {
    case 'text':
      return isText(type) ? textCells(values, place) : numberCells(values, place)
    case 'day':
      return dayCells(values, place, options.locale)
    case 'instant':
      return instantCells(values, place, timeZone, options.locale)
    case 'boolean':
      return booleanCells(values, place)
    default:
      return assertNever(values)
  }
}

function booleanCells(
  { nulls, values }: BooleanValues,
  { sheet, column, styles }: ColumnPlace,
): CellWriter {
  const form = cellForm(column, CellKind.BOOLEAN, styles)
  return (row) => {
    if (nulls[row] === 1) return
    sheet.startCell(form)
    sheet.integer(values[row] ?? 0)
    sheet.endCell(form)
  }
}
