/**
 * Filters as conditions of a query. An absent filter adds none. Values are bindings without a type:
 * PostgreSQL reads them as the column's own, so that its index is used and no value becomes SQL.
 */
import type { Knex } from 'knex'
import type { Moment } from './filterSchemas.ts'
import { instantToText } from './postgresText.ts'
import { startOfDay } from './timeZones.ts'

/** The text is contained in one of the columns, without regard to case. */
export function contains(
  query: Knex.QueryBuilder,
  columns: readonly string[],
  text: string | undefined,
): void {
  if (text === undefined) return
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  void query.where((any) => {
    for (const column of columns) void any.orWhereRaw('?? ILIKE ?', [column, pattern])
  })
}

/** One binding however long the list is: PostgreSQL takes 65,535 at most. */
export function isOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[] | undefined,
): void {
  if (values === undefined) return
  void query.whereRaw('?? = ANY(?)', [column, [...values]])
}

/**
 * From is included. To is excluded when it is an instant; when it is a day, all of that day in the
 * zone is included.
 */
export function isWithin(
  query: Knex.QueryBuilder,
  column: string,
  range: { from: Moment | undefined; to: Moment | undefined; timeZone: string },
): void {
  const { from, to, timeZone } = range
  if (from) void query.whereRaw('?? >= ?', [column, instantOf(from, 0, timeZone)])
  if (to) void query.whereRaw('?? < ?', [column, instantOf(to, 1, timeZone)])
}

/** An instant as it is; for a day the start of the day so many days later. */
function instantOf(moment: Moment, daysLater: number, timeZone: string): string {
  if (moment.kind === 'instant') return moment.text
  return instantToText(startOfDay(moment.day + daysLater, timeZone))
}
