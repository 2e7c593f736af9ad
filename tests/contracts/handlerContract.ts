/**
 * What every handler promises, checked against real PostgreSQL: who sees which rows, each filter,
 * the order, every value of every column, files of changes, and how a fetch ends when its connection or query does.
 * What is right is said by plain SQL that shares nothing with the handler. Knows no type by name.
 */
import type { Role } from '../../contract/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { describeChanges } from './handlerChanges.ts'
import { describeChoices, type NamedTable } from './handlerChoices.ts'
import { describeColumns } from './handlerColumns.ts'
import { describeDeltas } from './handlerDeltas.ts'
import { describeFilters } from './handlerFilters.ts'
import type { OtherChanges } from './handlerHistory.ts'
import { describeInterruptions } from './handlerInterruptions.ts'
import { describeOrder } from './handlerOrder.ts'
import { describeRows } from './handlerRows.ts'
import { describeSearch, type SearchedText } from './handlerSearch.ts'
import { type HandlerWorld, handlerWorld } from './handlerWorld.ts'

/** The exported table is `t` in all SQL. A column or filter without its SQL does not compile. */
export interface HandlerContract<Key extends string, Filters> {
  handler: IExportHandler<string, Key, Filters>
  /**
   * Creates and fills the tables in an empty database: 4,000 rows or more, of three clients or
   * more, some of them deleted.
   */
  prepare: (url: string) => Promise<unknown>
  table: string
  roles: readonly Role[]
  /** Condition of the rows that a client's user never sees. Default: none. */
  confidential?: string
  /** Key of the column that holds the row's id. */
  idColumn: NoInfer<Key>
  /** Key of a column in which many rows have the same value. */
  tiedColumn: NoInfer<Key>
  /** Keys of all columns that are empty in some rows and not in others; at least one. */
  emptyColumns: readonly [NoInfer<Key>, ...NoInfer<Key>[]]
  /** The stored value of each column: what rows are sorted by, and what the cell shows. */
  columns: Record<NoInfer<Key>, string>
  /** What the cell shows where that is not the stored value. */
  shown?: Partial<Record<NoInfer<Key>, string>>
  /** When a row changed last. Default: the latest of its own `updatedAt` and `deletedAt`. */
  changedAt?: string
  /** By name, the ways in which a row changes by more than itself. Default: none. */
  otherChanges?: OtherChanges
  /** Every text that `search` looks at. */
  searched: readonly SearchedText[]
  /** Filters besides `search` that take any text, as conditions in which `?` is that text. */
  textFilters?: Partial<Record<keyof NoInfer<Filters>, string>>
  /** By filter, the names that its values are chosen from; a filter that is left out has none. */
  choices: Partial<Record<keyof NoInfer<Filters>, NamedTable>>
  /** By filter, values and the condition that each stands for; both let some rows through. */
  filters: {
    readonly [Name in keyof NoInfer<Filters>]-?: readonly [
      FilterCase<Filters[Name]>,
      ...FilterCase<Filters[Name]>[],
    ]
  }
  /** Filters together. */
  combined: readonly { filters: NoInfer<Filters>; where: string }[]
}

export interface FilterCase<Value> {
  value: NonNullable<Value>
  /** Of the export. Default UTC. */
  timeZone?: string
  where: string
}

/**
 * Runs the suite on an own database. The answer is for more tests in the same file that only this
 * type needs.
 */
export function describeHandler<Key extends string, Filters>(
  contract: HandlerContract<Key, Filters>,
): HandlerWorld {
  const world = handlerWorld(contract)
  describeRows(contract, world)
  describeFilters(contract, world)
  describeSearch(contract, world)
  describeOrder(contract, world)
  describeColumns(contract, world)
  describeChoices(contract, world)
  describeChanges(contract, world)
  describeDeltas(contract, world)
  describeInterruptions({ handler: contract.handler, table: contract.table, url: world.url })
  return world
}
