/** A sheet's XML around its data rows, out of what exceljs made of its sample rows. */
import type { TableDocument } from '../format.ts'
import type { SheetLayout } from './plan.ts'
import { columnLetters, rangeOf } from './references.ts'
import { heightAttributes } from './rowHeights.ts'
import { columnWidths, headerLines } from './sheetSetup.ts'
import { stylesOf } from './styles.ts'
import { fitText, textElement } from './text.ts'

/** Rows whose cells have each style that a sheet uses. */
export const SAMPLES = { tall: 1, usual: 2, title: 3, header: 4 } as const
/** Points around the lines of the header and of the title. */
const PADDING = 6

export interface SheetFrame {
  /** Name of the sheet's part in the archive. */
  part: string
  /** XML up to the header row, that row included. */
  head: string
  /** XML after the last data row. */
  tail: string
}

/** Throws when exceljs numbers styles in another way than `stylesOf` does. */
export function frameOf(
  xml: string,
  document: TableDocument,
  { headerRow }: SheetLayout,
  rows: number,
): Pick<SheetFrame, 'head' | 'tail'> {
  const [before, samples, after] = xml.split(/<sheetData>|(?=<\/sheetData>)/)
  if (before === undefined || samples === undefined || after === undefined) {
    throw new Error('exceljs made a sheet without rows')
  }
  checkStyles(samples, document)
  const { columns, title } = document
  const range = rangeOf(columns.length, headerRow + rows)
  const start = before.replace(/<dimension ref="[^"]*"\/>/, `<dimension ref="${range}"/>`)
  const titleCell = { text: title, style: styleAt(samples, 0, SAMPLES.title) }
  const titleRow = headerRow > 1 ? rowOf([titleCell], 1, 1) : ''
  const headings = columns.map(({ heading }, i) => ({
    text: heading,
    style: styleAt(samples, i, SAMPLES.header),
  }))
  const header = rowOf(headings, headerRow, headerLines(columns, columnWidths(document)))
  return {
    head: `${start}<sheetData>${titleRow}${header}`,
    tail: after.replace(/(?=<\/worksheet>)/, ignoredErrors(range)),
  }
}

function rowOf(cells: { text: string; style: number }[], row: number, lines: number): string {
  const written = cells.map(
    ({ text, style }, i) =>
      `<c r="${columnLetters(i)}${row}" s="${style}" t="inlineStr"><is>${textElement(fitText(text))}</is></c>`,
  )
  return `<row r="${row}"${heightAttributes(lines, PADDING)}>${written.join('')}</row>`
}

/** Texts that read like numbers or dates are meant to be texts: Excel need not mark each of them. */
function ignoredErrors(range: string): string {
  return `<ignoredErrors><ignoredError sqref="${range}" twoDigitTextYear="1" numberStoredAsText="1"/></ignoredErrors>`
}

function checkStyles(samples: string, { columns }: TableDocument): void {
  const expected = stylesOf(columns)
  const found = columns.map((_, i) => ({
    usual: styleAt(samples, i, SAMPLES.usual),
    tall: styleAt(samples, i, SAMPLES.tall),
  }))
  const [isSo, should] = [JSON.stringify(found), JSON.stringify(expected)]
  if (isSo !== should) throw new Error(`exceljs numbers styles as ${isSo}, not as ${should}`)
}

/** Style id of a sample; 0 where it has none. */
function styleAt(samples: string, column: number, row: number): number {
  const cell = new RegExp(`<c r="${columnLetters(column)}${row}" s="(\\d+)"`).exec(samples)
  return Number(cell?.[1] ?? 0)
}
