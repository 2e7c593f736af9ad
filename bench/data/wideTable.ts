/** A table that is hard on memory: 40 columns, of which two hold texts of 2 KB. */
import { assertNever, ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { SERVICES, SUBJECTS } from '../../stack/sample/texts.ts'
import { number, pick, type Table } from './table.ts'

const { TEXT, INTEGER, DECIMAL, MONEY, DATE, DATE_TIME, BOOLEAN } = ColumnType

const TYPES: readonly ColumnType[] = [
  ...new Array<ColumnType>(24).fill(TEXT),
  ...new Array<ColumnType>(4).fill(INTEGER),
  ...new Array<ColumnType>(4).fill(DECIMAL),
  ...new Array<ColumnType>(2).fill(DATE),
  ...new Array<ColumnType>(4).fill(DATE_TIME),
  ...new Array<ColumnType>(2).fill(BOOLEAN),
]
/** The first columns hold long texts. */
const LONG_COLUMNS = 2
const LONG = 2_048
/** Long texts are cut out of this at different places, so that they compress like prose. */
const PROSE = Array.from({ length: 40_000 }, (_, i) =>
  pick(i % 2 === 0 ? SERVICES : SUBJECTS, i, 1),
).join(', ')
const SINCE_2020 = Date.parse('2020-01-01T00:00:00Z')
const SECONDS = 200_000_000

export function wideTable(rows: number): Table {
  return {
    name: `wide-${rows}`,
    columns: TYPES.map((type, i) => ({ key: `column${i}`, heading: `Column ${i}`, type })),
    rows,
    rowAt: (row) =>
      TYPES.map((type, i) => {
        if (i >= LONG_COLUMNS) return cellOf(type, row, i)
        const from = number(row, i, PROSE.length - LONG)
        return PROSE.slice(from, from + LONG)
      }),
  }
}

function cellOf(type: ColumnType, row: number, column: number): Cell {
  const value = number(row, column, SECONDS)
  switch (type) {
    case TEXT:
      return `${pick(SUBJECTS, row, column)} ${value % 10_000}`
    case INTEGER:
      return String(value)
    case DATE:
      return 18_000 + (value % 3_000)
    case DATE_TIME:
      return SINCE_2020 + value * 1000
    case ColumnType.JSON:
      return JSON.stringify({ value })
    case BOOLEAN:
      return value % 2 === 0
    case DECIMAL:
    case MONEY:
      return (value / 100).toFixed(2)
    default:
      return assertNever(type)
  }
}
