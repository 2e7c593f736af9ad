/**
 * pdfkit used well: plain `text` calls, one a line, words wrapped by hand with the widths of words
 * kept, and a wait for the file once a page. The number of all pages is left out: pdfkit would
 * have to keep every page for it.
 */
import { once } from 'node:events'
import { BOLD_FONT, FONT, MARGIN, openPdf, SIZE, shown, TITLE } from './pdfTable.ts'
import { openRows, paths } from './rows.ts'

const LEADING = SIZE * 1.35
const PADDING_X = SIZE * 0.55
const PADDING_Y = SIZE * 0.4
const TOP = 58
const BOTTOM = 595.28 - 48
const KEPT_WIDTHS = 50_000

const { input, output } = paths()
const { columns, batches } = await openRows(input)
const { pdf, file } = openPdf(output, 0)
const kept = { regular: new Map<string, number>(), bold: new Map<string, number>() }
let widths = kept.regular
const lefts = columns.map((_, i) => columns.slice(0, i).reduce((x, c) => x + c.points, MARGIN))
const right = columns.reduce((x, { points }) => x + points, MARGIN)
let y = TOP
let page = 0

startPage()
for await (const batch of batches) {
  for (const row of batch) {
    const cells = row.map((cell, i) => wrap(shown(cell), innerWidth(i)))
    if (y + heightOf(cells) > BOTTOM) {
      finishPage()
      // What pdfkit has written waits in its own buffer, without bounds.
      if (file.writableNeedDrain) await once(file, 'drain')
      startPage()
    }
    drawRow(cells)
  }
}
finishPage()
pdf.end()
await once(file, 'finish')

function startPage(): void {
  pdf.addPage()
  page += 1
  pdf.font(BOLD_FONT, 9.5).text(TITLE, MARGIN, MARGIN, { lineBreak: false })
  pdf.font(FONT, 7.5).text(`Page ${page}`, right - 60, BOTTOM + 8, { lineBreak: false })
  y = TOP
  line(MARGIN, y, right, y)
  pdf.font(BOLD_FONT, SIZE)
  widths = kept.bold
  drawRow(columns.map(({ heading }, i) => wrap(heading, innerWidth(i))))
  pdf.font(FONT, SIZE)
  widths = kept.regular
}

function finishPage(): void {
  for (const x of [...lefts, right]) line(x, TOP, x, y)
}

function drawRow(cells: string[][]): void {
  cells.forEach((lines, i) => {
    lines.forEach((text, at) => {
      const x = (lefts[i] ?? 0) + PADDING_X
      pdf.text(text, x, y + PADDING_Y + at * LEADING, { lineBreak: false })
    })
  })
  y += heightOf(cells)
  line(MARGIN, y, right, y)
}

function heightOf(cells: string[][]): number {
  return Math.max(1, ...cells.map(({ length }) => length)) * LEADING + 2 * PADDING_Y
}

function innerWidth(column: number): number {
  return (columns[column]?.points ?? 0) - 2 * PADDING_X
}

function line(x1: number, y1: number, x2: number, y2: number): void {
  pdf.lineWidth(0.5).moveTo(x1, y1).lineTo(x2, y2).stroke()
}

function widthOf(word: string): number {
  const known = widths.get(word)
  if (known !== undefined) return known
  if (widths.size >= KEPT_WIDTHS) widths.clear()
  const width = pdf.widthOfString(word)
  widths.set(word, width)
  return width
}

/** Breaks between words, and within a word that is wider than a line. */
function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let open = ''
    for (const word of paragraph.split(' ').flatMap((whole) => pieces(whole, width))) {
      const longer = open === '' ? word : `${open} ${word}`
      if (open !== '' && widthOf(open) + widthOf(` ${word}`) > width) {
        lines.push(open)
        open = word
      } else open = longer
    }
    return [...lines, open]
  })
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const found: string[] = []
  let open = ''
  for (const sign of word) {
    if (open !== '' && widthOf(open + sign) > width) {
      found.push(open)
      open = ''
    }
    open += sign
  }
  return [...found, open]
}
