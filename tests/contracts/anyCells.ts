/** Cells of every column type, with the values at which formats have stumbled. */
import {
  type Arbitrary,
  array,
  bigInt,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  nat,
  oneof,
  string,
  tuple,
} from 'fast-check'
import { ColumnType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** PostgreSQL's first day, 4713-11-24 BC, and the last ones of `date` and `timestamptz`. */
const FIRST_DAY = -2_440_588
const LAST_DAY = 2_145_042_905
const LAST_INSTANT_DAY = 106_762_939

/** Zones, each with instants at which its clocks were changed. */
const CLOCK_CHANGES: Record<string, string[]> = {
  UTC: ['1970-01-01T00:00:00Z'],
  'America/New_York': ['2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z', '1883-11-18T17:00:00Z'],
  'America/St_Johns': ['2026-03-08T05:30:00Z', '2026-11-01T04:30:00Z'],
  // Half an hour of summer time.
  'Australia/Lord_Howe': ['2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z'],
  // 44 minutes and 30 seconds, in the middle of an hour of UTC.
  'Africa/Monrovia': ['1972-01-07T00:44:30Z'],
  // A whole day that never was.
  'Pacific/Apia': ['2011-12-30T10:00:00Z'],
  'Asia/Kathmandu': ['1985-12-31T18:30:00Z'],
  'Europe/Amsterdam': ['1937-07-01T00:00:00Z', '1835-01-01T00:00:00Z'],
  'Pacific/Kiritimati': ['1994-12-31T10:40:00Z'],
}
export const TIME_ZONES = Object.keys(CLOCK_CHANGES)

/** Texts that formats have stumbled over. */
const TRICKY = [
  '',
  'NULL',
  '00042',
  '1E5',
  '=1+1',
  '_x0041_',
  'rev_x000D_2',
  ']]>',
  '\uFEFFx',
  '\\.',
]
const TRICKY_JSON = [
  'null',
  '[]',
  '{}',
  '""',
  '-5',
  '-1.50e-7',
  '{"a": 1, "b": [true, null]}',
  '[";=1+1", ",@sum", -2]',
  '"=1+1"',
  '"_x0041_"',
]
const PIECES = [
  '\r',
  '\n',
  '\t',
  ' ',
  '"',
  ',',
  ';',
  "'",
  '=',
  '@',
  '_x',
  '000D',
  '_',
  '&',
  '<',
  'é',
]

/** Texts of 32,760 to 40,000 units or of 250 to 260 line feeds: Excel's cells end at 32,767 and 253. */
const long = oneof(
  tuple(
    constantFrom('a', 'é', '日', '😀', 'a😀', 'word '),
    integer({ min: 32_760, max: 40_000 }),
  ).map(([unit, length]) =>
    unit
      .repeat(Math.ceil(length / unit.length))
      .slice(0, length)
      .toWellFormed(),
  ),
  tuple(constantFrom('', 'x', 'line '), integer({ min: 250, max: 260 })).map(
    ([line, feeds]) => `${`${line}\n`.repeat(feeds)}end`,
  ),
)

/** Any signs that UTF-8 can hold, of usual lengths. */
export const anyShortText: Arbitrary<string> = oneof(
  { weight: 4, arbitrary: string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: string({ unit: 'grapheme', maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: array(constantFrom(...PIECES), { maxLength: 12 }).map((all) => all.join('')),
  },
  { weight: 2, arbitrary: constantFrom(...TRICKY) },
)

/** As `anyShortText`, with one in a hundred around the longest that a file type can hold. */
export const anyText: Arbitrary<string> = oneof(
  { weight: 99, arbitrary: anyShortText },
  { weight: 1, arbitrary: long },
)

const PLAIN = constantFrom(...'aeinrstŁéÄßΩλдЖ0189.,-–€"(/'.split(''))

/** Words in the scripts that every font has: Latin, Greek and Cyrillic. */
export const plainText: Arbitrary<string> = array(
  oneof(
    { weight: 20, arbitrary: string({ unit: PLAIN, maxLength: 12 }) },
    { weight: 4, arbitrary: constantFrom('\n', '\r\n', '') },
    { weight: 1, arbitrary: nat({ max: 40 }).map((times) => 'unbroken'.repeat(times)) },
  ),
  { maxLength: 12 },
).map((words) => words.join(' '))

/** A few such words, short enough for the head of a narrow column. */
export const plainHeading: Arbitrary<string> = array(string({ unit: PLAIN, maxLength: 8 }), {
  maxLength: 5,
}).map((words) => words.join(' '))

const digits = (length: number) =>
  string({ unit: constantFrom(...'0123456789'.split('')), minLength: 1, maxLength: length })
const decimal = oneof(
  tuple(constantFrom('', '-'), bigInt({ min: 0n, max: 10n ** 20n }), digits(18)).map(
    ([sign, whole, fraction]) => `${sign}${whole}.${fraction}`,
  ),
  double({ noDefaultInfinity: true, noNaN: true }).map(String),
  bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }).map(String),
  constantFrom(
    '-5.00',
    '0',
    '0.000',
    '-0.0',
    '-0.02',
    '0.1',
    '123456789012345',
    '1234567890123456',
  ),
  constantFrom('NaN', 'Infinity', '-Infinity', '1e-320', '1e+308', '-2.5E-7', '9'.repeat(38)),
)

const day = oneof(
  integer({ min: FIRST_DAY, max: LAST_DAY }),
  integer({ min: -30_000, max: 40_000 }),
  // 1899-12-31, 1900-02-28, 1900-03-01, 9999-12-31 and the day after, 0001-01-01 and the day before.
  constantFrom(-25_568, -25_509, -25_508, 2_932_896, 2_932_897, -719_162, -719_163),
  constantFrom(FIRST_DAY, LAST_DAY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
)

function instant(timeZone: string): Arbitrary<number> {
  const changes = (CLOCK_CHANGES[timeZone] ?? []).map((text) => Date.parse(text))
  return oneof(
    integer({ min: FIRST_DAY * DAY, max: Number.MAX_SAFE_INTEGER }),
    integer({ min: -30_000 * DAY, max: 40_000 * DAY }),
    tuple(constantFrom(...changes), integer({ min: -2 * HOUR, max: 2 * HOUR })).map(
      ([at, by]) => at + by,
    ),
    tuple(
      constantFrom(-25_509, -25_508, 2_932_896, 2_932_897),
      integer({ min: -DAY, max: DAY }),
    ).map(([at, by]) => at * DAY + by),
    constantFrom(0, -1, 999, (LAST_INSTANT_DAY + 1) * DAY - 1, FIRST_DAY * DAY),
    constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  )
}

/** JSON texts around any texts: in one line, or with the line ends and tabs that a `json` may have. */
function anyJson(text: Arbitrary<string>): Arbitrary<string> {
  const value = oneof(text, integer(), boolean(), constant(null))
  const document = oneof(value, array(value, { maxLength: 4 }), dictionary(text, value))
  return oneof(
    { weight: 3, arbitrary: document.map((any) => JSON.stringify(any)) },
    { weight: 1, arbitrary: document.map((any) => JSON.stringify(any, undefined, '\t')) },
    { weight: 1, arbitrary: constantFrom(...TRICKY_JSON) },
  )
}

/** Cells of each type but NULL. Date-times cluster where the zone's clocks were changed. */
export function anyCells(
  text: Arbitrary<string>,
  timeZone: string,
): Record<ColumnType, Arbitrary<Cell>> {
  return {
    [ColumnType.TEXT]: text,
    [ColumnType.INTEGER]: oneof(
      bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      integer().map(String),
      constantFrom(String(-(2n ** 63n)), String(2n ** 63n - 1n), '0', '-7'),
    ),
    [ColumnType.DECIMAL]: decimal,
    [ColumnType.MONEY]: integer().map((cents) => (cents / 100).toFixed(2)),
    [ColumnType.DATE]: day,
    [ColumnType.DATE_TIME]: instant(timeZone),
    [ColumnType.BOOLEAN]: boolean(),
    [ColumnType.JSON]: anyJson(text),
  }
}
