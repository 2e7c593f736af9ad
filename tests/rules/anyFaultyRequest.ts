/** Requests with faults in known places: of filters, columns, sort and time zone, several at once. */
import * as fc from 'fast-check'
import type { ColumnChoice, RowRequest, SortChoice } from '../../contract/index.ts'
import { anyFilters, filterValues } from './anyFilters.ts'
import { anyColumns, anySort } from './anyRequest.ts'
import type { Facts } from './facts.ts'
import { keyOf, type Rule } from './rule.ts'

export interface FaultyRequest {
  request: RowRequest
  /** Paths of everything that is wrong, in no order. */
  fields: string[]
}

/** A part of a request, and the fields of it that are wrong. */
interface Part<Value> {
  value: Value
  fields: string[]
}

/** A value that a filter does not take, and where in it the faults are: the whole, or items. */
type BadValue = [value: unknown, ...at: string[]]

const ID = '11111111-1111-4111-8111-111111111111'
const BAD_DAYS: BadValue[] = [
  ['2026-02-29', ''],
  ['2026-02-30', ''],
  ['2026-13-01', ''],
  ['2026-06-00', ''],
  ['26-01-01', ''],
  ['29.03.2026', ''],
  ['yesterday', ''],
  [20_260_329, ''],
  [['2026-03-29'], ''],
]
const BAD_VALUES: Record<string, BadValue[]> = {
  text: [
    [7, ''],
    [true, ''],
    [['audit'], ''],
    [{}, ''],
    ['a\0b', ''],
  ],
  status: [
    ['GONE', ''],
    [[], ''],
    [7, ''],
    [{}, ''],
    [['GONE'], '[0]'],
    [['GONE', '', null], '[0]', '[1]', '[2]'],
  ],
  ids: [
    ['x', ''],
    [[], ''],
    [7, ''],
    [{ id: ID }, ''],
    [[ID, `${ID}0`], '[1]'],
    [[7, ID, ''], '[0]', '[2]'],
    [[[ID]], '[0]'],
  ],
  moment: [
    ...BAD_DAYS,
    ['2026-03-29T25:00:00Z', ''],
    ['2026-03-29T08:30:00', ''],
    ['2026-03-29 08:30:00Z', ''],
  ],
  day: [...BAD_DAYS, ['2026-03-29T00:00:00Z', '']],
  decimal: [
    ['12,50', ''],
    ['1e3', ''],
    ['NaN', ''],
    [' 5', ''],
    [true, ''],
    [[5], ''],
    [{}, ''],
  ],
  flag: [
    ['true', ''],
    [1, ''],
    [[true], ''],
  ],
}
/** Names that no type has as a filter, with those that every object has. */
const UNKNOWN_FILTERS = ['colour', 'Status', 'clientId', 'toString', 'constructor', '__proto__']
const FILTERS_OF_ONE_TYPE = ['dueFrom', 'dueTo', 'startFrom', 'startTo', 'isConfidential']
const UNKNOWN_COLUMNS = ['price', 'Status', 'row.id', 'toString', '']
const BAD_ZONES = ['Mars/Olympus', '', '+02:00', 'Europe/Berlin ']

/** At least one fault, mostly several; the rest of the request is right. */
export function anyFaultyRequest(rule: Rule, facts: Facts): fc.Arbitrary<FaultyRequest> {
  const parts = fc.record(
    {
      filters: badFilters(rule, facts),
      columns: badColumns(rule),
      sort: badSort(rule),
      timeZone: fc.constantFrom(...BAD_ZONES).map((value) => ({ value, fields: ['timeZone'] })),
    },
    { requiredKeys: [] },
  )
  return parts
    .map(({ filters, columns, sort, timeZone }) => ({
      request: {
        ...(filters && { filters: filters.value }),
        ...(columns && { columns: columns.value }),
        ...(sort && { sort: sort.value }),
        ...(timeZone && { timeZone: timeZone.value }),
      },
      fields: [filters, columns, sort, timeZone].flatMap((part) => part?.fields ?? []),
    }))
    .filter(({ fields }) => fields.length > 0)
}

/** Right filters, of which some get a wrong value, and unknown ones. */
function badFilters(rule: Rule, facts: Facts): fc.Arbitrary<Part<Record<string, unknown>>> {
  const right = filterValues(rule.type, facts, 'UTC')
  const names = Object.keys(right)
  const unknown = [...UNKNOWN_FILTERS, ...FILTERS_OF_ONE_TYPE].filter(
    (name) => !names.includes(name),
  )
  // A dozen faults at most: beyond twenty they are counted, not listed.
  const wrong = fc.uniqueArray(
    fc
      .constantFrom(...names)
      .chain((name) =>
        fc.constantFrom(...(BAD_VALUES[kindOf(name)] ?? [])).map((bad) => ({ name, bad })),
      ),
    { maxLength: 4, selector: ({ name }) => name },
  )
  const others = fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...unknown), value: fc.constantFrom('x', 0, false, [], {}) }),
    { maxLength: 3, selector: ({ name }) => name },
  )
  // Where nothing is given, an unknown filter does no harm.
  const absent = fc.constantFrom(null, '')
  return fc
    .tuple(anyFilters(right), wrong, others, absent)
    .map(([filters, bad, added, nothing]) => ({
      value: Object.fromEntries([
        ['given by nobody', nothing],
        ...Object.entries(filters),
        ...bad.map(({ name, bad: [value] }) => [name, value]),
        ...added.map(({ name, value }) => [name, value]),
      ]) as Record<string, unknown>,
      fields: [
        ...bad.flatMap(({ name, bad: [, ...at] }) => at.map((place) => `filters.${name}${place}`)),
        ...added.map(({ name }) => `filters.${name}`),
      ],
    }))
}

function kindOf(filter: string): string {
  if (filter === 'search') return 'text'
  if (filter === 'isConfidential') return 'flag'
  if (/^(created|updated)(From|To)$/.test(filter)) return 'moment'
  if (/(From|To)$/.test(filter)) return 'day'
  if (filter.startsWith('amount')) return 'decimal'
  return filter === 'status' ? 'status' : 'ids'
}

/** A choice of columns, or of what to sort by, in which unknown and doubled ones are at fault. */
interface Chosen<Choice> {
  choice: Choice
  /** End of the field that is wrong; undefined where nothing is. */
  fault?: string
}

/** Right columns with unknown ones among them, some named again, some with a blank heading; or none. */
function badColumns(rule: Rule): fc.Arbitrary<Part<ColumnChoice[]>> {
  const id = rule.idColumn
  const none = fc.constant<Part<ColumnChoice[]>>({ value: [], fields: ['columns'] })
  const some = fc
    .tuple(anyColumns(rule), unknownKeys(), fc.boolean(), fc.boolean())
    .chain(([right, wrong, isBlank, isDoubled]) => {
      const others = right.filter((choice) => choice !== id && keyOf(choice) !== id)
      return shuffled(
        [
          ...others.map((choice) => ({ choice })),
          isBlank ? { choice: { key: id, heading: ' \t' }, fault: '.heading' } : { choice: id },
          ...wrong.map((choice) => ({ choice, fault: '' })),
        ],
        isDoubled ? [{ choice: { key: id, heading: 'Again' }, fault: '' }] : [],
      )
    })
    .map((choices) => partOf('columns', choices))
  return fc.oneof({ weight: 9, arbitrary: some }, { weight: 1, arbitrary: none })
}

/** The same for the sort; an empty one is right. */
function badSort({ columns }: Rule): fc.Arbitrary<Part<SortChoice[]>> {
  return fc
    .tuple(anySort(Object.keys(columns)), unknownKeys(), fc.boolean())
    .chain(([right, wrong, isDoubled]) => {
      const again = isDoubled ? right.slice(0, 1) : []
      return shuffled<SortChoice>(
        [
          ...right.map((choice) => ({ choice })),
          ...wrong.map((column) => ({ choice: { column, direction: 'ASC' as const }, fault: '' })),
        ],
        again.map((choice) => ({ choice, fault: '' })),
      )
    })
    .map((choices) => partOf('sort', choices))
}

function unknownKeys(): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom(...UNKNOWN_COLUMNS), { maxLength: 2 })
}

/** In any order, with those at the end that name one again. */
function shuffled<Choice>(
  choices: Chosen<Choice>[],
  again: Chosen<Choice>[],
): fc.Arbitrary<Chosen<Choice>[]> {
  return fc
    .shuffledSubarray(choices, { minLength: choices.length })
    .map((mixed) => [...mixed, ...again])
}

function partOf<Choice>(field: string, choices: Chosen<Choice>[]): Part<Choice[]> {
  return {
    value: choices.map(({ choice }) => choice),
    fields: choices.flatMap(({ fault }, index) =>
      fault === undefined ? [] : [`${field}[${index}]${fault}`],
    ),
  }
}
