/** What the cells of a column read like in a PDF. Knows nothing of fonts or pages. */
import { assertNever, ColumnType, type ExportColumn } from '../../contract/index.ts'
import { type Cell, type ColumnValues, cellsOf } from '../../contract/rows/index.ts'
import { type DatePattern, datePatternOf } from '../datePattern.ts'
import { DateTimeFormatter, formatDay } from '../values.ts'

export class CellTexts {
  readonly #dates: DatePattern
  readonly #dateTimes: DateTimeFormatter

  /**
   * `timeZone` is the IANA zone in which date-times are shown; `locale`, a BCP 47 tag, has days written
   * as there instead of in ISO 8601.
   */
  constructor(timeZone: string, locale?: string) {
    this.#dates = datePatternOf(locale)
    this.#dateTimes = new DateTimeFormatter(timeZone, { smallest: 'minute', dates: this.#dates })
  }

  /** `2026-11-25 19:05` for an instant in milliseconds since 1970. */
  dateTime(instant: number): string {
    return this.#dateTimes.format(instant)
  }

  /** A value that is as wide as any other of the type; empty where they differ. */
  example(type: ColumnType): string {
    switch (type) {
      case ColumnType.TEXT:
      case ColumnType.JSON:
      case ColumnType.INTEGER:
      case ColumnType.DECIMAL:
      case ColumnType.MONEY:
        return ''
      case ColumnType.DATE_TIME:
      case ColumnType.DATE:
        return this.#text(type, 0)
      case ColumnType.BOOLEAN:
        return this.#text(type, true)
      default:
        return assertNever(type)
    }
  }

  /** Texts of a column's rows `from` (included) to `to` (excluded); NULL is empty, numbers keep digits. */
  of({ type }: ExportColumn, values: ColumnValues, from: number, to: number): string[] {
    return cellsOf(values, from, to).map((cell) => (cell === null ? '' : this.#text(type, cell)))
  }

  #text(type: ColumnType, cell: Exclude<Cell, null>): string {
    switch (type) {
      case ColumnType.TEXT:
      case ColumnType.JSON:
      case ColumnType.INTEGER:
      case ColumnType.DECIMAL:
      case ColumnType.MONEY:
        return String(cell)
      case ColumnType.DATE_TIME:
        return this.dateTime(Number(cell))
      case ColumnType.DATE:
        return formatDay(Number(cell), this.#dates)
      case ColumnType.BOOLEAN:
        return cell ? 'Yes' : 'No'
      default:
        return assertNever(type)
    }
  }
}
