/** The condition that the scope and the filters share. */
import type { Knex } from 'knex'
import type { ColumnOf } from './columns.ts'

/** One binding however long the list is: PostgreSQL takes 65,535 at most. An empty one finds nothing. */
export function restrictToAny(
  query: Knex.QueryBuilder,
  column: ColumnOf<string>,
  values: readonly string[],
): void {
  void query.whereRaw('?? = ANY(?)', [column, [...values]])
}
