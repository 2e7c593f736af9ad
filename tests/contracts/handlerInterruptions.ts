/** How a fetch ends when its connection or its query does: with an error, never by waiting. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import knex, { type Knex } from 'knex'
import type { RowBlock } from '../../contract/rows/index.ts'
import type { IExportHandler, RowSource } from '../../handlers/index.ts'
import { EVERYTHING, withSource } from './handlerReading.ts'

interface Interrupted {
  handler: IExportHandler
  table: string
  /** Known when the tests run. */
  url: () => string
}

type SignalFunction = 'pg_terminate_backend' | 'pg_cancel_backend'

/** A fetch that waits longer than this for an error has hung. */
const PATIENCE_MS = 10_000

export function describeInterruptions({ handler, table, url }: Interrupted): void {
  let database: Knex
  let other: Knex

  beforeEach(() => {
    database = knex({ client: 'pg', connection: url(), pool: { min: 0, max: 1 } })
    other = knex({ client: 'pg', connection: url(), pool: { min: 0, max: 2 } })
  })

  afterEach(async () => {
    await database.destroy()
    await other.destroy()
  })

  async function backendOf(transaction: Knex): Promise<number> {
    const { rows } = await transaction.raw<{ rows: { pid: number }[] }>(
      'SELECT pg_backend_pid() AS pid',
    )
    return rows[0]?.pid ?? 0
  }

  /**
   * What the fetch itself rejects with. A transaction whose connection is lost rejects with knex's
   * own failure to roll back instead.
   */
  async function failureOf(
    through: Knex,
    use: (source: RowSource, transaction: Knex.Transaction) => Promise<unknown>,
  ): Promise<unknown> {
    let failure: unknown
    await withSource(through, handler, {}, EVERYTHING, async (source, transaction) => {
      await use(source, transaction).catch((error: unknown) => {
        failure = error
        throw error
      })
    }).catch(() => undefined)
    return failure
  }

  /** Fetches, and interrupts with the first block in hand. */
  async function fetchAndInterrupt(
    interrupt: (pid: number) => Promise<unknown>,
    through: Knex = database,
  ): Promise<unknown> {
    return await failureOf(through, async ({ blocks }, transaction) => {
      const pid = await backendOf(transaction)
      let isFirst = true
      for await (const block of blocks) {
        expect(block.rows).toBeGreaterThan(0)
        if (isFirst) await interrupt(pid)
        isFirst = false
      }
    })
  }

  /** Fetches while the table is locked, and sends the signal as soon as the query waits. */
  async function fetchLocked(signal: SignalFunction): Promise<unknown> {
    const lock = await other.transaction()
    await lock.raw(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`)
    try {
      return await failureOf(database, async ({ blocks }, transaction) => {
        const pid = await backendOf(transaction)
        const first = firstBlock(blocks)
        first.catch(() => undefined)
        await untilLocked(pid)
        await other.raw(`SELECT ${signal}(?)`, [pid])
        return await first
      })
    } finally {
      await lock.rollback()
    }
  }

  async function untilLocked(pid: number): Promise<void> {
    for (;;) {
      const { rows } = await other.raw<{ rows: unknown[] }>(
        `SELECT 1 FROM pg_stat_activity WHERE pid = ? AND wait_event_type = 'Lock'`,
        [pid],
      )
      if (rows.length > 0) return
    }
  }

  describe('a fetch', () => {
    test(
      'rejects when its session is terminated between two blocks',
      async () => {
        const terminate = async (pid: number): Promise<void> => {
          await other.raw('SELECT pg_terminate_backend(?)', [pid])
          // The end of the connection arrives while nothing is read.
          await new Promise((resolve) => setTimeout(resolve, 200))
        }
        expect(await fetchAndInterrupt(terminate)).toMatchObject({ code: '57P01' })
      },
      PATIENCE_MS,
    )

    test(
      'rejects when its session is terminated before the first row',
      async () => {
        expect(await fetchLocked('pg_terminate_backend')).toMatchObject({ code: '57P01' })
      },
      PATIENCE_MS,
    )

    test(
      'rejects when the network drops without a word',
      async () => {
        const network = await brittleNetwork(url())
        const through = knex({ client: 'pg', connection: network.url, pool: { min: 0, max: 1 } })
        try {
          const failure = await fetchAndInterrupt(async () => network.drop(), through)
          expect(String(failure)).toMatch(/[Cc]onnection|ECONNRESET/)
        } finally {
          await through.destroy()
          network.close()
        }
      },
      PATIENCE_MS,
    )

    test(
      "rejects with PostgreSQL's error when its query is cancelled",
      async () => {
        expect(await fetchLocked('pg_cancel_backend')).toMatchObject({ code: '57014' })
      },
      PATIENCE_MS,
    )

    test(
      'closes its cursor when the reader stops early, so that the transaction goes on',
      async () => {
        await withSource(database, handler, {}, EVERYTHING, async ({ blocks }, transaction) => {
          expect((await firstBlock(blocks))?.rows).toBeGreaterThan(0)
          const cursors = await transaction.raw<{ rows: unknown[] }>(
            `SELECT name FROM pg_cursors WHERE name LIKE 'C!_%' ESCAPE '!'`,
          )
          expect(cursors.rows).toEqual([])
        })
      },
      PATIENCE_MS,
    )
  })
}

async function firstBlock(blocks: RowSource['blocks']): Promise<RowBlock | undefined> {
  for await (const block of blocks) return block
  return undefined
}

/** A way to the database that can be cut: `drop` ends all connections on the client's side. */
async function brittleNetwork(
  url: string,
): Promise<{ url: string; drop: () => void; close: () => void }> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  const drop = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: through.href,
    drop,
    close: () => {
      drop()
      server.close()
    },
  }
}
