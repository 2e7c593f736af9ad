/** Columns of an export: what a handler offers and a format renders. */

/**
 * Type of a column's values. Formats act on it and never guess from a value: a `decimal` that
 * arrives as the string `-5.00` is a number, a `text` that reads `-5.00` is text.
 */
export const ColumnType = {
  TEXT: 'text',
  INTEGER: 'integer',
  DECIMAL: 'decimal',
  MONEY: 'money',
  DATE: 'date',
  DATE_TIME: 'date-time',
  BOOLEAN: 'boolean',
  /** JSON text as PostgreSQL prints it: a JSON null is the text `null`, SQL NULL an empty cell. */
  JSON: 'json',
} as const
export type ColumnType = (typeof ColumnType)[keyof typeof ColumnType]

/** Whether values are text to a file's reader: of any length, in words that may wrap, never a number. */
export function isText(type: ColumnType): boolean {
  return type === ColumnType.TEXT || type === ColumnType.JSON
}

/** A column as it stands in one export, its heading settled. */
export interface ExportColumn<Key extends string = string> {
  /** camelCase of the default heading, for example `scopeOfWorkName`. */
  key: Key
  heading: string
  type: ColumnType
}

/** A column as a handler offers it. */
export interface Column<Key extends string = string> extends ExportColumn<Key> {
  /** Whether it is exported when the request names no columns. */
  isDefault: boolean
}
