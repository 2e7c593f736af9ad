/**
 * The workbook around the rows, made by exceljs in memory: styles, properties, and each sheet's XML
 * before and after its data rows. The rows themselves never pass through exceljs.
 */
import type { Workbook, Worksheet } from 'exceljs'
import type { TableDocument } from '../format.ts'
import { unzip } from '../zip/index.ts'
import { frameOf, SAMPLES, type SheetFrame } from './frame.ts'
import { rowsOfSheets, type SheetLayout } from './plan.ts'
import { sheetNames } from './sheetNames.ts'
import { columnWidths, headerStyle, pageSetup, TITLE_STYLE } from './sheetSetup.ts'
import { tallStyle, usualStyle } from './styles.ts'

const PRODUCER = 'Connexus exports'

/** The first sheet is the one that is shown; size and place are in twentieths of a point. */
const WINDOW = {
  x: 0,
  y: 0,
  width: 28_800,
  height: 17_000,
  firstSheet: 0,
  activeTab: 0,
  visibility: 'visible',
} as const

export interface Template {
  sheets: SheetFrame[]
  /** Every part but the sheets, by name. */
  parts: Map<string, Uint8Array>
}

export type TemplateBuilder = (document: TableDocument, layout: SheetLayout) => Promise<Template>

/** Throws when exceljs numbers styles in another way than `stylesOf` does. */
export const buildTemplate: TemplateBuilder = async (document, layout) => {
  // Loaded here, so that nobody has it in memory who only renders rows.
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
  // exceljs writes it, but its types lack it.
  Object.assign(workbook, { language: document.options.locale ?? 'en' })
  workbook.views = [WINDOW]
}

function addSheet(
  workbook: Workbook,
  name: string,
  document: TableDocument,
  { headerRow }: SheetLayout,
  rows: number,
): void {
  const widths = columnWidths(document)
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: headerRow }],
    headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
  })
  const printTitlesRow = `${headerRow}:${headerRow}`
  Object.assign(sheet.pageSetup, pageSetup(widths), { printTitlesRow })
  sheet.columns = document.columns.map(({ type }, i) => {
    const style = usualStyle(type, document.options.locale)
    return { ...(style && { style }), ...(widths[i] !== undefined && { width: widths[i] }) }
  })
  sheet.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: headerRow + rows, column: document.columns.length },
  }
  addSamples(sheet, document)
}

/** Only the styles of these rows are used. */
function addSamples(sheet: Worksheet, { columns, options }: TableDocument): void {
  for (const [i, { type }] of columns.entries()) {
    const sample = (row: number) => sheet.getCell(row, i + 1)
    Object.assign(sample(SAMPLES.tall), { value: 0, style: tallStyle(type, options.locale) })
    sample(SAMPLES.usual).value = 0
    Object.assign(sample(SAMPLES.title), { value: 0, style: TITLE_STYLE })
    Object.assign(sample(SAMPLES.header), { value: 0, style: headerStyle(type) })
  }
}
