/** Rows of a block as CSV records. Quoting is csv-stringify's; values are cast by column type here. */
import { stringify } from 'csv-stringify/sync'
import { assertNever, ColumnType, type ExportColumn } from '../../contract/index.ts'
import { type Cell, type ColumnValues, cellsOf, type RowBlock } from '../../contract/rows/index.ts'
import type { Slice, TableDocument } from '../format.ts'
import { dateTimeFormatter, formatDay } from '../values.ts'

/** Starts of a text that a spreadsheet would run: OWASP's list, with spaces before it. */
const FORMULA = /^ *[\t\r\n=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/
/**
 * The empty string, so that it differs from NULL; texts that start like a disarmed one; and `\.`,
 * which alone in a line ends PostgreSQL's COPY.
 */
const QUOTED = /^(?:$|'|\\\.$)/

/** The headings as a record. They are text: a requester may have chosen them. */
export function headerLine(document: TableDocument): string {
  const disarm = disarmerOf(document)
  return toRecords(document, [document.columns.map(({ heading }) => disarm(heading))])
}

/** The slice's rows as records, each ended by CRLF. */
export function recordLines(document: TableDocument, slice: Slice, block: RowBlock): string {
  const texts = document.columns.map((column, index) => {
    const values = block.columns[index]
    if (!values) throw new Error(`The block has no column ${index}`)
    return textsOf(document, column, values, slice)
  })
  const records = new Array<Cell[]>(slice.to - slice.from)
  for (let row = 0; row < records.length; row += 1) {
    records[row] = texts.map((column) => column[row] ?? null)
  }
  return toRecords(document, records)
}

function toRecords(document: TableDocument, records: Cell[][]): string {
  const { delimiter = ',' } = document.options.csv ?? {}
  return stringify(records, {
    delimiter,
    record_delimiter: '\r\n',
    // A CR or LF alone too, which readers would take for the end of a record.
    quote_record_delimiter: true,
    quoted_match: QUOTED,
  })
}

function textsOf(
  document: TableDocument,
  column: ExportColumn,
  values: ColumnValues,
  { from, to }: Slice,
): Cell[] {
  const cells = cellsOf(values, from, to)
  switch (column.type) {
    case ColumnType.TEXT:
      return mapText(cells, disarmerOf(document))
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
      return cells
    case ColumnType.DATE:
      return mapNumbers(cells, formatDay)
    case ColumnType.DATE_TIME: {
      const formatter = dateTimeFormatter(document.timeZone)
      return mapNumbers(cells, (instant) => formatter.format(instant))
    }
    case ColumnType.BOOLEAN:
      return cells.map((cell) => (cell === null ? null : String(cell)))
    default:
      return assertNever(column.type)
  }
}

function disarmerOf({ options }: TableDocument): (text: string) => string {
  const { formulaGuard = true } = options.csv ?? {}
  return formulaGuard ? (text) => (FORMULA.test(text) ? `'${text}` : text) : (text) => text
}

function mapText(cells: Cell[], map: (text: string) => string): Cell[] {
  return cells.map((cell) => (typeof cell === 'string' ? map(cell) : cell))
}

function mapNumbers(cells: Cell[], map: (value: number) => string): Cell[] {
  return cells.map((cell) => (typeof cell === 'number' ? map(cell) : cell))
}
