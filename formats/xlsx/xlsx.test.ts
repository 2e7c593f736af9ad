import { describe, expect, it } from '@jest/globals'
import type { ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { documentOf, renderTable, type Table } from '../../tests/contracts/renderWhole.ts'
import { type XmlSheet, xmlSheets } from '../../tests/contracts/xlsxReaders.ts'
import type { TableDocument } from '../format.ts'
import { unzip } from '../zip/index.ts'
import { createXlsxFormat } from './index.ts'

const xlsxFormat = createXlsxFormat()

describe('XLSX', () => {
  it.each<[ColumnType, Cell, [string, string] | undefined]>([
    ['integer', '123456789012345', ['n', '123456789012345']],
    ['integer', '712345678901234567', ['inlineStr', '712345678901234567']],
    ['decimal', '-5.00', ['n', '-5.00']],
    ['money', '1234.50', ['n', '1234.50']],
    ['text', '00042', ['inlineStr', '00042']],
    ['text', '1E5', ['inlineStr', '1E5']],
    ['text', '=1+1', ['inlineStr', '=1+1']],
    ['text', '', ['inlineStr', '']],
    ['text', null, undefined],
    ['json', '-5', ['inlineStr', '-5']],
    ['json', '"_x0041_ <&>"', ['inlineStr', '"_x0041_ <&>"']],
    ['json', 'null', ['inlineStr', 'null']],
    ['json', null, undefined],
    ['boolean', false, ['b', '0']],
    // 1899-12-31, 1900-02-28 and 1900-03-01: Excel counts a day between the last two.
    ['date', -25_568, ['inlineStr', '1899-12-31']],
    ['date', -25_509, ['inlineStr', '1900-02-28']],
    ['date', -25_508, ['n', '61']],
    ['date', 20_648, ['n', '46217']],
    ['date', 2_932_896, ['n', '2958465']],
    ['date', 2_932_897, ['inlineStr', '10000-01-01']],
    ['date-time', Date.parse('2026-07-14T12:00:00.999Z'), ['n', '46217.5']],
  ])('writes in a column of type %s the value %p as %p', async (type, value, expected) => {
    const [sheet] = await sheetsOf(oneColumn(type, [value]))
    const cell = sheet?.rows['2']?.A2
    expect(cell && [cell.type, cell.value]).toEqual(expected)
  })

  it("shows date-times by the clocks of the requester's zone, and days as they are", async () => {
    const table: Table = {
      columns: (['date-time', 'date'] as const).map((type) => ({ key: type, heading: type, type })),
      rows: [[Date.parse('2026-07-14T23:00:00Z'), 20_648]],
    }
    const [sheet] = await sheetsOf(table, { timeZone: 'Pacific/Kiritimati' })
    expect(sheet?.rows['2']?.A2?.value).toBe('46218.5416666667')
    expect(sheet?.rows['2']?.B2?.value).toBe('46217')
  })

  it('counts the cells that it cuts', async () => {
    const table = oneColumn('text', ['a'.repeat(32_767), 'a'.repeat(32_768), '\n'.repeat(300)])
    const { file, warnings } = await renderTable(xlsxFormat, table)
    expect(warnings).toEqual({ cellsCut: 2 })
    expect(xmlSheets(file)[0]?.rows['3']?.A3?.value).toBe(`${'a'.repeat(32_766)}…`)
  })

  it('cuts JSON as it cuts text', async () => {
    const json = JSON.stringify('a'.repeat(32_766))
    const { file, warnings } = await renderTable(xlsxFormat, oneColumn('json', [json]))
    expect(warnings).toEqual({ cellsCut: 1 })
    expect(xmlSheets(file)[0]?.rows['2']?.A2?.value).toBe(`"${'a'.repeat(32_765)}…`)
  })

  it('leaves what is no number and no time out alike, and counts it', async () => {
    const types = ['integer', 'decimal', 'money', 'date', 'date-time'] as const
    const { file, warnings } = await renderTable(xlsxFormat, {
      columns: types.map((type) => ({ key: type, heading: type, type })),
      rows: [
        ['NaN', 'Infinity', '-Infinity', Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
        [null, null, null, null, null],
      ],
    })
    expect(warnings).toEqual({ valuesLeftOut: 5 })
    const { rows } = xmlSheets(file)[0] ?? {}
    expect([rows?.['2'], rows?.['3']]).toEqual([{}, {}])
  })

  it('freezes the header, filters the data, fits widths, and tells its range', async () => {
    const table: Table = {
      columns: [
        { key: 'a', heading: 'A', type: 'text' },
        { key: 'b', heading: 'B', type: 'text' },
        { key: 'c', heading: 'C', type: 'date-time' },
        { key: 'd', heading: 'D', type: 'money' },
      ],
      rows: [['x', 'long '.repeat(30), 0, '1234567.50']],
    }
    const [sheet] = await sheetsOf(table)
    expect(sheet).toMatchObject({ dimension: 'A1:D2', filter: 'A1:D2', frozen: '1' })
    expect(sheet?.widths).toEqual([8, 60, 21, 19])
  })

  it('has a title row with the whole title when asked to', async () => {
    const title = 'Scopes of work: Q3 / 2026 [draft]?'
    const settings = { title, options: { xlsx: { titleRow: true } } }
    const [sheet] = await sheetsOf(oneColumn('integer', ['1']), settings)
    expect(sheet).toMatchObject({
      name: 'Scopes of work Q3 2026 draft',
      dimension: 'A1:A3',
      filter: 'A2:A3',
      frozen: '2',
    })
    expect(Object.values(sheet?.rows ?? {}).map((row) => Object.values(row)[0]?.value)).toEqual([
      title,
      'Value',
      '1',
    ])
  })

  it('goes on in a further sheet with its own header, within a block', async () => {
    const table = { ...oneColumn('integer', ['1', '2', '3', '4', '5']), blockRows: [2, 3] }
    const format = createXlsxFormat({ sheetRows: 4 })
    const { document } = documentOf(table)
    expect(format.plan(document)).toEqual([
      { block: 0, from: 0, to: 2, sheet: 0, sheetRow: 0 },
      { block: 1, from: 0, to: 2, sheet: 0, sheetRow: 2 },
      { block: 1, from: 2, to: 3, sheet: 1, sheetRow: 0 },
    ])
    const sheets = xmlSheets((await renderTable(format, table)).file)
    expect(sheets.map(({ name, dimension, filter }) => [name, dimension, filter])).toEqual([
      ['Scopes of work', 'A1:A5', 'A1:A5'],
      ['Scopes of work (2)', 'A1:A2', 'A1:A2'],
    ])
    expect(sheets[1]?.rows).toMatchObject({
      1: { A1: { value: 'Value' } },
      2: { A2: { value: '5' } },
    })
  })

  it('puts 1,048,575 rows on a sheet, and the next one on another', () => {
    const { document } = documentOf(oneColumn('integer', []))
    const blockRows = Array.from({ length: 525 }, (_, i) => (i < 524 ? 2_000 : 576))
    const slices = xlsxFormat.plan({ ...document, rows: 1_048_576, blockRows })
    expect(slices.slice(-2)).toEqual([
      { block: 524, from: 0, to: 575, sheet: 0, sheetRow: 1_048_000 },
      { block: 524, from: 575, to: 576, sheet: 1, sheetRow: 0 },
    ])
  })

  it('carries the time of the snapshot, and no other', async () => {
    const { file } = await renderTable(xlsxFormat, oneColumn('text', ['x']))
    const properties = unzip(file).get('docProps/core.xml')?.toString() ?? ''
    expect(properties.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)).toEqual([
      '2026-11-25T19:05:09Z',
      '2026-11-25T19:05:09Z',
    ])
  })

  it('formats numbers, dates and date-times by a style', async () => {
    const types = ['text', 'integer', 'decimal', 'money', 'date', 'date-time'] as const
    const { file } = await renderTable(xlsxFormat, {
      columns: types.map((type) => ({ key: type, heading: type, type })),
      rows: [['x', '1', '0.000012345', '2.50', 20_648, 0]],
    })
    const styles = unzip(file).get('xl/styles.xml')?.toString() ?? ''
    const cells = Object.values(xmlSheets(file)[0]?.rows['2'] ?? {})
    expect(cells.map(({ style }) => formatOfStyle(styles, Number(style)))).toEqual([
      '0',
      '1',
      '#,##0.00#############',
      '4',
      'yyyy-mm-dd',
      'yyyy-mm-dd hh:mm:ss',
    ])
  })
})

/** Number format of a style: its code, or the id of one that is built in (1 is `0`, 4 `#,##0.00`). */
function formatOfStyle(styles: string, style: number): string | undefined {
  const list = styles.slice(styles.indexOf('<cellXfs'))
  const id = [...list.matchAll(/<xf numFmtId="(\d+)"/g)][style]?.[1]
  return new RegExp(`numFmtId="${id}" formatCode="([^"]*)"`).exec(styles)?.[1] ?? id
}

async function sheetsOf(table: Table, settings: Partial<TableDocument> = {}): Promise<XmlSheet[]> {
  return xmlSheets((await renderTable(xlsxFormat, table, settings)).file)
}

function oneColumn(type: ColumnType, values: Cell[]): Table {
  return {
    columns: [{ key: 'value', heading: 'Value', type }],
    rows: values.map((value) => [value]),
  }
}
