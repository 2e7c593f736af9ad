/**
 * Reads a query's rows through a cursor on the transaction's own connection, as row blocks. Holds
 * two batches at most, whatever the size of the result.
 */
import type { Knex } from 'knex'
import type { ClientBase } from 'pg'
import Cursor from 'pg-cursor'
import type { ExportColumn } from '../contract/index.ts'
import { BLOCK_ROWS, type Cell, type RowBlock, RowBlockBuilder } from '../contract/rows/index.ts'
import { type ConnectionWatch, watchConnection } from './connectionLoss.ts'
import { cellReader } from './postgresText.ts'

/** A row as PostgreSQL prints it. */
type RawRow = (string | null)[]

/** A column of the result, in the order of the query's select list. */
export interface ReadColumn extends ExportColumn {
  /** Makes the cell of each value that is not NULL. Default: what the column's type says. */
  show?: (text: string) => string
}

const RAW_TEXT = { getTypeParser: () => (text: string) => text }

/** What `postgresText` relies on; in force until the transaction ends. */
const SESSION = `SELECT set_config('TimeZone', 'UTC', true),
  set_config('DateStyle', 'ISO, YMD', true)`

/**
 * Rows of the query as blocks. Rejects with PostgreSQL's error when the query fails or is cancelled
 * (code 57014), and with the connection's error when that is lost; stopping early closes the cursor.
 * Leaves the session's formats of dates changed until the transaction ends.
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
    const cursor = connection.query(
      new Cursor<RawRow>(sql, bindings, { rowMode: 'array', types: RAW_TEXT }),
    )
    // An error between two reads would be lost: the connection's end follows and hides it.
    cursor.on('error', (error: Error) => watch.fail(error))
    try {
      yield* gather(readBatches(cursor, watch), columns)
    } finally {
      await watch.during(() => cursor.close())
    }
  } finally {
    watch.release()
  }
}

interface Connected {
  acquireConnection(): Promise<ClientBase>
}

/** knex types a transaction's client as `any`; this one gives the connection that it holds. */
function isConnected(client: unknown): client is Connected {
  return typeof client === 'object' && client !== null && 'acquireConnection' in client
}

async function connectionOf(transaction: Knex.Transaction): Promise<ClientBase> {
  const client: unknown = transaction.client
  if (!isConnected(client)) throw new TypeError('The transaction of knex has no connection.')
  return client.acquireConnection()
}

/** Batches of raw rows; the next one is on its way while one is handled. */
async function* readBatches(
  cursor: Cursor<RawRow>,
  watch: ConnectionWatch,
): AsyncGenerator<RawRow[]> {
  let next = cursor.read(BLOCK_ROWS)
  for (;;) {
    const current = next
    const batch = await watch.during(() => current)
    if (batch.length === 0) return
    next = cursor.read(BLOCK_ROWS)
    // Should it fail while the consumer works, the next turn reports it.
    next.catch(() => undefined)
    yield batch
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
