/** Columns of an exported table: what is offered, and where the values come from. */
import type { Column, ColumnType, ExportColumn } from '../../contract/index.ts'
import type { ReadColumn } from '../reading/index.ts'

/** `alias.column`; the alias is `row` for the table itself, else one of its joins. */
export type ColumnOf<Alias extends string> = `${Alias}.${string}`

export interface TableColumn<Alias extends string, Key extends string = string>
  extends Column<Key>,
    ReadColumn {
  key: Key
  from: ColumnOf<Alias>
}

/** `Scope Of Work Name` is `scopeOfWorkName`. */
type KeyOf<Heading extends string> = Heading extends `${infer First} ${infer Rest}`
  ? `${Lowercase<First>}${Joined<Rest>}`
  : Lowercase<Heading>
type Joined<Words extends string> = Words extends `${infer First} ${infer Rest}`
  ? `${First}${Joined<Rest>}`
  : Words

/** A default column; its key is the camelCase of the heading. */
export function column<Heading extends string, Alias extends string>(
  heading: Heading,
  type: ColumnType,
  from: ColumnOf<Alias>,
): TableColumn<Alias, KeyOf<Heading>> {
  const [first = '', ...others] = heading.split(' ')
  // The type says in types what this line says in values.
  const key = (first.toLowerCase() + others.join('')) as KeyOf<Heading>
  return { key, heading, type, isDefault: true, from }
}

/** The same column, exported only when a request names it. */
export function optional<Alias extends string, Key extends string>(
  offered: TableColumn<Alias, Key>,
): TableColumn<Alias, Key> {
  return { ...offered, isDefault: false }
}

/** The alias that a column is of. */
export function aliasOf(of: ColumnOf<string>): string {
  return of.slice(0, of.indexOf('.'))
}

/** A column as a file has it. */
export function exported({ key, heading, type }: ExportColumn): ExportColumn {
  return { key, heading, type }
}
