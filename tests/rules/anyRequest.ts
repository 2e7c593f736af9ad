/** Who asks for what: users of every kind, with filters, sorts, columns and time zones. */
import * as fc from 'fast-check'
import type { ColumnChoice, RowRequest, SortChoice } from '../../contract/index.ts'
import { anyFilters, filterValues } from './anyFilters.ts'
import { DAYS_OF_ZONES } from './clockChanges.ts'
import type { Facts, UserIds } from './facts.ts'
import type { Rule } from './rule.ts'

export interface Asked {
  userId: string
  request: RowRequest & { columns: ColumnChoice[] }
}

const HEADINGS = [
  'Heading',
  'Größe in m²',
  'a, "quoted" one',
  'two\nlines',
  ' blanks ',
  'عنوان',
  '😀',
]

export function anyRequest(rule: Rule, facts: Facts, users: UserIds): fc.Arbitrary<Asked> {
  return fc.constantFrom(...Object.keys(DAYS_OF_ZONES)).chain((zone) => {
    const parts = {
      filters: anyFilters(filterValues(rule.type, facts, zone)),
      sort: anySort(Object.keys(rule.columns)),
      columns: anyColumns(rule),
    }
    const inZone = fc.record(
      { ...parts, timeZone: fc.constant(zone) },
      { requiredKeys: ['filters', 'columns', 'timeZone'] },
    )
    const inUsersZone = fc.record(parts, { requiredKeys: ['filters', 'columns'] })
    const request = fc.oneof(
      { weight: 4, arbitrary: inZone },
      { weight: 1, arbitrary: inUsersZone },
    )
    return fc.record({ userId: anyUser(users), request })
  })
}

/** Mostly users who see much: who sees too much shows at once, a row that is missing does not. */
function anyUser({ ADMIN, STAFF, CLIENT, inactive }: UserIds): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(...ADMIN) },
    { weight: 6, arbitrary: fc.constantFrom(...STAFF) },
    { weight: 5, arbitrary: fc.constantFrom(...CLIENT) },
    { weight: 1, arbitrary: fc.constantFrom(...inactive) },
    { weight: 1, arbitrary: fc.oneof(fc.uuid(), fc.constantFrom('nobody', '')) },
  )
}

/** By none to three columns, each once. */
export function anySort(keys: readonly string[]): fc.Arbitrary<SortChoice[]> {
  return fc.uniqueArray(
    fc.record({ column: fc.constantFrom(...keys), direction: fc.constantFrom('ASC', 'DESC') }),
    { maxLength: 3, selector: ({ column }) => column },
  )
}

/** One column or more in any order, the id somewhere among them, some with a heading of their own. */
export function anyColumns({ columns, idColumn }: Rule): fc.Arbitrary<ColumnChoice[]> {
  const others = Object.keys(columns).filter((key) => key !== idColumn)
  // Mostly few: values of columns are the business of the handlers' and formats' own tests.
  const beside = fc.oneof(
    { weight: 5, arbitrary: fc.shuffledSubarray(others, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.shuffledSubarray(others) },
  )
  const keys = fc
    .tuple(beside, fc.nat())
    .map(([chosen, at]) => chosen.toSpliced(at % (chosen.length + 1), 0, idColumn))
  return keys.chain((chosen) =>
    fc.tuple(
      ...chosen.map((key) =>
        fc.oneof(
          fc.constant(key),
          fc.constantFrom(...HEADINGS).map((heading) => ({ key, heading })),
        ),
      ),
    ),
  )
}
