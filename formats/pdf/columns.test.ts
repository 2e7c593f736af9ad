/** Widths of columns and size of type, as a reader finds them in the file. */
import { describe, expect, it } from '@jest/globals'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { documentOf, type ReadPage, readPages, render } from '../../tests/support/pdf.ts'
import { createPdfFormat } from './index.ts'

const DESCRIPTION = 'Covers discovery, planning and cut-over of all servers. '.repeat(4)
const AT = Date.UTC(2026, 10, 25, 19, 5)

/** Every column of the scopes of work: heading, type, and a value. */
const SCOPES: [string, ColumnType, Cell][] = [
  ['Services', ColumnType.TEXT, 'Network Design & Implementation'],
  ['Scope Of Work Name', ColumnType.TEXT, 'Identity and access management for subsidiaries'],
  ['Uploaded By', ColumnType.TEXT, 'Aleksandra Nowak'],
  ['Uploaded Date', ColumnType.DATE_TIME, AT],
  ['Updated By', ColumnType.TEXT, 'Priya Raghunathan'],
  ['Updated Date', ColumnType.DATE_TIME, AT],
  ['Status', ColumnType.TEXT, 'Pending approval'],
  ['Client', ColumnType.TEXT, 'Umbrella Health Systems'],
  ['Version', ColumnType.INTEGER, '12'],
  ['Description', ColumnType.TEXT, DESCRIPTION],
  ['Effective From', ColumnType.DATE, 20_782],
  ['Total Amount', ColumnType.MONEY, '1054386.16'],
  ['Currency', ColumnType.TEXT, 'EUR'],
  ['Scope Id', ColumnType.TEXT, '20bbdddb-052a-64c5-d837-964d95b96931'],
]

function textColumns(count: number): ExportColumn[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `c${i}`,
    heading: `C${i}`,
    type: ColumnType.TEXT,
  }))
}

/** A page of rows that are all alike. */
async function pageOf(fields: [string, ColumnType, Cell][], rows = 40): Promise<ReadPage> {
  const columns = fields.map(([heading, type], i) => ({ key: `c${i}`, heading, type }))
  const row = fields.map(([, , value]) => value)
  const { bytes } = await render(
    columns,
    Array.from({ length: rows }, () => row),
  )
  const [page] = await readPages(bytes)
  if (!page) throw new Error('The file has no page')
  return page
}

function countOf(page: ReadPage, wanted: string): number {
  return page.texts.filter(({ text }) => text.trim() === wanted).length
}

describe('columns of a PDF', () => {
  it('keep dates and numbers whole, and words of texts, when fourteen share a page', async () => {
    const page = await pageOf(SCOPES)
    const rows = countOf(page, '12')
    expect(rows).toBeGreaterThan(8)
    for (const whole of ['2026-11-25', '1054386.16', 'EUR']) {
      expect([whole, countOf(page, whole)]).toEqual([whole, rows])
    }
    expect(countOf(page, '2026-11-25 19:05')).toBe(2 * rows)
    for (const word of ['Implementation', 'subsidiaries', 'Raghunathan', 'approval']) {
      expect(page.text).toContain(word)
    }
  })

  it('give a long text the room that saves most lines', async () => {
    const page = await pageOf(SCOPES)
    const widest = Math.max(...page.texts.map(({ width }) => width))
    const longest = page.texts.find(({ width }) => width === widest)
    expect(DESCRIPTION).toContain(longest?.text.trim())
  })

  it('break words rather than a number when there are too many for both', async () => {
    const number: [string, ColumnType, Cell] = ['N', ColumnType.INTEGER, '1234567890']
    const text: [string, ColumnType, Cell] = ['T', ColumnType.TEXT, 'incomprehensible']
    const fields = Array.from({ length: 26 }, (_, i) => (i % 2 === 0 ? number : text))
    const page = await pageOf(fields, 1)
    expect(countOf(page, '1234567890')).toBe(13)
    expect(countOf(page, 'incomprehensible')).toBe(0)
  })

  it('grow no wider than reads well when there are few', async () => {
    const page = await pageOf([
      ['Name', ColumnType.TEXT, 'Priya Raghunathan'],
      ['Status', ColumnType.TEXT, 'Archived'],
    ])
    const [name, status] = ['Priya Raghunathan', 'Archived'].map((wanted) =>
      page.texts.find(({ text }) => text === wanted),
    )
    expect((status?.x ?? 0) - (name?.x ?? 0)).toBeLessThan(1.9 * (name?.width ?? 0))
  })
})

describe('a table with more columns than a page can show', () => {
  it('is refused before a byte is written', async () => {
    const columns = textColumns(300)
    const failure = {
      code: 'TOO_MANY_COLUMNS',
      message:
        'The export has 300 columns, which fit a page only in type of 0.9 points; nobody can read less than 4.',
      remedy: 'Choose XLSX or CSV, or name fewer columns.',
    }
    const row = columns.map(() => 'abc')
    await expect(render(columns, [row])).rejects.toMatchObject({ failures: [failure] })
    const document = documentOf(columns, [], { widths: columns.map(() => 3) })
    expect(() => createPdfFormat().check?.(document)).toThrow(failure.message)
  })

  it('depends on the paper that is asked for', () => {
    const columns = textColumns(60)
    const check = (orientation: 'landscape' | 'portrait') => {
      const options = { pdf: { orientation } }
      const document = documentOf(columns, [], { widths: columns.map(() => 3), options })
      return () => createPdfFormat().check?.(document)
    }
    expect(check('landscape')).not.toThrow()
    expect(check('portrait')).toThrow('fit a page only in type of 3.0')
  })
})
