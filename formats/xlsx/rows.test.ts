import { inflateRawSync, constants as zlib } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, integer, property, string, tuple } from 'fast-check'
import { ColumnType, isText } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { anyExport } from '../../tests/contracts/anyTable.ts'
import { documentOf, type Table } from '../../tests/contracts/renderWhole.ts'
import { DateTimeFormatter, formatDay } from '../values.ts'
import { isExactInExcel } from './numbers.ts'
import { renderRows } from './rows.ts'
import { fitText, textElement } from './text.ts'

const UNLIMITED = ['NaN', 'Infinity', '-Infinity']

describe('renderRows', () => {
  it('writes as bytes what a plain writer writes as strings', () => {
    assert(
      property(
        anyExport({ mostColumns: 8 }),
        integer({ min: 2, max: 1_048_000 }),
        ({ table }, firstRow) => {
          expect(renderedXml(table, firstRow)).toBe(plainXml(table, firstRow))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('does so for texts at the limits of a cell', () => {
    const piece = constantFrom('a', 'é', '€', '😀', '\n', 'a\n', ' ', '&', '_x0041_', '\uFFFE')
    const times = constantFrom(1, 250, 253, 254, 32_764, 32_767, 32_768)
    const part = tuple(piece, times).map(([signs, count]) => signs.repeat(count))
    const text = array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
    assert(
      property(array(text, { minLength: 1, maxLength: 3 }), (texts) => {
        const table = tableOf(ColumnType.TEXT, texts)
        expect(renderedXml(table, 2) === plainXml(table, 2)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('does so for whatever stands in a column of numbers', () => {
    const digits = string({
      unit: constantFrom('0', '1', '9', '.', '-', 'e', '+', ' ', 'N'),
      maxLength: 18,
    })
    assert(
      property(array(digits, { minLength: 1, maxLength: 20 }), (values) => {
        const table = tableOf(ColumnType.DECIMAL, values)
        expect(renderedXml(table, 2)).toBe(plainXml(table, 2))
      }),
      { numRuns: 500 },
    )
  })

  it('does so for seconds of every minute of a day', () => {
    const second = (minute: number) => minute * 60 + ((minute * 7_919) % 60)
    const instants = Array.from({ length: 1_440 }, (_, minute) => second(minute) * 1_000)
    const table = tableOf(ColumnType.DATE_TIME, instants)
    expect(renderedXml(table, 2)).toBe(plainXml(table, 2))
  })

  it('gives its bytes in memory of their own, however few or many they are', () => {
    for (const rows of [1, 300]) {
      const texts = Array.from({ length: rows }, (_, i) => `${Math.sin(i)}`.repeat(20))
      const { bytes } = rendered(tableOf(ColumnType.TEXT, texts), 2)
      expect(bytes.byteLength).toBe(bytes.buffer.byteLength)
    }
  })
})

function rendered(table: Table, firstRow: number) {
  const { document, blocks } = documentOf({ ...table, blockRows: [table.rows.length] })
  const [block] = blocks
  if (!block) throw new Error('There is no block')
  const slice = { block: 0, from: 0, to: block.rows, sheet: 0, sheetRow: 0 }
  return renderRows(document, slice, block, firstRow)
}

function renderedXml(table: Table, firstRow: number): string {
  const { bytes } = rendered(table, firstRow)
  // A piece of a deflate stream does not end it.
  return inflateRawSync(bytes, { finishFlush: zlib.Z_SYNC_FLUSH }).toString('utf8')
}

function plainXml({ columns, rows }: Table, firstRow: number): string {
  // JSON looks like text, and what looks alike has one style.
  const looks = columns.map(({ type }) => (isText(type) ? ColumnType.TEXT : type))
  const distinct = [...new Set(looks)]
  const styled: ColumnType[] = distinct.filter((look) => look !== ColumnType.TEXT)
  const rowXml = (cells: Cell[], row: number) => {
    const lines = Math.max(1, ...cells.map((cell) => String(cell).split('\n').length))
    const written = columns.map(({ type }, i) => {
      const look = looks[i] ?? type
      const tall = styled.length + distinct.indexOf(look) + 1
      const style = lines > 1 ? tall : styled.indexOf(look) + 1
      const styleAttribute = style > 0 ? ` s="${style}"` : ''
      return cellXml(`r="${'ABCDEFGH'.charAt(i)}${row}"${styleAttribute}`, type, cells[i] ?? null)
    })
    const height = lines > 1 ? ` ht="${Math.min(409, lines * 15)}" customHeight="1"` : ''
    return `<row r="${row}"${height}>${written.join('')}</row>`
  }
  return rows.map((cells, i) => rowXml(cells, firstRow + i)).join('')
}

function cellXml(attributes: string, type: ColumnType, cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return `<c ${attributes} t="b"><v>${Number(cell)}</v></c>`
  if (!isText(type) && UNLIMITED.includes(String(cell))) return ''
  const value = isText(type) ? undefined : numberValue(type, cell)
  if (value !== undefined) return `<c ${attributes}><v>${value}</v></c>`
  const text = typeof cell === 'string' ? cell : timeText(type, cell)
  return `<c ${attributes} t="inlineStr"><is>${textElement(fitText(text))}</is></c>`
}

/** Undefined where a cell has no number. */
function numberValue(type: ColumnType, cell: string | number): string | undefined {
  if (typeof cell === 'string') return isExactInExcel(cell) ? cell : undefined
  const seconds = type === ColumnType.DATE ? cell * 86_400 : Math.floor(cell / 1000)
  const serial = Math.floor(seconds / 86_400) + 25_569
  if (serial < 61 || serial > 2_958_465) return undefined
  const second = seconds - (serial - 25_569) * 86_400
  const fraction = (second / 86_400).toFixed(10).replace(/0+$/, '')
  return `${serial}${fraction.slice(1)}`.replace(/\.$/, '')
}

function timeText(type: ColumnType, cell: number): string {
  return type === ColumnType.DATE ? formatDay(cell) : new DateTimeFormatter('UTC').format(cell)
}

function tableOf(type: ColumnType, values: Cell[]): Table {
  return {
    columns: [{ key: 'value', heading: 'Value', type }],
    rows: values.map((value) => [value]),
  }
}
