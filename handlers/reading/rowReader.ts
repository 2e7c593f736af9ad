/**
 * Reads a query's rows through a cursor on the transaction's own connection, as row blocks. Holds
 * two batches at most, each of about a block, whatever the size of the result.
 */
import type { Knex } from 'knex'
import Cursor from 'pg-cursor'
import type { ExportColumn } from '../../contract/index.ts'
import {
  BLOCK_BYTES,
  BLOCK_ROWS,
  type Cell,
  type RowBlock,
  RowBlockBuilder,
} from '../../contract/rows/index.ts'
import { type ConnectionWatch, watchConnection } from './connectionLoss.ts'
import { cellReader } from './postgresText.ts'
import { ResultTypes } from './resultTypes.ts'
import { connectionOf } from './transactionConnection.ts'

/** A row as PostgreSQL prints it. */
type RawRow = (string | null)[]

/** A column of the result, in the order of the query's select list. */
export interface ReadColumn extends ExportColumn {
  /** Makes the cell of each value that is not NULL. Default: what the column's type says. */
  show?: (text: string) => string
}

/** Long rows must not come by the thousand before their length is known. */
const FIRST_BATCH_ROWS = 100

/** What `postgresText` relies on, and floats with all their digits; until the transaction ends. */
const SESSION = `SELECT set_config('TimeZone', 'UTC', true),
  set_config('DateStyle', 'ISO, YMD', true),
  set_config('extra_float_digits', '1', true)`

/**
 * Rows of the query as blocks. Rejects with PostgreSQL's error when the query fails or is cancelled
 * (code 57014), with the connection's error when that is lost, and with an ExportFailure when a
 * column's values are not of its type; stopping early closes the cursor. Leaves the session's formats
 * of values changed until the transaction ends.
 */
export async function* readRows(
  query: Knex.QueryBuilder,
  columns: readonly ReadColumn[],
  transaction: Knex.Transaction,
): AsyncGenerator<RowBlock> {
  const connection = await connectionOf(transaction)
  const watch = watchConnection(connection)
  try {
    await watch.during(() => connection.query(SESSION))
    const { sql, bindings } = query.toSQL().toNative()
    const types = new ResultTypes()
    const cursor = connection.query(new Cursor<RawRow>(sql, bindings, { rowMode: 'array', types }))
    // An error between two reads would be lost: the connection's end follows and hides it.
    cursor.on('error', (error: Error) => watch.fail(error))
    try {
      const batches = readBatches(cursor, watch, () => types.check(columns))
      yield* gather(batches, columns)
    } finally {
      await watch.during(() => cursor.close())
    }
  } finally {
    watch.release()
  }
}

/**
 * Batches of raw rows; the next one is on its way while one is handled. A batch has as many rows as
 * fill a block, judged by the rows so far, so that long rows do not fill the memory.
 */
async function* readBatches(
  cursor: Cursor<RawRow>,
  watch: ConnectionWatch,
  checkTypes: () => void,
): AsyncGenerator<RawRow[]> {
  const size = new BatchSize()
  let batch = await watch.during(() => cursor.read(size.rows))
  // Known from the first answer on, also where it has no rows.
  checkTypes()
  while (batch.length > 0) {
    size.learn(batch)
    const next = cursor.read(size.rows)
    // Should it fail while the consumer works, the next turn reports it.
    next.catch(() => undefined)
    yield batch
    batch = await watch.during(() => next)
  }
}

/** How many rows to ask for: few at first, then as many as fill a block, 2,000 at most. */
class BatchSize {
  rows = FIRST_BATCH_ROWS
  #seenRows = 0
  #seenCharacters = 0

  learn(batch: readonly RawRow[]): void {
    this.#seenRows += batch.length
    for (const row of batch) for (const text of row) this.#seenCharacters += text?.length ?? 0
    const average = Math.max(1, this.#seenCharacters / this.#seenRows)
    this.rows = Math.max(1, Math.min(BLOCK_ROWS, Math.floor(BLOCK_BYTES / average)))
  }
}

async function* gather(
  batches: AsyncIterable<RawRow[]>,
  columns: readonly ReadColumn[],
): AsyncGenerator<RowBlock> {
  const readers = columns.map(({ type, show }) => show ?? cellReader(type))
  const builder = new RowBlockBuilder(columns)
  for await (const batch of batches) {
    for (const row of batch) {
      builder.append(cellsOfRow(row, readers))
      if (builder.isFull) yield builder.take()
    }
  }
  if (builder.rows > 0) yield builder.take()
}

function cellsOfRow(row: RawRow, readers: readonly ((text: string) => Cell)[]): Cell[] {
  const cells = new Array<Cell>(row.length)
  for (let i = 0; i < row.length; i += 1) {
    const text = row[i] ?? null
    cells[i] = text === null ? null : (readers[i]?.(text) ?? null)
  }
  return cells
}
