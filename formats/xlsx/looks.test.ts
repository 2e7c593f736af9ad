import { describe, expect, it } from '@jest/globals'
import type { ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { documentOf, renderTable, type Table } from '../../tests/contracts/renderWhole.ts'
import { xmlSheets } from '../../tests/contracts/xlsxReaders.ts'
import type { TableDocument } from '../format.ts'
import { unzip } from '../zip/index.ts'
import { createXlsxFormat } from './index.ts'

const xlsxFormat = createXlsxFormat()

const LONG_TITLE = 'Scopes of work of all clients, 2026'

describe('a workbook', () => {
  it('gives rows of several lines their height, wraps their texts and begins at their top', async () => {
    const { sheet, styleOf } = await workbookOf(
      ['text', 'integer'],
      [
        ['one line', '1'],
        ['first\nsecond\r\nthird', '2'],
        ['\n'.repeat(100), '3'],
      ],
    )
    expect(sheet.match(/<row [^>]*>/g)).toEqual([
      '<row r="1" ht="21" customHeight="1">',
      '<row r="2">',
      '<row r="3" ht="45" customHeight="1">',
      // Excel's tallest.
      '<row r="4" ht="409" customHeight="1">',
    ])
    expect(styleOf('A2')).toBe('')
    expect(styleOf('A3')).toMatch(/<alignment vertical="top" wrapText="1"\/>/)
    expect(styleOf('B3')).toMatch(/<alignment horizontal="right" vertical="top" indent="2"\/>/)
  })

  it('has JSON look like text', async () => {
    const rows = [
      ['one line', '{"a": 1}'],
      ['first\nsecond', '{\n"a": 1}'],
    ]
    const { styleOf } = await workbookOf(['text', 'json'], rows)
    expect(styleOf('B2')).toBe('')
    expect(styleOf('B3')).toMatch(/<alignment vertical="top" wrapText="1"\/>/)
    expect(styleOf('A3')).toBe(styleOf('B3'))
  })

  it('counts lines from the slice on, not from the block', async () => {
    const table = { ...tableOf(['text'], [['a\nb'], ['c'], ['d\ne']]), blockRows: [3] }
    const { file } = await renderTable(createXlsxFormat({ sheetRows: 1 }), table)
    const heights = [1, 2, 3].map(
      (n) => partOf(file, `xl/worksheets/sheet${n}.xml`).match(/<row r="2"[^>]*>/)?.[0],
    )
    const tall = '<row r="2" ht="30" customHeight="1">'
    expect(heights).toEqual([tall, '<row r="2">', tall])
  })

  it('has headings on the side of their values, wrapped where they are wide', async () => {
    const wide = 'A heading that is wider than any column may ever get, wrapped to two lines'
    const table = tableOf(['text', 'money', 'date'], [])
    table.columns.push({ key: 'wide', heading: wide, type: 'text' })
    const { sheet, styleOf } = await workbookOfTable(table)
    expect(sheet).toContain('<row r="1" ht="36" customHeight="1">')
    expect(['A1', 'B1', 'C1'].map((cell) => /horizontal="\w+"/.exec(styleOf(cell))?.[0])).toEqual([
      'horizontal="left"',
      'horizontal="right"',
      'horizontal="left"',
    ])
    expect(styleOf('D1')).toContain('wrapText="1"')
  })

  it.each([
    ['de-DE', 'dd\\.mm\\.yyyy', '31.12.1899'],
    ['en-US', 'mm\\/dd\\/yyyy', '12/31/1899'],
    ['ko-KR', 'yyyy\\. mm\\. dd\\.', '1899. 12. 31.'],
    ['sv-SE', 'yyyy-mm-dd', '1899-12-31'],
  ])('has days in the order of %s', async (locale, format, text) => {
    const rows = [
      [20_648, 0],
      [-25_568, -25_568 * 86_400_000],
    ]
    const table = tableOf(['date', 'date-time'], rows)
    const { file } = await renderTable(xlsxFormat, table, { options: { locale } })
    const formats = partOf(file, 'xl/styles.xml').matchAll(/formatCode="([^"]*)"/g)
    expect(Array.from(formats, ([, code]) => code)).toEqual([format, `${format} hh:mm:ss`])
    const { A3, B3 } = xmlSheets(file)[0]?.rows['3'] ?? {}
    expect([A3?.value, B3?.value]).toEqual([text, `${text} 00:00:00`])
    expect(partOf(file, 'docProps/core.xml')).toContain(`<dc:language>${locale}</dc:language>`)
  })

  it('keeps Excel from marking texts that read like numbers', async () => {
    const { sheet } = await workbookOf(['text', 'integer'], [['00042', '1']])
    expect(sheet).toContain(
      '<ignoredErrors><ignoredError sqref="A1:B2" twoDigitTextYear="1" numberStoredAsText="1"/></ignoredErrors></worksheet>',
    )
  })

  it('prints on A4 across, the header on every page, numbered, one page wide if that can be read', async () => {
    const { file, sheet } = await workbookOf(['text', 'date-time'], [['x', 0]])
    expect(sheet).toMatch(/<pageSetup paperSize="9" orientation="landscape"[^>]* fitToHeight="0"/)
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>')
    expect(sheet).toContain('Page &amp;P of &amp;N')
    expect(partOf(file, 'xl/workbook.xml')).toMatch(
      /<definedName name="_xlnm.Print_Titles" localSheetId="0">[^<]*!\$1:\$1</,
    )
    const types = new Array<ColumnType>(15).fill('date-time')
    const wide = await workbookOf(types, [types.map(() => 0)])
    expect(wide.sheet).not.toContain('fitToPage')
  })

  it('opens at its first sheet, and says what it is and who made it', async () => {
    const { file } = await workbookOf(['text'], [['x']])
    expect(partOf(file, 'xl/workbook.xml')).toMatch(/<workbookView [^>]*activeTab="0"/)
    const properties = partOf(file, 'docProps/core.xml')
    expect(properties).toContain('<dc:title>Scopes of work</dc:title>')
    expect(properties).toContain('<dc:creator>Connexus exports</dc:creator>')
    expect(properties).toContain('<dc:language>en</dc:language>')
  })

  it.each([
    ['Scopes of work', undefined, undefined],
    ['Scopes of work', true, 'Scopes of work'],
    [LONG_TITLE, undefined, LONG_TITLE],
    ['Q3 / 2026', undefined, 'Q3 / 2026'],
    [LONG_TITLE, false, undefined],
  ])(
    'with the title %j and titleRow %p has the title row %p',
    async (title, titleRow, expected) => {
      const options = titleRow === undefined ? {} : { xlsx: { titleRow } }
      const { file } = await renderTable(xlsxFormat, tableOf(['text'], [['x']]), { title, options })
      const [sheet] = xmlSheets(file)
      const values = Object.values(sheet?.rows ?? {}).map((cells) => Object.values(cells)[0]?.value)
      expect(values).toEqual([...(expected === undefined ? [] : [expected]), 'text', 'x'])
      expect(sheet?.filter).toBe(expected === undefined ? 'A1:A2' : 'A2:A3')
    },
  )

  it('is never begun without a column', () => {
    const { document } = documentOf({ columns: [], rows: [] })
    expect(() => xlsxFormat.plan(document)).toThrow('has no columns')
    expect(() => xlsxFormat.join(document, noFragments())).toThrow('has no columns')
  })
})

async function* noFragments() {
  yield* await Promise.resolve([])
}

function tableOf(types: ColumnType[], rows: Cell[][]): Table {
  return { columns: types.map((type, i) => ({ key: `${type}${i}`, heading: type, type })), rows }
}

function workbookOf(types: ColumnType[], rows: Cell[][], settings: Partial<TableDocument> = {}) {
  return workbookOfTable(tableOf(types, rows), settings)
}

async function workbookOfTable(table: Table, settings: Partial<TableDocument> = {}) {
  const { file } = await renderTable(xlsxFormat, table, settings)
  const sheet = partOf(file, 'xl/worksheets/sheet1.xml')
  const list = /<cellXfs.*<\/cellXfs>/s.exec(partOf(file, 'xl/styles.xml'))?.[0] ?? ''
  const styles = list.split(/(?=<xf )/).slice(1)
  /** The style of a cell as it stands in the list of styles, `''` for the default. */
  const styleOf = (reference: string) => {
    const id = new RegExp(`<c r="${reference}" s="(\\d+)"`).exec(sheet)?.[1]
    return id === undefined ? '' : (styles[Number(id)] ?? '')
  }
  return { file, sheet, styleOf }
}

function partOf(file: Buffer, name: string): string {
  return unzip(file).get(name)?.toString('utf8') ?? ''
}
