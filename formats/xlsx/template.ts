/**
 * The workbook around the rows, made by exceljs in memory: styles, properties, and each sheet's XML
 * before and after its data rows. The rows themselves never pass through exceljs.
 */
import type { Workbook, Worksheet } from 'exceljs'
import { ColumnType } from '../../contract/index.ts'
import { textWidth } from '../../contract/rows/index.ts'
import type { TableDocument } from '../format.ts'
import { unzip } from '../zip/index.ts'
import { columnLetters, textWriter } from './cells.ts'
import { rowsOfSheets, type SheetLayout } from './plan.ts'
import { sheetNames } from './sheetNames.ts'
import { LEFT_ALIGNED, NUMBER_FORMATS, styleIds } from './styles.ts'

const PRODUCER = 'Connexus exports'
/** Narrowest and widest column, in digits of the default font. */
const MIN_WIDTH = 8
const MAX_WIDTH = 60
/** Room beside a heading for the filter's button. */
const PADDING = 3
/** Height of the header, in points; other rows have 15. */
const HEADER_HEIGHT = 21

const FONT = { name: 'Calibri', size: 11, family: 2 }
const HEADER_STYLE = {
  font: { ...FONT, bold: true, color: { argb: 'FFFFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E78' } },
  alignment: { vertical: 'middle' },
} as const
const LEFT = { horizontal: 'left' } as const
const TITLE_STYLE = { font: { ...FONT, size: 14, bold: true } } as const

export interface SheetFrame {
  /** Name of the sheet's part in the archive. */
  part: string
  /** XML up to the header row, that row included. */
  head: string
  /** XML after the last data row. */
  tail: string
}

export interface Template {
  sheets: SheetFrame[]
  /** Every part but the sheets, by name. */
  parts: Map<string, Buffer>
}

/** Throws when exceljs numbers styles in another way than `styleIds` does. */
export async function buildTemplate(
  document: TableDocument,
  layout: SheetLayout,
): Promise<Template> {
  // Loaded here, so that threads that only render rows do without it.
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  describeWorkbook(workbook, document)
  const rows = rowsOfSheets(document.rows, layout)
  for (const [sheet, name] of sheetNames(document.title, rows.length).entries()) {
    addSheet(workbook, name, document, layout, rows[sheet] ?? 0)
  }
  const parts = unzip(Buffer.from(await workbook.xlsx.writeBuffer()))
  for (const name of parts.keys()) if (name.endsWith('/')) parts.delete(name)
  const sheets = rows.map((count, sheet) => {
    const part = `xl/worksheets/sheet${sheet + 1}.xml`
    const xml = parts.get(part)?.toString('utf8')
    if (xml === undefined) throw new Error(`exceljs made no ${part}`)
    parts.delete(part)
    return { part, ...frameOf(xml, document, layout, count) }
  })
  return { sheets, parts }
}

function describeWorkbook(workbook: Workbook, document: TableDocument): void {
  workbook.title = document.title.toWellFormed().replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
  workbook.creator = PRODUCER
  workbook.lastModifiedBy = PRODUCER
  workbook.created = new Date(document.snapshotAt)
  workbook.modified = new Date(document.snapshotAt)
}

function addSheet(
  workbook: Workbook,
  name: string,
  document: TableDocument,
  { headerRow }: SheetLayout,
  rows: number,
): void {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: headerRow }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
  })
  sheet.pageSetup.printTitlesRow = `${headerRow}:${headerRow}`
  sheet.columns = document.columns.map(({ type, heading }, i) => {
    const numFmt = NUMBER_FORMATS[type]
    const alignment = LEFT_ALIGNED.has(type) ? { alignment: LEFT } : {}
    return {
      width: widthOf(type, Math.max(document.widths[i] ?? 0, textWidth(heading))),
      ...(numFmt === undefined ? {} : { style: { numFmt, ...alignment } }),
    }
  })
  sheet.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: headerRow + rows, column: document.columns.length },
  }
  addSampleRows(sheet, document, headerRow)
}

/** `sampled` is the widest value as PostgreSQL writes it, without the separators of thousands. */
function widthOf(type: ColumnType, sampled: number): number {
  const hasSeparators = type === ColumnType.MONEY || type === ColumnType.DECIMAL
  const separators = hasSeparators ? Math.ceil(sampled / 3) : 0
  return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, sampled + separators + PADDING))
}

/** A title, a header and a data row, of which only the styles are used. */
function addSampleRows(sheet: Worksheet, document: TableDocument, headerRow: number): void {
  if (headerRow > 1) Object.assign(sheet.getCell(1, 1), { value: 0, style: TITLE_STYLE })
  for (let column = 1; column <= document.columns.length; column += 1) {
    Object.assign(sheet.getCell(headerRow, column), { value: 0, style: HEADER_STYLE })
    sheet.getCell(headerRow + 1, column).value = 0
  }
}

function frameOf(
  xml: string,
  document: TableDocument,
  { headerRow }: SheetLayout,
  rows: number,
): Pick<SheetFrame, 'head' | 'tail'> {
  const [before, samples, after] = xml.split(/<sheetData>|(?=<\/sheetData>)/)
  if (before === undefined || samples === undefined || after === undefined) {
    throw new Error('exceljs made a sheet without rows')
  }
  checkStyles(samples, document, headerRow + 1)
  const range = `A1:${columnLetters(document.columns.length - 1)}${headerRow + rows}`
  const start = before.replace(/<dimension ref="[^"]*"\/>/, `<dimension ref="${range}"/>`)
  const title = headerRow > 1 ? rowOf([document.title], 1, styleAt(samples, 'A1')) : ''
  const headings = document.columns.map(({ heading }) => heading)
  const header = rowOf(headings, headerRow, styleAt(samples, `A${headerRow}`))
  return { head: `${start}<sheetData>${title}${header}`, tail: after }
}

function rowOf(texts: string[], row: number, style: number): string {
  const cells = texts.map((text, i) => textWriter(i, style, () => undefined)(text, String(row)))
  return `<row r="${row}" ht="${HEADER_HEIGHT}" customHeight="1">${cells.join('')}</row>`
}

function checkStyles(samples: string, document: TableDocument, row: number): void {
  const found = document.columns.map((_, i) => styleAt(samples, `${columnLetters(i)}${row}`))
  const expected = styleIds(document.columns)
  if (String(found) !== String(expected)) {
    throw new Error(`exceljs numbers styles as ${String(found)}, not as ${String(expected)}`)
  }
}

/** Style id of a cell; 0 where it has none. */
function styleAt(samples: string, reference: string): number {
  return Number(new RegExp(`<c r="${reference}" s="(\\d+)"`).exec(samples)?.[1] ?? 0)
}
