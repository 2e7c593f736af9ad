import { describe, expect, it } from '@jest/globals'
import type { ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { pythonReads } from '../../tests/contracts/python.ts'
import { documentOf, renderSlices, renderTable } from '../../tests/contracts/renderWhole.ts'
import { datePatternOf } from '../datePattern.ts'
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

  it('counts a NULL alone in its record as a record of Python', async () => {
    const { file } = await renderTable(csvFormat, {
      columns: [{ key: 'a', heading: 'A', type: 'text' }],
      rows: [['x'], [null], [''], [null]],
    })
    const records = `
import csv, json, sys
with open(sys.argv[1], newline='', encoding='utf-8-sig') as file:
    print(json.dumps(list(csv.reader(file))))
`
    expect(pythonReads(records, file)).toEqual([['A'], ['x'], [], [''], []])
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
    ['  \t=1', `"'  \t'=1"`],
    [' \n=1', `"' \n'=1"`],
    ['\\.', String.raw`"\."`],
    ['a=1', 'a=1'],
    [' a', ' a'],
  ])('writes the text %j as %s', async (text, field) => {
    expect(await oneColumn('text', [text])).toBe(`\uFEFFValue\r\n${field}\r\n`)
  })

  it.each([
    ['b;=1+1', "b;'=1+1"],
    ['b; @x;＝y;"＠z', `"b; '@x;'＝y;""'＠z"`],
    ['a\n=1\r =2', `"a\n'=1\r '=2"`],
    ['a\t=1', "a\t'=1"],
    ["a;-1+cmd|' /C calc'!A0;b", "a;'-1+cmd|' /C calc'!A0;b"],
    ['a; +1;－2;-', "a; '+1;'－2;-"],
    // The delimiter of the file itself is inside quotes, and splits nothing for its reader.
    ['a,=1', '"a,=1"'],
    ['to do:\n- this\n+ that', '"to do:\n- this\n+ that"'],
    ['a;b=1, c = 2', '"a;b=1, c = 2"'],
    ['a;，=1', 'a;，=1'],
  ])('disarms the text %j for readers of other separators: %s', async (text, field) => {
    expect(await oneColumn('text', [text])).toBe(`\uFEFFValue\r\n${field}\r\n`)
  })

  it('disarms a formula behind the delimiter of the file, where another one comes before it', async () => {
    const table = {
      columns: [{ key: 'a', heading: 'Value', type: 'text' as const }],
      rows: [['a;\t=1+1;b']],
    }
    const { file } = await renderTable(csvFormat, table, { options: { csv: { delimiter: '\t' } } })
    expect(file.toString()).toBe(`\uFEFFValue\r\n"a;\t'=1+1;b"\r\n`)
  })

  it.each(['decimal', 'integer', 'money'] as const)('leaves the %s -5 alone', async (type) => {
    expect(await oneColumn(type, ['-5'])).toBe('\uFEFFValue\r\n-5\r\n')
  })

  it.each([
    ['-5', '-5'],
    ['null', 'null'],
    ['[]', '[]'],
    ['"x"', '"""x"""'],
    ['[";=1+1", "\\t@sum"]', '"["";=1+1"", ""\\t@sum""]"'],
  ])('leaves the JSON %s as it is: %s', async (json, field) => {
    expect(await oneColumn('json', [json])).toBe(`\uFEFFValue\r\n${field}\r\n`)
  })

  it('disarms headings, and nothing when the guard is off', async () => {
    const table = { columns: [{ key: 'a', heading: '=A', type: 'text' as const }], rows: [['=1']] }
    const guarded = await renderTable(csvFormat, table)
    expect(guarded.file.toString()).toBe(`\uFEFF"'=A"\r\n"'=1"\r\n`)
    const plain = await renderTable(csvFormat, table, { options: { csv: { formulaGuard: false } } })
    expect(plain.file.toString()).toBe('\uFEFF=A\r\n=1\r\n')
  })

  it('gives each slice a buffer of its own and of its length, also behind a large one', () => {
    const { document, blocks } = documentOf({
      columns: [{ key: 'a', heading: 'A', type: 'text' }],
      rows: [['first'], ['"'.repeat(9_000_000)], ['last']],
      blockRows: [1, 1, 1],
    })
    const fragments = renderSlices(csvFormat, document, blocks)
    expect(fragments.map(({ bytes }) => bytes.byteLength)).toEqual([7, 18_000_004, 6])
    for (const { bytes } of fragments) expect(bytes.buffer.byteLength).toBe(bytes.byteLength)
    expect(new Set(fragments.map(({ bytes }) => bytes.buffer)).size).toBe(3)
  })

  it('needs no quotes for a day in any locale', () => {
    const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i))
    const locales = letters.flatMap((first) => letters.map((second) => first + second))
    const literals = locales.flatMap((locale) => datePatternOf(locale).map(({ text }) => text))
    expect(literals.filter((literal) => /[",;\t\r\n]/.test(literal))).toEqual([])
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

describe.each([',', ';', '\t'] as const)('CSV with the delimiter %j', (delimiter) => {
  /** Fields that Python would hand to a spreadsheet as formulas, with each separator. */
  const FORMULAS = `
import csv, json, sys
found = []
for separator in ',;\\t':
    with open(sys.argv[1], newline='', encoding='utf-8-sig') as file:
        for record in csv.reader(file, delimiter=separator):
            found += [field for field in record if field.lstrip(' ')[:1] in tuple('=@＝＠')]
print(json.dumps(found))
`
  const attacks = ['=', '@', '＝', '＠', ' =', '"=', '" @'].flatMap((formula) =>
    ['', 'a,', 'a;', 'a\t', 'a\r', 'a\n', 'a\r\n', 'a"; ', '";', ',;\t'].flatMap((start) => [
      [start + formula, 'b', `${start}${formula}1`],
      [`"${start}${formula}1;x`, `${start}${formula}A1\n`, 'c'],
    ]),
  )
  const table = {
    columns: ['a', ';=b', '\t@c'].map((heading, i) => ({
      key: `column${i}`,
      heading,
      type: 'text' as const,
    })),
    rows: attacks,
  }

  it('has no formula, whatever separator its reader takes', async () => {
    const { file } = await renderTable(csvFormat, table, { options: { csv: { delimiter } } })
    expect(pythonReads(FORMULAS, file)).toEqual([])
  })

  it('has formulas when the guard is off', async () => {
    const csv = { delimiter, formulaGuard: false }
    const { file } = await renderTable(csvFormat, table, { options: { csv } })
    expect(pythonReads(FORMULAS, file)).toContain('=A1')
  })
})

async function oneColumn(type: ColumnType, values: Cell[]): Promise<string> {
  const { file } = await renderTable(csvFormat, {
    columns: [{ key: 'value', heading: 'Value', type }],
    rows: values.map((value) => [value]),
  })
  return file.toString()
}
