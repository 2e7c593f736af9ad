/** `handlers/table` as it is once a kind of filter has been added to its `filters.ts`. */
import type { ColumnOf } from '../../handlers/table/columns.ts'
import type { TableFilter } from '../../handlers/table/filters.ts'
import * as values from '../../handlers/table/filterValues.ts'

export * from '../../handlers/table/index.ts'

/** The text begins like this, in the same case; every sign stands for itself. */
export function beginsWith<Alias extends string>(
  column: ColumnOf<Alias>,
): TableFilter<Alias, string> {
  return {
    ...values.text,
    columns: [column],
    meaning: 'begins with this text, in the same case',
    restrict: (query, value) => void query.whereRaw('starts_with(??, ?)', [column, value]),
  }
}
