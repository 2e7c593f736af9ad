/** Faults that people met in other systems' CSV files. */
import { describe, expect, it } from '@jest/globals'
import { string, tuple } from 'zod'
import { pythonRecords } from '../../tests/contracts/csvReaders.ts'
import { pythonReads } from '../../tests/contracts/python.ts'
import { renderTable } from '../../tests/contracts/renderWhole.ts'
import { csvFormat } from './index.ts'

describe('a CSV file', () => {
  it('keeps a lone CR within its value, and every record ends in CRLF', async () => {
    const file = await names(['Acme\rEast', 'say "hi", ok'])
    expect(pythonRecords(file)).toEqual([['Name'], ['Acme\rEast'], ['say "hi", ok']])
    expect(file.includes(Buffer.from('"Acme\x0DEast"\r\n'))).toBe(true)
    expect(file.toString('latin1').split('\r\n')).toHaveLength(4)
  })

  it('can be summed though text is disarmed: -5.00 is a number in one column, text in another', async () => {
    const texts = ['-5.00', '=HYPERLINK("http://x/","y")', '+442079460123', '@sum']
    const { file } = await renderTable(csvFormat, {
      columns: [
        { key: 'amount', heading: 'Amount', type: 'decimal' },
        { key: 'count', heading: 'Count', type: 'integer' },
        { key: 'note', heading: 'Note', type: 'text' },
      ],
      rows: texts.map((text) => ['-5.00', '-7', text]),
    })
    const sums = `
import csv, json, sys
with open(sys.argv[1], newline='', encoding='utf-8-sig') as file:
    rows = list(csv.reader(file))[1:]
print(json.dumps([sum(float(row[0]) for row in rows), sum(int(row[1]) for row in rows)]))
`
    expect(pythonReads(sums, file)).toEqual([-20, -28])
    expect(pythonRecords(file).slice(1)).toEqual(texts.map((text) => ['-5.00', '-7', `'${text}`]))
  })

  it('starts with one byte-order mark, and accents and other scripts are UTF-8 as they came', async () => {
    const texts = ['Educación', 'Łódź', '中文']
    const file = await names(texts)
    const facts = String.raw`
import json, sys
data = open(sys.argv[1], 'rb').read()
print(json.dumps([data[:3].hex(), str(data.count(b'\xef\xbb\xbf')), data.decode('utf-8-sig')]))
`
    expect(tuple([string(), string(), string()]).parse(pythonReads(facts, file))).toEqual([
      'efbbbf',
      '1',
      ['Name', ...texts, ''].join('\r\n'),
    ])
  })
})

it('keeps a byte-order mark that begins a heading, in a file that has none of its own', async () => {
  const { file } = await renderTable(
    csvFormat,
    { columns: [{ key: 'name', heading: '\uFEFFName', type: 'text' }], rows: [['x']] },
    { options: { csv: { byteOrderMark: false } } },
  )
  // This reader takes a mark at the file's very start for the file's own.
  expect(pythonRecords(file, { byteOrderMark: true })).toEqual([['\uFEFFName'], ['x']])
})

async function names(texts: string[]): Promise<Buffer> {
  const { file } = await renderTable(csvFormat, {
    columns: [{ key: 'name', heading: 'Name', type: 'text' }],
    rows: texts.map((text) => [text]),
  })
  return file
}
