/** Cells of integers, decimals and money: numbers with all their digits, else text. */
import type { TextValues } from '../../contract/rows/index.ts'
import type { CellWriter, ColumnPlace } from './cellWriter.ts'
import { isExactInExcel, isUnlimited, MAX_DIGITS } from './numbers.ts'
import { CellKind, cellForm } from './sheetWriter.ts'
import { startOf, textCells, textOf } from './textCells.ts'

const ZERO = 0x30
const NINE = 0x39
const MINUS = 0x2d
const POINT = 0x2e

export function numberCells(values: TextValues, place: ColumnPlace): CellWriter {
  const { sheet, losses } = place
  const { nulls, ends, bytes } = values
  const form = cellForm(place.column, CellKind.NUMBER, place.styles)
  const writeAsText = textCells(values, place)
  return (row) => {
    if (nulls[row] === 1) return
    const from = startOf(values, row)
    const to = ends[row] ?? from
    if (!isShortNumber(bytes, from, to)) {
      const digits = textOf(values, row)
      if (isUnlimited(digits)) {
        losses.valuesLeftOut += 1
        return
      }
      if (!isExactInExcel(digits)) {
        writeAsText(row)
        return
      }
    }
    sheet.startCell(form)
    sheet.out.copy(bytes, from, to)
    sheet.endCell(form)
  }
}

/** Whether the bytes read like `-12.50`, in so few signs that a cell keeps all digits. */
function isShortNumber(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > MAX_DIGITS) return false
  const first = bytes[from] === MINUS ? from + 1 : from
  const hasLeadingZero = bytes[first] === ZERO && first + 1 < to && bytes[first + 1] !== POINT
  if (hasLeadingZero) return false
  let points = 0
  for (let i = first; i < to; i += 1) {
    const byte = bytes[i] ?? 0
    const isPoint = byte === POINT && i > first && i < to - 1
    if (isPoint) points += 1
    else if (byte < ZERO || byte > NINE) return false
  }
  return to > first && points <= 1
}
