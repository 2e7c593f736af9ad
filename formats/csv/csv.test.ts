import { describe, expect, it } from '@jest/globals'
import type { ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { renderTable } from '../../tests/contracts/renderWhole.ts'
import { csvFormat } from './index.ts'

describe('CSV', () => {
  it('starts with one byte-order mark, ends every record with CRLF', async () => {
    expect(await oneColumn('text', ['a', 'b'])).toBe('\uFEFFValue\r\na\r\nb\r\n')
  })

  it('leaves the byte-order mark out and changes the delimiter when asked to', async () => {
    const { file } = await renderTable(
      csvFormat,
      {
        columns: [
          { key: 'a', heading: 'A', type: 'text' },
          { key: 'b', heading: 'B', type: 'integer' },
        ],
        rows: [['x\ty', '1']],
      },
      { options: { csv: { delimiter: '\t', byteOrderMark: false } } },
    )
    expect(file.toString()).toBe('A\tB\r\n"x\ty"\t1\r\n')
  })

  it('writes NULL as nothing and the empty string as two quotes', async () => {
    const values = [null, '', ' ', 'NULL']
    expect(await oneColumn('text', values)).toBe('\uFEFFValue\r\n\r\n""\r\n \r\nNULL\r\n')
  })

  it('quotes a lone CR, which readers would take for the end of a record', async () => {
    expect(await oneColumn('text', ['Acme\rEast', 'say "hi", ok'])).toBe(
      '\uFEFFValue\r\n"Acme\rEast"\r\n"say ""hi"", ok"\r\n',
    )
  })

  it.each([
    ['=HYPERLINK("http://x/","y")', `"'=HYPERLINK(""http://x/"",""y"")"`],
    ['-5.00', `"'-5.00"`],
    ['+442079460123', `"'+442079460123"`],
    ['@sum', `"'@sum"`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['\nx', `"'\nx"`],
    ['＝1', `"'＝1"`],
    ['  －1', `"'  －1"`],
    ['＋1', `"'＋1"`],
    [' ＠x', `"' ＠x"`],
    ['  \t=1', `"'  \t=1"`],
    [' \n=1', `"' \n=1"`],
    ['\\.', String.raw`"\."`],
    ['a=1', 'a=1'],
    [' a', ' a'],
  ])('writes the text %j as %s', async (text, field) => {
    expect(await oneColumn('text', [text])).toBe(`\uFEFFValue\r\n${field}\r\n`)
  })

  it.each(['decimal', 'integer', 'money'] as const)('leaves the %s -5 alone', async (type) => {
    expect(await oneColumn(type, ['-5'])).toBe('\uFEFFValue\r\n-5\r\n')
  })

  it('disarms headings, and nothing when the guard is off', async () => {
    const table = { columns: [{ key: 'a', heading: '=A', type: 'text' as const }], rows: [['=1']] }
    const guarded = await renderTable(csvFormat, table)
    expect(guarded.file.toString()).toBe(`\uFEFF"'=A"\r\n"'=1"\r\n`)
    const plain = await renderTable(csvFormat, table, { options: { csv: { formulaGuard: false } } })
    expect(plain.file.toString()).toBe('\uFEFF=A\r\n=1\r\n')
  })

  it('shows booleans as words, days without a zone, and date-times in the zone', async () => {
    const { file } = await renderTable(
      csvFormat,
      {
        columns: (['boolean', 'date', 'date-time'] as const).map((type) => ({
          key: type,
          heading: type,
          type,
        })),
        rows: [
          [true, 20_648, Date.parse('2026-07-14T22:30:05.999Z')],
          [false, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
        ],
      },
      { timeZone: 'Pacific/Kiritimati' },
    )
    expect(file.toString().split('\r\n').slice(1, 3)).toEqual([
      'true,2026-07-14,2026-07-15 12:30:05',
      'false,infinity,-infinity',
    ])
  })
})

async function oneColumn(type: ColumnType, values: Cell[]): Promise<string> {
  const { file } = await renderTable(csvFormat, {
    columns: [{ key: 'value', heading: 'Value', type }],
    rows: values.map((value) => [value]),
  })
  return file.toString()
}
