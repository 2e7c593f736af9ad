/** Readers of XLSX files: Python's standard library on the sheets' XML, and SheetJS. */
import { read, utils } from 'xlsx'
import { array, type infer as Infer, nullable, number, object, record, string } from 'zod'
import { assertNever, ColumnType } from '../../contract/index.ts'
import type { TableDocument } from '../../formats/format.ts'
import type { ReadTable } from './formatContract.ts'
import { pythonReads } from './python.ts'

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

/** Cells as text, dates as PostgreSQL writes them; what is written as text must stay as it is. */
export function readXml(file: Buffer, { columns, options }: TableDocument): ReadTable {
  const headerRow = options.xlsx?.titleRow ? 2 : 1
  const tables = xmlSheets(file).map(({ rows }) => {
    const grid = Object.entries(rows)
      .filter(([row]) => Number(row) >= headerRow)
      .map(([row, cells]) =>
        columns.map(({ type }, i) => {
          const cell = cells[`${utils.encode_col(i)}${row}`]
          if (!cell) return null
          return Number(row) === headerRow ? cell.value : shownXml(cell, type)
        }),
      )
    return tableOf(grid)
  })
  return joinTables(tables)
}

/** SheetJS turns serials into numbers and keeps text, so that both can be shown alike. */
export function readSheetJs(file: Buffer, { columns, options }: TableDocument): ReadTable {
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
        columns.map(({ type }, i) => {
          const value = row[i] ?? null
          return index > 0 && typeof value === 'number' ? shownNumber(value, type) : asText(value)
        }),
      ),
    )
  })
  return joinTables(tables)
}

function shownXml(cell: XmlCell, type: ColumnType): string {
  switch (cell.type) {
    case 'inlineStr':
      return cell.value
    case 'b':
      return cell.value === '1' ? 'true' : 'false'
    case 'n':
      return shownNumber(Number(cell.value), type)
    default:
      throw new Error(`A cell has type ${cell.type}`)
  }
}

function shownNumber(value: number, type: ColumnType): string {
  const instant = new Date(Math.round((value - 25_569) * 86_400) * 1000)
  switch (type) {
    case ColumnType.DATE:
      return instant.toISOString().slice(0, 10)
    case ColumnType.DATE_TIME:
      return instant.toISOString().slice(0, 19).replace('T', ' ')
    case ColumnType.TEXT:
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
    case ColumnType.BOOLEAN:
      return String(value)
    default:
      return assertNever(type)
  }
}

function asText(value: unknown): string | null {
  if (value === null) return null
  if (typeof value === 'string' || typeof value === 'boolean') return String(value)
  throw new Error(`SheetJS gave a ${typeof value}`)
}

function tableOf([headings = [], ...rows]: (string | null)[][]): ReadTable {
  return { headings, rows }
}

/** Every sheet has the same headings. */
function joinTables(tables: ReadTable[]): ReadTable {
  const [first] = tables
  if (!first) throw new Error('The workbook has no sheet')
  for (const { headings } of tables) {
    if (String(headings) !== String(first.headings)) throw new Error('Headings differ by sheet')
  }
  return { headings: first.headings, rows: tables.flatMap(({ rows }) => rows) }
}
