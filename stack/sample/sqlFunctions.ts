/**
 * Functions by which the fill makes its values inside PostgreSQL. They live in the session's own
 * schema and leave nothing behind. `random()` and the clock are not used: the row's number decides.
 */
import { escapeLiteral } from 'pg'
import { sampleId } from './ids.ts'
import { AUTHORS, clientParts } from './people.ts'
import * as texts from './texts.ts'

/** No row was changed after this instant. */
const NEWEST = '2026-10-31T12:00:00Z'
/** Many rows were last changed by one bulk update, so that sorting by time meets ties. */
const BULK_UPDATE = '2026-06-30T22:00:00Z'

// STABLE, not IMMUTABLE: PostgreSQL inlines a function only if its body keeps what it declares, and
// arithmetic with timestamptz is stable. Inlining makes the fill about three times as fast.
function define(signature: string, type: string, body: string): string {
  return `CREATE FUNCTION pg_temp.${signature} RETURNS ${type}
    LANGUAGE sql STABLE PARALLEL SAFE RETURN ${body}`
}

function array(type: string, values: readonly (string | number)[]): string {
  return `ARRAY[${values.map((value) => escapeLiteral(String(value))).join(', ')}]::${type}[]`
}

/** A function `name(n, salt)` that picks one of the values. */
function choice(name: string, type: string, values: readonly (string | number)[]): string {
  const index = `1 + pg_temp.pick(n, salt, ${values.length})`
  return define(`${name}(n bigint, salt int)`, type, `(${array(type, values)})[${index}]`)
}

/** A function `name(i)` that takes the values in turn. */
function turn(name: string, type: string, values: readonly string[]): string {
  const index = `1 + (i % ${values.length})::int`
  return define(`${name}(i bigint)`, type, `(${array(type, values)})[${index}]`)
}

const authors = Array.from({ length: AUTHORS }, (_, index) => sampleId('user', index + 1)).filter(
  (id) => id !== sampleId('user', 3),
)
const services = texts.SERVICES.map((_, index) => sampleId('service', index + 1))
const POWERS = Array.from({ length: 12 }, (_, index) => 10 ** (index + 3))

export const SQL_FUNCTIONS: string[] = [
  // A number from 0 to bound - 1 that looks random; each use has a salt of its own.
  define(
    'pick(n bigint, salt int, bound int)',
    'int',
    '((hashint8extended(n, salt) & 9223372036854775807) % bound)::int',
  ),
  define(
    'uid(kind text, n bigint)',
    'uuid',
    "overlay(overlay(md5(kind || n) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid",
  ),
  choice('subject', 'text', texts.SUBJECTS),
  choice('place', 'text', texts.PLACES),
  choice('company', 'text', texts.COMPANIES),
  choice('currency', 'char(3)', texts.CURRENCIES),
  choice('author', 'uuid', authors),
  choice('service', 'uuid', services),
  choice(
    'client',
    'uuid',
    clientParts().map((n) => sampleId('client', n)),
  ),
  choice('power', 'bigint', POWERS),
  turn('odd_text', 'text', texts.ODD_TEXTS),
  turn('odd_day', 'date', texts.ODD_DAYS),
  turn('odd_instant', 'timestamptz', texts.ODD_INSTANTS),
  define(
    'long_text()',
    'text',
    `rpad('', ${texts.LONGEST_TEXT}, 'A text that is one sign too long for a cell. ')`,
  ),
  // Every `every`th text is an odd one; a very few are longer than a workbook's cell.
  define(
    'title(n bigint, salt int, every int)',
    'text',
    `CASE
      WHEN n % every = 0 THEN pg_temp.odd_text(n / every)
      WHEN n % 99991 = 7 THEN pg_temp.long_text()
      ELSE pg_temp.subject(n, salt) || ', ' || pg_temp.place(n, salt + 1) ||
        CASE pg_temp.pick(n, salt + 2, 4)
          WHEN 0 THEN ', phase ' || (1 + pg_temp.pick(n, salt + 3, 4))
          WHEN 1 THEN ' ' || (2018 + pg_temp.pick(n, salt + 3, 9))
          ELSE ''
        END
    END`,
  ),
  // 1 to 12 digits before the point; a few negative, zero, or as large as fits.
  define(
    'amount(n bigint, salt int)',
    'numeric',
    `CASE pg_temp.pick(n, salt, 400)
      WHEN 0 THEN -5.00
      WHEN 1 THEN 0.00
      WHEN 2 THEN 999999999999.99
      WHEN 3 THEN -999999999999.99
      WHEN 4 THEN 0.10
      ELSE 0.01 * ((hashint8extended(n, salt + 1) & 9223372036854775807)
        % pg_temp.power(n, salt + 2))
    END`,
  ),
  define(
    'day(n bigint, salt int)',
    'date',
    `CASE pg_temp.pick(n, salt, 150)
      WHEN 0 THEN pg_temp.odd_day(n / 7)
      ELSE '2020-01-01'::date + pg_temp.pick(n, salt + 1, 2800)
    END`,
  ),
  define(
    'created(n bigint, salt int)',
    'timestamptz',
    `CASE pg_temp.pick(n, salt, 250)
      WHEN 0 THEN pg_temp.odd_instant(n / 7)
      ELSE '${NEWEST}'::timestamptz - pg_temp.pick(n, salt + 1, 220000000) * interval '1 second'
        - pg_temp.pick(n, salt + 2, 1000000) * interval '1 microsecond'
    END`,
  ),
  // A third was never changed, 3 % in one bulk update, the others within 200 days.
  define(
    'updated(n bigint, salt int, created timestamptz)',
    'timestamptz',
    `CASE
      WHEN pg_temp.pick(n, salt, 100) < 33 THEN created
      WHEN pg_temp.pick(n, salt, 100) < 36 THEN greatest(created, '${BULK_UPDATE}'::timestamptz)
      ELSE least('${NEWEST}'::timestamptz, created
        + pg_temp.pick(n, salt + 1, 17280000) * interval '1 second'
        + pg_temp.pick(n, salt + 2, 1000000) * interval '1 microsecond')
    END`,
  ),
]
