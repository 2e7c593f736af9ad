/**
 * The kinds of filters, each as what it allows and as a condition of the query. Values are bindings,
 * so that no value ever becomes SQL, and all but decimals without a type: PostgreSQL reads them as
 * the column's own, so that its index is used.
 */
import type { Knex } from 'knex'
import { instantToText } from '../reading/index.ts'
import type { ColumnOf } from './columns.ts'
import { restrictToText } from './containsText.ts'
import * as values from './filterValues.ts'
import { restrictToAny } from './restrictToAny.ts'
import { startOfDay } from './timeZones.ts'

/** Where the names behind a filter's ids are. */
export interface ChoiceTable {
  /** Its `id` is what the filter takes. */
  table: string
  /** Text column that people know its rows by. */
  name: string
  /** Column with the client whose row it is; null for a table that everybody may know. */
  clientId: string | null
}

/** A filter on columns of the table or of its joins. */
export interface TableFilter<Alias extends string, Value = unknown>
  extends values.FilterValue<Value> {
  /** What the condition looks at. */
  columns: readonly ColumnOf<Alias>[]
  /** What a row must be like, for people: the end of a sentence that begins with the column. */
  meaning: string
  /** What people choose its values from, where they are ids. */
  choices?: ChoiceTable
  /** Adds the condition for a value that the schema has let through; days are meant in the zone. */
  restrict(query: Knex.QueryBuilder, value: Value, timeZone: string): void
}

/** The text is contained in one of the columns, without regard to case. */
export function contains<Alias extends string>(
  ...columns: ColumnOf<Alias>[]
): TableFilter<Alias, string> {
  return {
    ...values.text,
    columns,
    meaning: 'contains this text, without regard to case; every sign stands for itself',
    restrict: (query, value) => restrictToText(query, columns, value),
  }
}

/** The column has one of these values, of those that are known. */
export function isOneOf<Alias extends string>(
  column: ColumnOf<Alias>,
  known: readonly string[],
): TableFilter<Alias, values.OneOrMany<string>> {
  return anyOf(column, values.choices(known), 'is one of these')
}

/** The column holds one of these ids. Ids that do not exist, or are out of sight, find nothing. */
export function hasId<Alias extends string>(
  column: ColumnOf<Alias>,
  { choices }: Pick<TableFilter<Alias>, 'choices'> = {},
): TableFilter<Alias, values.OneOrMany<string>> {
  return { ...anyOf(column, values.ids, 'has one of these ids'), ...(choices && { choices }) }
}

function anyOf<Alias extends string>(
  column: ColumnOf<Alias>,
  allowed: values.FilterValue<values.OneOrMany<string>>,
  meaning: string,
): TableFilter<Alias, values.OneOrMany<string>> {
  return {
    ...allowed,
    columns: [column],
    meaning,
    restrict: (query, value) =>
      restrictToAny(query, column, typeof value === 'string' ? [value] : value),
  }
}

/** The column is true, or is false, as asked. */
export function hasFlag<Alias extends string>(
  column: ColumnOf<Alias>,
): TableFilter<Alias, boolean> {
  return {
    ...values.flag,
    columns: [column],
    meaning: 'is this',
    restrict: (query, value) => void query.where(column, value),
  }
}

/** From this instant on, or from the beginning of this day. */
export function isFrom<Alias extends string>(column: ColumnOf<Alias>): TableFilter<Alias, string> {
  return {
    ...values.moment,
    columns: [column],
    meaning: 'is this instant or later, or this day or later in the time zone of the export',
    restrict: (query, value, timeZone) =>
      void query.whereRaw('?? >= ?', [column, instantOf(value, 0, timeZone)]),
  }
}

/** Before this instant, or up to the end of this day. */
export function isUntil<Alias extends string>(column: ColumnOf<Alias>): TableFilter<Alias, string> {
  return {
    ...values.moment,
    columns: [column],
    meaning: 'is before this instant, or is this day or earlier in the time zone of the export',
    restrict: (query, value, timeZone) =>
      void query.whereRaw('?? < ?', [column, instantOf(value, 1, timeZone)]),
  }
}

/** An instant as it is; for a day the start of the day so many days later. */
function instantOf(value: string, daysLater: number, timeZone: string): string {
  const moment = values.momentOf(value)
  if (!moment) throw new TypeError('The moment was not checked.')
  if (moment.kind === 'instant') return moment.text
  return instantToText(startOfDay(moment.day + daysLater, timeZone))
}

export function isOnOrAfter<Alias extends string>(
  column: ColumnOf<Alias>,
): TableFilter<Alias, string> {
  return comparison(column, values.day, '>= ?', 'is this day or later')
}

export function isOnOrBefore<Alias extends string>(
  column: ColumnOf<Alias>,
): TableFilter<Alias, string> {
  return comparison(column, values.day, '<= ?', 'is this day or earlier')
}

/** Also of integers, as which PostgreSQL would refuse the text `10.5`; their index is not used. */
export function isAtLeast<Alias extends string>(
  column: ColumnOf<Alias>,
): TableFilter<Alias, number | string> {
  return comparison(column, values.decimal, '>= ?::numeric', 'is this or more')
}

export function isAtMost<Alias extends string>(
  column: ColumnOf<Alias>,
): TableFilter<Alias, number | string> {
  return comparison(column, values.decimal, '<= ?::numeric', 'is this or less')
}

function comparison<Alias extends string, Value extends number | string>(
  column: ColumnOf<Alias>,
  allowed: values.FilterValue<Value>,
  condition: string,
  meaning: string,
): TableFilter<Alias, Value> {
  return {
    ...allowed,
    columns: [column],
    meaning,
    // As a text: PostgreSQL reads its digits, not those of a binary number.
    restrict: (query, value) => void query.whereRaw(`?? ${condition}`, [column, String(value)]),
  }
}
