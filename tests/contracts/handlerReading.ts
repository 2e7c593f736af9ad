/** Reads what a handler exports, for tests: whole columns as cells. */
import type { Knex } from 'knex'
import type { RowRequest, Scope } from '../../contract/index.ts'
import { type Cell, cellsOf, type RowBlock } from '../../contract/rows/index.ts'
import { type IExportHandler, type RowSource, setRowSecurity } from '../../handlers/index.ts'

export const EVERYTHING: Scope = { kind: 'all' }

/** Runs with the rows of a fetch in a transaction like the pipeline's. */
export async function withSource<Result>(
  database: Knex,
  handler: IExportHandler,
  parts: RowRequest,
  scope: Scope,
  use: (source: RowSource, transaction: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  const request = { ...parts, timeZone: parts.timeZone ?? 'UTC' }
  return await database.transaction(
    async (transaction) => {
      await setRowSecurity(transaction, handler.getSupportedType(), scope)
      return await use(handler.fetch(request, scope, transaction), transaction)
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  )
}

/** All rows of a fetch. */
export async function readRows(
  database: Knex,
  handler: IExportHandler,
  parts: RowRequest = {},
  scope: Scope = EVERYTHING,
): Promise<Cell[][]> {
  return await withSource(database, handler, parts, scope, readSource)
}

/** All its rows. */
export async function readSource({ blocks }: RowSource): Promise<Cell[][]> {
  const rows: Cell[][] = []
  for await (const block of blocks) rows.push(...rowsOf(block))
  return rows
}

/** Cells of a block, row by row. */
export function rowsOf(block: RowBlock): Cell[][] {
  const columns = block.columns.map((column) => cellsOf(column, 0, block.rows))
  return Array.from({ length: block.rows }, (_, row) => columns.map((cells) => cells[row] ?? null))
}
