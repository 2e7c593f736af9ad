/**
 * Which types of PostgreSQL a column can be read from. Looked at once a query: a value that is read as
 * what it is not (a `timestamp` without a zone, an `interval` in a column of numbers) gives a wrong cell
 * and no error.
 */
import { type CustomTypesConfig, types } from 'pg'
import { ColumnType, type ExportColumn, ExportFailure, FailureCode } from '../../contract/index.ts'

const { INT2, INT4, INT8, NUMERIC, FLOAT4, FLOAT8, DATE, TIMESTAMPTZ, BOOL, JSON, JSONB } =
  types.builtins

/** Object ids of the types by column type; undefined for any. */
const READABLE: Record<ColumnType, readonly number[] | undefined> = {
  [ColumnType.TEXT]: undefined,
  [ColumnType.INTEGER]: [INT2, INT4, INT8, NUMERIC],
  [ColumnType.DECIMAL]: [INT2, INT4, INT8, NUMERIC, FLOAT4, FLOAT8],
  [ColumnType.MONEY]: [INT2, INT4, INT8, NUMERIC, FLOAT4, FLOAT8],
  [ColumnType.DATE]: [DATE],
  [ColumnType.DATE_TIME]: [TIMESTAMPTZ],
  [ColumnType.BOOLEAN]: [BOOL],
  [ColumnType.JSON]: [JSON, JSONB],
}

/** Gives a result's values as PostgreSQL prints them, and remembers their types. */
export class ResultTypes implements CustomTypesConfig {
  /** Object ids by column; a domain counts as the type that it rests on. */
  readonly #ids: number[] = []

  /** Called by pg for each column of a result, in their order. */
  readonly getTypeParser = (id: number) => {
    this.#ids.push(id)
    return (text: string) => text
  }

  /**
   * Throws an ExportFailure that names every column whose values can't be read by its type. Those that
   * `show` their values in a way of their own are passed over.
   */
  check(columns: readonly (ExportColumn & { show?: unknown })[]): void {
    const wrong = columns.flatMap(({ heading, type, show }, i) => {
      const id = this.#ids[i] ?? 0
      const isReadable = READABLE[type]?.includes(id) ?? true
      return show || isReadable ? [] : [`${heading} is ${nameOf(id)}, read as ${type}`]
    })
    if (wrong.length === 0) return
    throw new ExportFailure({
      code: FailureCode.INTERNAL_ERROR,
      message: `The database has another type than its column in the export: ${wrong.join('; ')}.`,
      remedy: "Give the column its type in the export type's handler, or cast it in the query.",
      isFinal: true,
    })
  }
}

/** `timestamp`, say, or `type 16385` where PostgreSQL did not bring it along. */
function nameOf(id: number): string {
  const found = Object.entries(types.builtins).find(([, value]: [string, number]) => value === id)
  return found ? found[0].toLowerCase() : `type ${id}`
}
