/** What the cells of a column read like in a PDF. Knows nothing of fonts or pages. */
import { assertNever, ColumnType, type ExportColumn } from '../../contract/index.ts'
import { type Cell, type ColumnValues, cellsOf } from '../../contract/rows/index.ts'
import { DateTimeFormatter, formatDay } from '../values.ts'

export class CellTexts {
  readonly #dateTimes: DateTimeFormatter

  /** `timeZone` is the IANA zone in which date-times are shown. */
  constructor(timeZone: string) {
    this.#dateTimes = new DateTimeFormatter(timeZone, { smallest: 'minute' })
  }

  /** `2026-11-25 19:05` for an instant in milliseconds since 1970. */
  dateTime(instant: number): string {
    return this.#dateTimes.format(instant)
  }

  /** Texts of all rows of a column, in order; NULL is empty, numbers keep their digits. */
  of({ type }: ExportColumn, values: ColumnValues, rows: number): string[] {
    return cellsOf(values, 0, rows).map((cell) => (cell === null ? '' : this.#text(type, cell)))
  }

  #text(type: ColumnType, cell: Exclude<Cell, null>): string {
    switch (type) {
      case ColumnType.TEXT:
      case ColumnType.INTEGER:
      case ColumnType.DECIMAL:
      case ColumnType.MONEY:
        return String(cell)
      case ColumnType.DATE_TIME:
        return this.dateTime(Number(cell))
      case ColumnType.DATE:
        return formatDay(Number(cell))
      case ColumnType.BOOLEAN:
        return cell ? 'Yes' : 'No'
      default:
        return assertNever(type)
    }
  }
}
