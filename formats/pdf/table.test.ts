import { describe, expect, it } from '@jest/globals'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { type ReadPage, readPages, readProperties, render } from '../../tests/support/pdf.ts'

const NAME: ExportColumn = { key: 'name', heading: 'Name', type: ColumnType.TEXT }
const REMARKS: ExportColumn = { key: 'remarks', heading: 'Remarks', type: ColumnType.TEXT }
const ALL_TYPES: ExportColumn[] = [
  NAME,
  { key: 'count', heading: 'Count', type: ColumnType.INTEGER },
  { key: 'rate', heading: 'Rate', type: ColumnType.DECIMAL },
  { key: 'value', heading: 'Value', type: ColumnType.MONEY },
  { key: 'due', heading: 'Due', type: ColumnType.DATE },
  { key: 'changed', heading: 'Changed', type: ColumnType.DATE_TIME },
  { key: 'open', heading: 'Open', type: ColumnType.BOOLEAN },
  { key: 'terms', heading: 'Terms', type: ColumnType.JSON },
]

describe('table of a PDF', () => {
  it('shows the values of every column type', async () => {
    const at = Date.UTC(2026, 10, 25, 19, 5, 59)
    const { bytes } = await render(
      ALL_TYPES,
      [
        ['Roof', '712345678901234567', '-0.0200', '-5.00', 20_282, at, true, '[1, null]'],
        ['', 'NaN', null, '1', Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false, null],
      ],
      { timeZone: 'Asia/Kolkata' },
    )
    const [page] = await readPages(bytes)
    expect(rowsOf(page)).toEqual([
      ['Scopes of work', '2 rows as of 2026-11-26 00:35 (Asia/Kolkata)'],
      ['Name', 'Count', 'Rate', 'Value', 'Due', 'Changed', 'Open', 'Terms'],
      [
        'Roof',
        '712345678901234567',
        '-0.0200',
        '-5.00',
        '2025-07-13',
        '2026-11-26 00:35',
        'Yes',
        '[1, null]',
      ],
      ['NaN', '1', 'infinity', '-infinity', 'No'],
      ['Page 1 of 1'],
    ])
  })

  it('aligns numbers and their headings to the right and all else to the left', async () => {
    const { bytes } = await render(
      [NAME, { key: 'n', heading: 'N', type: ColumnType.INTEGER }],
      [
        ['a', '7'],
        ['bbb', '1234567'],
      ],
    )
    const [page] = await readPages(bytes)
    const rights = ['N', '7', '1234567'].map(
      (text) => textOf(page, text).x + textOf(page, text).width,
    )
    const lefts = ['Name', 'a', 'bbb'].map((text) => textOf(page, text).x)
    expect(Math.max(...rights) - Math.min(...rights)).toBeLessThan(0.1)
    expect(Math.max(...lefts) - Math.min(...lefts)).toBeLessThan(0.1)
  })

  it('writes days as the locale has them, and names it as the language of the file', async () => {
    const options = { locale: 'de-DE' }
    const row = [20_282, Date.UTC(2026, 10, 25, 19, 5)]
    const { bytes } = await render(
      [
        { key: 'due', heading: 'Fällig', type: ColumnType.DATE },
        { key: 'changed', heading: 'Geändert', type: ColumnType.DATE_TIME },
      ],
      [row],
      { options },
    )
    const [page] = await readPages(bytes)
    expect(rowsOf(page).slice(0, 3)).toEqual([
      ['Scopes of work', '1 row as of 25.11.2026 19:05 (UTC)'],
      ['Fällig', 'Geändert'],
      ['13.07.2025', '25.11.2026 19:05'],
    ])
    expect((await readProperties(bytes)).info.get('Language')).toBe('de-DE')
  })

  it('repeats header, title and "Page X of Y" on every page, and keeps the order of rows', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [`row${i}`, 'short'])
    const pages = await readPages((await render([NAME, REMARKS], rows)).bytes)
    expect(pages.length).toBeGreaterThan(3)
    pages.forEach((page, i) => {
      expect(rowsOf(page)[0]).toEqual(['Scopes of work', '300 rows as of 2026-11-25 19:05 (UTC)'])
      expect(rowsOf(page)[1]).toEqual(['Name', 'Remarks'])
      expect(rowsOf(page).at(-1)).toEqual([`Page ${i + 1} of ${pages.length}`])
    })
    const names = pages.flatMap((page) => page.text.match(/row\d+/g) ?? [])
    expect(names).toEqual(rows.map(([name]) => name))
  })

  it('keeps all words of a cell that is taller than a page, and all rows after it', async () => {
    const words = Array.from({ length: 2_000 }, (_, i) => `w${i}`)
    const rows = [['first', words.join(' ')]]
    for (let i = 0; i < 120; i += 1) rows.push([`row${i}`, 'short'])
    const pages = await readPages((await render([NAME, REMARKS], rows)).bytes)
    const text = pages.map((page) => page.text).join(' ')
    expect(text.match(/\bw\d+\b/g)).toEqual(words)
    expect(text.match(/\brow\d+\b/g)).toEqual(rows.slice(1).map(([name]) => name))
    for (const page of pages) expect(rowsOf(page)[1]).toEqual(['Name', 'Remarks'])
  })

  it('breaks a word that is longer than its column without losing a sign', async () => {
    const word = Array.from({ length: 500 }, (_, i) => String.fromCodePoint(97 + (i % 26))).join('')
    const [page] = await readPages((await render([NAME, REMARKS], [['x', word]])).bytes)
    const lines = page?.texts.filter(({ text }) => /^[a-z]{5,}$/.test(text)) ?? []
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.map(({ text }) => text).join('')).toBe(word)
    expectWithinEdges(page)
  })

  it('starts a new line at CR, LF and CRLF alike', async () => {
    const [page] = await readPages((await render([NAME], [['one\rtwo\nthree\r\nfour']])).bytes)
    expect(rowsOf(page).slice(2, 6)).toEqual([['one'], ['two'], ['three'], ['four']])
  })

  it('shows its title where there is not one column', async () => {
    const pages = await readPages((await render([], [[], []])).bytes)
    expect(pages.map(rowsOf)).toEqual([
      [['Scopes of work', '2 rows as of 2026-11-25 19:05 (UTC)'], ['Page 1 of 1']],
    ])
  })

  it('says so on one page when there are no rows', async () => {
    const pages = await readPages((await render([NAME, REMARKS], [])).bytes)
    expect(pages.map(rowsOf)).toEqual([
      [
        ['Scopes of work', '0 rows as of 2026-11-25 19:05 (UTC)'],
        ['Name', 'Remarks'],
        ['No rows match this export.'],
        ['Page 1 of 1'],
      ],
    ])
  })
})

describe('page of a PDF', () => {
  it('turns to landscape when the table is wide, and only then', async () => {
    const [narrow] = await readPages((await render([NAME], [['x']])).bytes)
    const [wide] = await readPages((await renderWide(12)).bytes)
    expect([narrow?.width, narrow?.height]).toEqual([595.28, 841.89])
    expect([wide?.width, wide?.height]).toEqual([841.89, 595.28])
  })

  it('takes the paper and the orientation that are asked for', async () => {
    const options = { pdf: { paper: 'LETTER', orientation: 'landscape' } } as const
    const [page] = await readPages((await render([NAME], [['x']], { options })).bytes)
    expect([page?.width, page?.height]).toEqual([792, 612])
  })

  it.each([12, 30])('keeps %i columns apart and within the page', async (count) => {
    const pages = await readPages((await renderWide(count)).bytes)
    for (const page of pages) {
      expectWithinEdges(page)
      for (const row of groupByLine(page)) {
        row.slice(1).forEach((text, i) => {
          const before = row[i]
          expect(text.x).toBeGreaterThanOrEqual((before?.x ?? 0) + (before?.width ?? 0))
        })
      }
    }
  })

  it('shortens a title that is longer than the page is wide', async () => {
    const title = 'A very long title '.repeat(30)
    const [page] = await readPages((await render([NAME], [['x']], { title })).bytes)
    expect(rowsOf(page)[0]?.[0]).toMatch(/^A very long title .*…$/)
    expectWithinEdges(page)
  })

  it('leaves room for rows below a heading of any length', async () => {
    const column = { ...NAME, heading: 'heading '.repeat(2_000) }
    const rows = Array.from({ length: 60 }, (_, i) => [`row${i}`])
    const pages = await readPages((await render([column], rows)).bytes)
    expect(pages.length).toBeLessThan(5)
    expect(pages.flatMap((page) => page.text.match(/row\d+/g) ?? [])).toHaveLength(60)
  })
})

function renderWide(count: number) {
  const columns = Array.from({ length: count }, (_, i) => ({
    key: `c${i}`,
    heading: `Heading ${i}`,
    type: i % 3 === 0 ? ColumnType.INTEGER : ColumnType.TEXT,
  }))
  const row: Cell[] = columns.map((_, i) => (i % 3 === 0 ? '123456789' : 'Several words of text'))
  return render(columns, [row, row])
}

/** Texts of a page that share a baseline, from top to bottom and left to right. */
function groupByLine(page: ReadPage | undefined) {
  const lines = Map.groupBy(page?.texts ?? [], ({ y }) => Math.round(y))
  return [...lines]
    .toSorted(([a], [b]) => b - a)
    .map(([, texts]) => texts.toSorted((a, b) => a.x - b.x))
}

/** As `groupByLine`, texts alone; what touches is one text, as for any reader. */
function rowsOf(page: ReadPage | undefined): string[][] {
  return groupByLine(page).map((texts) => {
    const joined: string[] = []
    texts.forEach(({ text, x }, i) => {
      const before = texts[i - 1]
      const touches = before && x - (before.x + before.width) < 3
      if (touches) joined.push(`${joined.pop() ?? ''} ${text}`)
      else joined.push(text)
    })
    return joined
  })
}

function textOf(page: ReadPage | undefined, wanted: string) {
  const found = page?.texts.find(({ text }) => text === wanted)
  if (!found) throw new Error(`The page does not show ${wanted}`)
  return found
}

function expectWithinEdges(page: ReadPage | undefined): void {
  for (const { x, y, width } of page?.texts ?? []) {
    expect(x).toBeGreaterThanOrEqual(36 - 0.1)
    expect(x + width).toBeLessThanOrEqual((page?.width ?? 0) - 36 + 0.1)
    expect(y).toBeGreaterThan(20)
  }
}
