/** Tables of any size, type and content, for property tests of formats. */
import {
  type Arbitrary,
  array,
  bigInt,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  nat,
  oneof,
  record,
  string,
  tuple,
} from 'fast-check'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { Table } from './renderWhole.ts'

const DAY = 86_400_000

/** Any signs that UTF-8 can hold, and texts that formats have stumbled over. */
const text = oneof(
  string({ unit: 'binary', maxLength: 40 }),
  string({ unit: 'grapheme', maxLength: 20 }),
  array(constantFrom('\r', '\n', '\t', ' ', '"', ',', ';', '_x', '000D', '_', '&', '<', 'é'), {
    maxLength: 12,
  }).map((parts) => parts.join('')),
  constantFrom('', 'NULL', '00042', '1E5', '=1+1', '_x0041_', 'rev_x000D_2', ']]>', '\uFEFFx'),
)

const decimal = oneof(
  tuple(bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), nat({ max: 999_999 })).map(
    ([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`,
  ),
  double({ noDefaultInfinity: true, noNaN: true }).map(String),
  constantFrom('-5.00', '0', '0.000', '-0.02', 'NaN', 'Infinity', '-Infinity', '1e-320', '1e+308'),
)

const CELLS: Record<ColumnType, Arbitrary<Cell>> = {
  [ColumnType.TEXT]: text,
  [ColumnType.INTEGER]: bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  [ColumnType.DECIMAL]: decimal,
  [ColumnType.MONEY]: integer().map((cents) => (cents / 100).toFixed(2)),
  [ColumnType.DATE]: oneof(
    integer({ min: -800_000, max: 3_000_000 }),
    constantFrom(-25_568, -25_508, -25_509, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  ),
  [ColumnType.DATE_TIME]: oneof(
    integer({ min: -800_000 * DAY, max: 3_000_000 * DAY }),
    integer({ min: 0, max: 25_000 * DAY }),
    constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  ),
  [ColumnType.BOOLEAN]: boolean(),
}

const columns: Arbitrary<ExportColumn[]> = array(
  record({ heading: text, type: constantFrom(...Object.values(ColumnType)) }),
  { minLength: 1, maxLength: 8 },
).map((chosen) => chosen.map((column, i) => ({ key: `column${i}`, ...column })))

/** Up to 40 rows in blocks of any size. */
export const anyTable: Arbitrary<Table> = columns.chain((chosen) => {
  const cells = chosen.map(({ type }) =>
    oneof({ weight: 5, arbitrary: CELLS[type] }, constant(null)),
  )
  return tuple(array(tuple(...cells), { maxLength: 40 }), integer({ min: 1, max: 15 })).map(
    ([rows, most]) => ({ columns: chosen, rows, blockRows: cut(rows.length, most) }),
  )
})

function cut(rows: number, most: number): number[] {
  const blocks = Math.ceil(rows / most)
  return Array.from({ length: blocks }, (_, block) => Math.min(most, rows - block * most))
}
