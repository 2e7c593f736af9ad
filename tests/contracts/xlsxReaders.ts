/** Readers of XLSX files: Python's standard library on the sheets' XML, and SheetJS. */
import { read, utils } from 'xlsx'
import { array, type infer as Infer, nullable, number, object, record, string } from 'zod'
import { ColumnType, type ExportColumn, isText } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { TableDocument } from '../../formats/format.ts'
import type { ReadCell, ReadTable, TableReader } from './formatContract.ts'
import { pythonReads } from './python.ts'
import { shownDay, shownInstant, wallSeconds } from './wallClock.ts'

const DAY_SECONDS = 86_400
/** Excel counts days from 1900. */
const SERIAL_OF_1970 = 25_569
const NOT_XML = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/**
 * Reads names and XML of every sheet, checks that every part is XML, and decodes `_xHHHH_` once, as
 * the standard says.
 */
const SHEETS = `
import json, re, sys, zipfile
from xml.etree import ElementTree
N = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
def decode(text):
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m[1], 16)), text or '')
def attribute(node, path, name):
    found = node.find(path)
    return None if found is None else found.get(name)
archive = zipfile.ZipFile(sys.argv[1])
for name in archive.namelist():
    ElementTree.fromstring(archive.read(name))
names = [s.get('name') for s in ElementTree.fromstring(archive.read('xl/workbook.xml')).iter(N + 'sheet')]
sheets = []
for i, name in enumerate(names):
    root = ElementTree.fromstring(archive.read(f'xl/worksheets/sheet{i + 1}.xml'))
    rows = {}
    for row in root.iter(N + 'row'):
        cells = rows[row.get('r')] = {}
        for cell in row.iter(N + 'c'):
            text = cell.find(f'{N}is/{N}t')
            value = cell.find(f'{N}v')
            cells[cell.get('r')] = {
                'type': cell.get('t', 'n'),
                'style': cell.get('s', '0'),
                'value': value.text if text is None else decode(text.text),
            }
    sheets.append({
        'name': name,
        'rows': rows,
        'dimension': attribute(root, N + 'dimension', 'ref'),
        'filter': attribute(root, N + 'autoFilter', 'ref'),
        'frozen': attribute(root, f'{N}sheetViews/{N}sheetView/{N}pane', 'ySplit'),
        'widths': [float(c.get('width')) for c in root.iter(N + 'col') for _ in range(int(c.get('min')), int(c.get('max')) + 1)],
    })
print(json.dumps(sheets))
`

const CELL = object({ type: string(), style: string(), value: string() })
const SHEET = object({
  name: string(),
  /** Cells by reference, by row number. */
  rows: record(string(), record(string(), CELL)),
  dimension: nullable(string()),
  filter: nullable(string()),
  frozen: nullable(string()),
  widths: array(number()),
})
export type XmlCell = Infer<typeof CELL>
export type XmlSheet = Infer<typeof SHEET>

export function xmlSheets(file: Buffer): XmlSheet[] {
  return array(SHEET).parse(pythonReads(SHEETS, file))
}

/**
 * A value as a cell holds it: numbers, booleans and serials of days as they are, date-times as whole
 * seconds of Excel's calendar, and as text whatever is none of these in Excel.
 */
export function shownInXlsx(
  cell: Cell,
  { type }: Pick<ExportColumn, 'type'>,
  { timeZone }: TableDocument,
): ReadCell {
  if (cell === null) return null
  if (isLeftOutOfXlsx(cell, type)) return null
  switch (type) {
    case ColumnType.TEXT:
    case ColumnType.JSON:
      return legalInXml(fitted(String(cell)))
    case ColumnType.DATE: {
      const serial = Number(cell) + SERIAL_OF_1970
      return isSerial(serial) ? serial : shownDay(Number(cell))
    }
    case ColumnType.DATE_TIME:
      return shownDateTime(Number(cell), timeZone)
    case ColumnType.BOOLEAN:
      return cell
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
      return shownNumber(String(cell))
    default:
      return type satisfies never
  }
}

/** Whether the value is a number or a time without a size, for which a cell has no value. */
export function isLeftOutOfXlsx(cell: Cell, type: ColumnType): boolean {
  return !isText(type) && /^(?:NaN|-?Infinity)$/.test(String(cell))
}

/** Whether the text is one of those that a cell of Excel can't hold as they are. */
export function isCutInXlsx(text: string): boolean {
  return fitted(text) !== text
}

function shownDateTime(instant: number, timeZone: string): ReadCell {
  const seconds = wallSeconds(instant, timeZone) + SERIAL_OF_1970 * DAY_SECONDS
  return isSerial(Math.floor(seconds / DAY_SECONDS))
    ? seconds
    : shownInstant(instant, timeZone, 'second')
}

/** What has at most 15 significant digits and a size that Excel knows is a number, else text. */
function shownNumber(digits: string): ReadCell {
  const { mantissa = '' } = /^-?(?<mantissa>[\d.]+)/.exec(digits)?.groups ?? {}
  const [whole = '', fraction = ''] = mantissa.split('.')
  const significant = `${whole}${fraction.replace(/0+$/, '')}`.replace(/^0+/, '')
  const size = Math.abs(Number(digits))
  const fits = significant === '' || (size > 2.2251e-308 && size < 1e308)
  // Zero has no sign in a cell.
  return significant.length <= 15 && fits ? Number(digits) + 0 : digits
}

/** At most 32,767 units and 253 line feeds, the last unit of a cut text being `…`. */
function fitted(text: string): string {
  const beforeFeed = text.split('\n', 254).join('\n')
  if (beforeFeed === text && text.length <= 32_767) return text
  const cut = beforeFeed.slice(0, 32_766)
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

function legalInXml(text: string): string {
  return text.replace(NOT_XML, '\uFFFD')
}

function isSerial(serial: number): boolean {
  // 1900-03-01, before which Excel counts a day that never was, and 9999-12-31.
  return serial >= 61 && serial <= 2_958_465
}

export const xlsxXml: TableReader = {
  name: "Python's zipfile and ElementTree",
  shown: shownInXlsx,
  read(file, { columns, options }) {
    const headerRow = options.xlsx?.titleRow ? 2 : 1
    const tables = xmlSheets(file).map(({ rows }) => {
      const grid = Object.entries(rows)
        .filter(([row]) => Number(row) >= headerRow)
        .map(([row, cells]) =>
          columns.map(({ type }, i) => {
            const cell = cells[`${utils.encode_col(i)}${row}`]
            return cell ? readOf(valueOf(cell), Number(row) === headerRow ? 'text' : type) : null
          }),
        )
      return tableOf(grid)
    })
    return joinTables(tables)
  },
}

export const sheetJs: TableReader = {
  name: 'SheetJS',
  shown: shownInXlsx,
  read(file, { columns, options }) {
    const headerRow = options.xlsx?.titleRow ? 2 : 1
    const workbook = read(file)
    const tables = workbook.SheetNames.map((name) => {
      const sheet = workbook.Sheets[name]
      if (!sheet) throw new Error(`SheetJS found no sheet ${name}`)
      const found: unknown[][] = utils.sheet_to_json(sheet, {
        header: 1,
        raw: true,
        defval: null,
        blankrows: true,
        range: headerRow - 1,
      })
      return tableOf(
        found.map((row, index) =>
          columns.map(({ type }, i) => readOf(row[i] ?? null, index === 0 ? 'text' : type)),
        ),
      )
    })
    return joinTables(tables)
  },
}

function valueOf(cell: XmlCell): ReadCell {
  switch (cell.type) {
    case 'inlineStr':
      return cell.value
    case 'b':
      return cell.value === '1'
    case 'n':
      return Number(cell.value)
    default:
      throw new Error(`A cell has type ${cell.type}`)
  }
}

/**
 * Serials of date-times as whole seconds: they are fractions of days, of limited precision. Zero has
 * no sign in a cell, whatever a reader makes of `-0.0`.
 */
function readOf(value: unknown, type: ColumnType): ReadCell {
  if (typeof value === 'number') {
    return (type === ColumnType.DATE_TIME ? Math.round(value * DAY_SECONDS) : value) + 0
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  throw new Error(`A cell holds a ${typeof value}`)
}

function tableOf([headings = [], ...rows]: ReadCell[][]): ReadTable {
  return { headings, rows }
}

/** Every sheet has the same headings. */
function joinTables(tables: ReadTable[]): ReadTable {
  const [first] = tables
  if (!first) throw new Error('The workbook has no sheet')
  for (const { headings } of tables) {
    if (JSON.stringify(headings) !== JSON.stringify(first.headings)) {
      throw new Error('Headings differ by sheet')
    }
  }
  return { headings: first.headings, rows: tables.flatMap(({ rows }) => rows) }
}
