/** A snapshot's query ends in the server when its work is cancelled, whenever that is. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import Cursor from 'pg-cursor'
import { connectionOf } from '../handlers/index.ts'
import { openDatabase } from '../stores/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { type TcpProxy, tcpProxy } from '../tests/support/tcpProxy.ts'
import { inSnapshot, type SnapshotWork, sessionNameOf } from './snapshot.ts'

/** Far beyond what these tests take, in milliseconds. */
const limitMs = 300_000

const CURSOR = { rowMode: 'array', types: { getTypeParser: () => (text: string) => text } } as const

describe('inSnapshot', () => {
  let database: Knex
  let drop: () => Promise<void>
  let url: string

  beforeAll(async () => {
    const fresh = await freshDatabase()
    drop = fresh.dispose
    url = fresh.url
    database = openDatabase({ url: fresh.url, applicationName: 'test', maxConnections: 2 })
  })
  afterAll(async () => {
    await database.destroy()
    await drop()
  })

  function sleepInSnapshot(signal: AbortSignal): Promise<unknown> {
    return inSnapshot(database, { name: 'a long query', limitMs, signal }, (transaction) =>
      transaction.raw('SELECT pg_sleep(30)'),
    )
  }

  it('stops a query that runs', async () => {
    const abort = new AbortController()
    const running = sleepInSnapshot(abort.signal)
    setTimeout(() => abort.abort(), 500)
    await expect(running).rejects.toMatchObject({ code: '57014' })
  })

  it('stops a query that begins after the cancel, which came while it had no connection', async () => {
    const abort = new AbortController()
    const busy = [1, 2].map(() => database.raw('SELECT pg_sleep(1)'))
    await sleep(100)
    const waiting = sleepInSnapshot(abort.signal)
    setTimeout(() => abort.abort(), 200)
    await expect(waiting).rejects.toMatchObject({ code: '57014' })
    await Promise.all(busy)
  })

  describe('behind a network that swallows what is sent', () => {
    let proxy: TcpProxy
    let far: Knex

    beforeEach(async () => {
      const direct = new URL(url)
      proxy = await tcpProxy(direct.host)
      direct.host = proxy.address
      far = openDatabase({ url: direct.href, applicationName: 'test' })
      // Connections that wait in the pool lead nowhere too, later on.
      await Promise.all([1, 2, 3].map(() => far.raw('SELECT pg_sleep(0.1)')))
    })
    afterEach(async () => {
      await proxy.close()
      await far.destroy()
    })

    function inFarSnapshot(work: SnapshotWork<unknown>, { signal } = new AbortController()) {
      return inSnapshot(far, { name: 'a lost query', limitMs, signal }, work)
    }

    it.each([
      ['its query', () => proxy.holdRequestsWith('never arrives')],
      ['everything', () => proxy.fallSilent()],
    ])(
      'gives up within ten seconds of a cancel when that is %s',
      async (_, swallow) => {
        const abort = new AbortController()
        let cancelledAt = 0
        const running = inFarSnapshot((transaction) => {
          swallow()
          cancelledAt = Date.now()
          abort.abort()
          return transaction.raw("SELECT 'never arrives'")
        }, abort)
        await expect(running).rejects.toMatchObject({ code: 'ETIMEDOUT' })
        expect(Date.now() - cancelledAt).toBeLessThan(10_000)
      },
      30_000,
    )

    it('gives nobody a session that a stop may still reach', async () => {
      const abort = new AbortController()
      const { promise: stopIsSent, resolve } = Promise.withResolvers<void>()
      let pid: unknown
      await inFarSnapshot(async (transaction) => {
        pid = await ownPid(transaction)
        proxy.holdRequestsWith('pg_cancel_backend')
        setTimeout(resolve, 200)
        abort.abort()
        await stopIsSent
      }, abort).catch(() => undefined)
      const others = await Promise.all([1, 2, 3].map(() => ownPid(far)))
      expect(others).not.toContain(pid)
    }, 30_000)

    it('gives up a snapshot that does not begin', async () => {
      proxy.fallSilent()
      const startedAt = Date.now()
      await expect(inFarSnapshot(() => Promise.resolve())).rejects.toMatchObject({
        code: 'ETIMEDOUT',
      })
      expect(Date.now() - startedAt).toBeLessThan(12_000)
    }, 30_000)

    it('says why the work failed, though it can’t be rolled back', async () => {
      const running = inFarSnapshot(() => {
        proxy.fallSilent()
        return Promise.reject(new Error('The store is full.'))
      })
      await expect(running).rejects.toThrow('The store is full.')
    }, 30_000)

    async function ownPid(sql: Knex): Promise<unknown> {
      const { rows } = await sql.raw<{ rows: { pid: number }[] }>(
        'SELECT pg_backend_pid() AS pid, pg_sleep(0.1)',
      )
      return rows[0]?.pid
    }
  })

  it('reads one snapshot, in which nothing can be changed', async () => {
    await database.raw('CREATE TABLE t (n int)')
    const signal = new AbortController().signal
    let seen: unknown
    const reading = inSnapshot(
      database,
      { name: 'a snapshot', limitMs, signal },
      async (transaction) => {
        await database.raw('INSERT INTO t VALUES (1)')
        seen = (await transaction.raw<{ rows: unknown[] }>('SELECT * FROM t')).rows
        await transaction.raw('INSERT INTO t VALUES (2)')
      },
    )
    await expect(reading).rejects.toMatchObject({ code: '25006' })
    expect(seen).toEqual([])
  })

  it.each([
    [
      '8a1c3a35-5a8c-4c1e-9d1a-0f6f1d1a0001',
      'connexus-export 8a1c3a35-5a8c-4c1e-9d1a-0f6f1d1a0001',
    ],
    [`${'long-'.repeat(20)}17`, `connexus-export ${'long-'.repeat(9)}17`],
    ['é', 'connexus-export %C3%A9'],
  ])('is named in the server after its export %s', async (exportId, name) => {
    const { signal } = new AbortController()
    const options = { name: sessionNameOf(exportId), limitMs, signal }
    const shown = await inSnapshot(database, options, async (transaction) => {
      const { rows } = await transaction.raw<{ rows: unknown[] }>(
        'SELECT application_name AS name FROM pg_stat_activity WHERE pid = pg_backend_pid()',
      )
      return rows
    })
    expect(shown).toEqual([{ name }])
  })

  describe('whose limit is over', () => {
    const { signal } = new AbortController()
    const short = { name: 'a short one', limitMs: 500, signal }

    const slow = (transaction: Knex.Transaction) => transaction.raw('SELECT pg_sleep(30)')

    it('ends with its transaction, from PostgreSQL 17 on', async () => {
      await expect(inSnapshot(database, short, slow)).rejects.toMatchObject({ code: '25P04' })
    })

    it('ends with its statement where only that is limited', async () => {
      await withSetting('transaction_timeout', '1h', async (limited) => {
        await expect(inSnapshot(limited, short, slow)).rejects.toMatchObject({ code: '57014' })
      })
    })

    it('is given up by the server though nobody reads on, as when the worker is frozen', async () => {
      const reading = inSnapshot(database, short, async (transaction) => {
        const connection = await connectionOf(transaction)
        const cursor = connection.query(
          new Cursor('SELECT generate_series(1, 1000000)', [], CURSOR),
        )
        connection.on('error', () => undefined)
        await cursor.read(10)
        await sleep(1_000)
        const held = await database.raw<{ rows: unknown[] }>(
          `SELECT 1 FROM pg_stat_activity
            WHERE application_name = 'a short one' AND backend_xmin IS NOT NULL`,
        )
        expect(held.rows).toEqual([])
        throw new Error('all was seen')
      })
      await expect(reading).rejects.toThrow('all was seen')
    })

    it('ends while it asks for nothing, from PostgreSQL 17 on', async () => {
      const idle = inSnapshot(database, short, async (transaction) => {
        const connection = await connectionOf(transaction)
        const [error] = (await once(connection, 'error')) as [unknown]
        throw error
      })
      await expect(idle).rejects.toMatchObject({ code: '25P04' })
    })

    it('keeps the limits that the role or the server has already', async () => {
      await withSetting('statement_timeout', '200ms', async (limited) => {
        const options = { ...short, limitMs }
        const { rows } = await inSnapshot(limited, options, (transaction) =>
          transaction.raw<{ rows: unknown[] }>(
            `SELECT current_setting('statement_timeout') AS statement,
                    current_setting('transaction_timeout') AS transaction`,
          ),
        )
        expect(rows).toEqual([{ statement: '200ms', transaction: '5min' }])
        await expect(inSnapshot(limited, options, slow)).rejects.toMatchObject({ code: '57014' })
      })
    })

    /** With a setting that every new session of the database has. */
    async function withSetting(name: string, value: string, use: (limited: Knex) => Promise<void>) {
      const databaseName = decodeURIComponent(new URL(url).pathname.slice(1))
      await database.raw(`ALTER DATABASE ?? SET ${name} = '${value}'`, [databaseName])
      const limited = openDatabase({ url, applicationName: 'test' })
      try {
        await use(limited)
      } finally {
        await limited.destroy()
        await database.raw(`ALTER DATABASE ?? RESET ${name}`, [databaseName])
      }
    }
  })
})
