/** What the pdfkit peers share: the page, the fonts, and how cells read. */
import { createWriteStream, type WriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import PdfDocument from 'pdfkit'
import type { RowCell } from './rows.ts'

export const MARGIN = 36
export const SIZE = 8
export const TITLE = 'Scopes of work'

const require = createRequire(import.meta.url)
export const FONT = require.resolve(
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
)
export const BOLD_FONT = require.resolve(
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
)

/**
 * A document of A4 pages across, written to the file as it grows. pdfkit itself turns the page at
 * the lower margin.
 */
export function openPdf(
  output: string,
  bottom: number,
): { pdf: PDFKit.PDFDocument; file: WriteStream } {
  const pdf = new PdfDocument({
    size: 'A4',
    layout: 'landscape',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom },
    autoFirstPage: false,
  })
  pdf.registerFont('regular', FONT).registerFont('bold', BOLD_FONT)
  const file = createWriteStream(output)
  pdf.pipe(file)
  return { pdf, file }
}

export function shown(cell: RowCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return new Date(cell).toISOString().slice(0, 16).replace('T', ' ')
  // Fonts have no glyph for it.
  return cell.replaceAll('\t', ' ')
}
