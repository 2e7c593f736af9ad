/** Readers of CSV files: csv-parse and Python's csv. What each must give for a value is here too. */
import { parse } from 'csv-parse/sync'
import { array, string } from 'zod'
import { ColumnType, type CsvOptions, type ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { TableDocument } from '../../formats/format.ts'
import type { ReadTable, TableReader } from './formatContract.ts'
import { pythonReads } from './python.ts'
import { shownDay, shownInstant } from './wallClock.ts'

const RECORDS = array(array(string()))
/** Starts of a text that a spreadsheet would run. */
const FORMULA = /^ *[=+\-@\t\r\n＝＋－＠]/
/** What readers may split fields at, whatever the file's own delimiter is. */
const SEPARATORS = [',', ';', '\t', '\r', '\n']

/** A value as it stands in the file, quotes undone; null for an empty field without quotes. */
export function shownInCsv(
  cell: Cell,
  { type }: Pick<ExportColumn, 'type'>,
  { timeZone, options }: TableDocument,
): string | null {
  if (cell === null) return null
  switch (type) {
    case ColumnType.TEXT: {
      const text = String(cell).toWellFormed()
      const { formulaGuard = true, delimiter = ',' } = options.csv ?? {}
      return formulaGuard ? disarmed(text, delimiter) : text
    }
    case ColumnType.DATE:
      return shownDay(Number(cell))
    case ColumnType.DATE_TIME:
      return shownInstant(Number(cell), timeZone, 'second')
    case ColumnType.BOOLEAN:
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
    case ColumnType.JSON:
      return String(cell)
    default:
      return type satisfies never
  }
}

/** An apostrophe before the text, and before a formula's sign where another separator ends a field. */
function disarmed(text: string, delimiter: string): string {
  const others = SEPARATORS.filter((separator) => separator !== delimiter).join('')
  const sign = '[=@＝＠]|[+\\-＋－](?=[^\\t\\n\\r ])'
  const inner = text.replaceAll(new RegExp(`([${others}][ "\\t]*)(${sign})`, 'gu'), "$1'$2")
  return FORMULA.test(text) ? `'${inner}` : inner
}

export const csvParse: TableReader = {
  name: 'csv-parse',
  shown: shownInCsv,
  read(file, { options }) {
    const records: (string | null)[][] = parse(file, {
      bom: options.csv?.byteOrderMark ?? true,
      delimiter: options.csv?.delimiter ?? ',',
      record_delimiter: '\r\n',
      cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
    })
    return csvTable(records)
  },
}

export const pythonCsv: TableReader = {
  name: "Python's csv",
  // Python can't tell NULL from the empty string.
  shown: (...args) => shownInCsv(...args) ?? '',
  read: (file, { options }) => csvTable(pythonRecords(file, options.csv)),
}

/** Records as Python's csv finds them, the header's included. */
export function pythonRecords(
  file: Buffer,
  { delimiter = ',', byteOrderMark = true }: CsvOptions = {},
): string[][] {
  const script = `
import csv, json, sys
csv.field_size_limit(2 ** 31 - 1)
encoding = ${byteOrderMark ? "'utf-8-sig'" : "'utf-8'"}
with open(sys.argv[1], newline='', encoding=encoding) as file:
    print(json.dumps([record or [''] for record in csv.reader(file, delimiter=${JSON.stringify(delimiter)})]))
`
  return RECORDS.parse(pythonReads(script, file))
}

function csvTable([headings = [], ...rows]: (string | null)[][]): ReadTable {
  return { headings, rows }
}
