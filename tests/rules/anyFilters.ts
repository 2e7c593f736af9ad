/** Filters near what the tables hold: each absent, empty, one or several, known or not, on the edge. */
import * as fc from 'fast-check'
import { DAYS_OF_ZONES, dayAfter } from './clockChanges.ts'
import type { Facts } from './facts.ts'
import type { RuledType } from './rule.ts'

const STATUSES: Record<RuledType, string[]> = {
  SOW: ['DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'ARCHIVED'],
  CLIENT_SOW: ['PROPOSED', 'SIGNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'],
  RFP: ['DRAFT', 'OPEN', 'CLOSED', 'AWARDED', 'CANCELLED'],
}

/** Signs that mean something to LIKE, to SQL or to knex, and letters that are hard to compare. */
const SEARCHES = ['%', '_', '\\', '%a', 'a_', "'", '?', ':a', '$1', '😀', 'مراجعة', 'ß', 'İ', 'Σ']
const OFFSETS = ['Z', '+00:00', '+02:00', '-0500', '+05:45', '-03:30', '+14:00', '-11:00']
/** Without seconds, and such as are of another year or era in UTC. */
const INSTANTS = [
  '2026-06-30T22:00Z',
  '2026-07-01T00:00+0200',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999999-11:00',
]
const FIRST_DAY = '0001-01-01'
const LAST_DAY = '9999-12-31'
/** Finer or larger than a column's, and texts that PostgreSQL reads as a number all the same. */
const AMOUNTS = [0, 0.001, -0.005, 1e-7, 9007199254740991, '0.10000', '-0', '007', '9'.repeat(40)]

/** Values of every filter of the type, by name; days are mostly those that are hard in the zone. */
export function filterValues(
  type: RuledType,
  facts: Facts,
  zone: string,
): Record<string, fc.Arbitrary<unknown>> {
  const moment = fc.oneof(
    { weight: 2, arbitrary: anyInstant(facts) },
    { weight: 3, arbitrary: anyDay(facts.instants.map(dayOfMicros), zone) },
  )
  const amount = anyAmount(facts)
  const values = {
    search: anySearch(facts),
    status: oneOrMany(fc.constantFrom(...STATUSES[type])),
    clientIds: oneOrMany(anyId(facts.clientIds)),
    serviceIds: oneOrMany(anyId(facts.serviceIds)),
    createdByIds: oneOrMany(anyId(facts.createdByIds)),
    ids: oneOrMany(anyId(facts.ids)),
    createdFrom: moment,
    createdTo: moment,
    updatedFrom: moment,
    updatedTo: moment,
    amountMin: amount,
    amountMax: amount,
  }
  const day = anyDay(facts.days, zone)
  switch (type) {
    case 'SOW':
      return values
    case 'CLIENT_SOW':
      return { ...values, startFrom: day, startTo: day }
    case 'RFP':
      return { ...values, dueFrom: day, dueTo: day, isConfidential: fc.boolean() }
    default:
      return type satisfies never
  }
}

/** Mostly one filter with a value or two: with more, hardly a row is left to be right or wrong. */
export function anyFilters(
  values: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(values)
  const present = fc.oneof(
    { weight: 6, arbitrary: fc.subarray(names, { minLength: 1, maxLength: 2 }) },
    { weight: 2, arbitrary: fc.subarray(names, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.subarray(names) },
  )
  const absent = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(null, ''), { maxKeys: 2 })
  return present.chain((chosen) =>
    fc
      .tuple(
        absent,
        fc.record(
          Object.fromEntries(chosen.map((name) => [name, values[name] ?? fc.constant(null)])),
        ),
      )
      .map(([without, given]) => ({ ...without, ...given })),
  )
}

function oneOrMany(item: fc.Arbitrary<string>): fc.Arbitrary<string | string[]> {
  return fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 12 }))
}

/** A known id, also in capital letters, or one of nothing. */
function anyId(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.constantFrom(...known).map((id) => id.toUpperCase()) },
    { weight: 1, arbitrary: fc.uuid() },
  )
}

/** A piece of a name, in another case at times, or a sign that is special to someone. */
function anySearch({ names }: Facts): fc.Arbitrary<string> {
  const piece = fc
    .tuple(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 1, max: 12 }))
    .map(([name, at, length]) => {
      const signs = Array.from(name)
      const from = at % signs.length
      return signs.slice(from, from + length).join('')
    })
  return fc.oneof(
    piece,
    piece.map((text) => text.toUpperCase()),
    fc.constantFrom(...SEARCHES),
  )
}

/** An existing amount, a cent less or more, as a text or as a number; or one beyond the column's. */
function anyAmount({ amounts }: Facts): fc.Arbitrary<string | number> {
  const near = fc
    .tuple(fc.constantFrom(...amounts), fc.constantFrom(0n, 1n, -1n), fc.boolean())
    .map(([amount, cents, isNumber]) => {
      const total = BigInt(amount.replace('.', '')) + cents
      const size = String(total < 0n ? -total : total).padStart(3, '0')
      const text = `${total < 0n ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`
      return isNumber ? Number(text) : text
    })
  return fc.oneof(
    { weight: 9, arbitrary: near },
    { weight: 1, arbitrary: fc.constantFrom(...AMOUNTS) },
  )
}

/** An existing instant, or a microsecond off it, with some offset; or one of the odd ones. */
function anyInstant({ instants }: Facts): fc.Arbitrary<string> {
  const near = fc
    .tuple(
      fc.constantFrom(...instants),
      fc.constantFrom(0n, 0n, 1n, -1n),
      fc.constantFrom(...OFFSETS),
    )
    .map(([micros, shift, offset]) => instantText(BigInt(micros) + shift, offset))
  return fc.oneof(
    { weight: 9, arbitrary: near },
    { weight: 1, arbitrary: fc.constantFrom(...INSTANTS) },
  )
}

function instantText(micros: bigint, offset: string): string {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? []
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const local = new Date(Number((micros - fraction) / 1000n) + ahead * 60_000).toISOString()
  const digits = fraction === 0n ? '' : `.${String(fraction).padStart(6, '0')}`
  return `${local.slice(0, 19)}${digits}${offset}`
}

function dayOfMicros(micros: string): string {
  return new Date(Number(BigInt(micros) / 1000n)).toISOString().slice(0, 10)
}

/** A day on which the zone's clocks change, one of the table's, or any; also the days beside them. */
function anyDay(known: readonly string[], zone: string): fc.Arbitrary<string> {
  const hard = DAYS_OF_ZONES[zone] ?? ['2026-03-29']
  const day = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...hard) },
    { weight: 5, arbitrary: fc.constantFrom(...hard, ...known) },
    { weight: 1, arbitrary: fc.constantFrom(FIRST_DAY, LAST_DAY) },
    { weight: 2, arbitrary: fc.nat({ max: 12 * 366 }).map((days) => dayAfter('2015-01-01', days)) },
  )
  return fc
    .tuple(day, fc.constantFrom(0, 0, 1, -1))
    .map(([at, shift]) => (at === FIRST_DAY || at === LAST_DAY ? at : dayAfter(at, shift)))
}
