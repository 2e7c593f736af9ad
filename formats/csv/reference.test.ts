/** The bytes of a CSV file are those of csv-stringify over values that were cast by column type. */
import { describe, expect, it } from '@jest/globals'
import { stringify } from 'csv-stringify/sync'
import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  oneof,
  option,
  record,
  string,
} from 'fast-check'
import type { FormatOptions } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { anyExport } from '../../tests/contracts/anyTable.ts'
import { documentOf, renderWhole, type Table } from '../../tests/contracts/renderWhole.ts'
import { datePatternOf } from '../datePattern.ts'
import type { TableDocument } from '../format.ts'
import { DateTimeFormatter, formatDay } from '../values.ts'
import { csvFormat } from './index.ts'

const csv = record(
  { delimiter: constantFrom(',', ';', '\t'), byteOrderMark: boolean(), formulaGuard: boolean() },
  { requiredKeys: [] },
)
const options = record(
  { csv, locale: constantFrom('de-DE', 'en-US', 'bg-BG', 'ko-KR') },
  { requiredKeys: [] },
)
const settings = record({
  options,
  timeZone: constantFrom('UTC', 'America/St_Johns', 'Pacific/Kiritimati', 'Africa/Monrovia'),
})

/** Texts out of what the guard and the quotes act on. */
const touchyText = array(
  oneof(
    constantFrom(...Array.from('=@+-＝＠＋－,;\t\r\n "\'\\.，\uF000\uFFFD😀')),
    string({ unit: 'grapheme', maxLength: 3 }),
  ),
  { maxLength: 12 },
).map((parts) => parts.join(''))
const touchyTable = array(option(touchyText), { maxLength: 60 }).map(
  (texts): Table => ({
    columns: [
      { key: 'before', heading: '=Before', type: 'text' },
      { key: 'text', heading: 'a;=Text', type: 'text' },
    ],
    rows: texts.map((text) => ['x', text]),
  }),
)

describe('CSV beside csv-stringify', () => {
  it.each([
    ['any table', anyExport().map(({ table }) => table), 100],
    ['texts full of signs that matter', touchyTable, 600],
  ])('has the same bytes for %s', async (_, tables, numRuns) => {
    await assert(
      asyncProperty(tables, settings, async (table, chosen) => {
        const { document, blocks } = documentOf(table, chosen)
        const { file } = await renderWhole(csvFormat, document, blocks)
        expect(file.toString()).toBe(reference(document, table))
        expect(file.equals(Buffer.from(file.toString()))).toBe(true)
      }),
      { numRuns },
    )
  })
})

function reference(document: TableDocument, { columns, rows }: Table): string {
  const { delimiter = ',', byteOrderMark = true, formulaGuard = true } = document.options.csv ?? {}
  const text = formulaGuard
    ? (cell: string) => disarm(cell.toWellFormed(), delimiter)
    : (cell: string) => cell.toWellFormed()
  const show = castsOf(document.timeZone, document.options, text)
  const records = [
    columns.map(({ heading }) => text(heading)),
    ...rows.map((row) => columns.map(({ type }, i) => show[type](row[i] ?? null))),
  ]
  return stringify(records, {
    bom: byteOrderMark,
    delimiter,
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
    quoted_match: /^(?:$|'|\uFEFF|\\\.$)/,
  })
}

function castsOf(timeZone: string, { locale }: FormatOptions, text: (cell: string) => string) {
  const dates = datePatternOf(locale)
  const formatter = new DateTimeFormatter(timeZone, { dates })
  const unlessNull = (show: (cell: string) => string) => (cell: Cell) =>
    cell === null ? null : show(String(cell))
  const asItIs = unlessNull(String)
  return {
    text: unlessNull(text),
    integer: asItIs,
    decimal: asItIs,
    money: asItIs,
    json: asItIs,
    boolean: asItIs,
    date: unlessNull((cell) => formatDay(Number(cell), dates)),
    'date-time': unlessNull((cell) => formatter.format(Number(cell))),
  }
}

function disarm(text: string, delimiter: string): string {
  const separators = ',;\t\r\n'.replace(delimiter, '')
  const sign = '[=@＝＠]|[+\\-＋－](?![ \\t\\r\\n]|$)'
  const inner = text.replaceAll(new RegExp(`([${separators}][ "\\t]*)(${sign})`, 'gu'), "$1'$2")
  return /^ *[\t\r\n=+\-@＝＋－＠]/u.test(text) ? `'${inner}` : inner
}
