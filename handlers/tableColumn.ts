/** Columns of an exported table: what is offered, and where the values come from. */
import type { Column, ColumnType } from '../contract/index.ts'
import type { ReadColumn } from './rowReader.ts'

export interface TableColumn<Join extends string> extends Column, ReadColumn {
  /** `alias.column`. */
  from: string
  /** The join that provides the alias; absent for the table itself. */
  join?: Join
}

/** A default column; its key is the camelCase of the heading. */
export function column<Join extends string = never>(
  heading: string,
  type: ColumnType,
  from: string,
  join?: Join,
): TableColumn<Join> {
  const [first = '', ...others] = heading.split(' ')
  const key = first.toLowerCase() + others.join('')
  return { key, heading, type, isDefault: true, from, ...(join !== undefined && { join }) }
}

/** The same column, exported only when a request names it. */
export function optional<Join extends string>(offered: TableColumn<Join>): TableColumn<Join> {
  return { ...offered, isDefault: false }
}
