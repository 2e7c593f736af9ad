/** The condition that the filter `contains` and the search for choices share. */
import type { Knex } from 'knex'
import type { ColumnOf } from './columns.ts'

/** One of the columns contains the text, whatever its case; every sign stands for itself. */
export function restrictToText(
  query: Knex.QueryBuilder,
  columns: readonly ColumnOf<string>[],
  text: string,
): void {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  void query.where((any) => {
    for (const column of columns) void any.orWhereRaw('?? ILIKE ?', [column, pattern])
  })
}
