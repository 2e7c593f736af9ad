/** A snapshot's query ends in the server when its work is cancelled, whenever that is. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { openDatabase } from '../stores/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { tcpProxy } from '../tests/support/tcpProxy.ts'
import { inSnapshot } from './snapshot.ts'

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
    return inSnapshot(database, { name: 'a long query', signal }, (transaction) =>
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

  it('gives up a connection that leads nowhere, which no stop can reach', async () => {
    const direct = new URL(url)
    const proxy = await tcpProxy(direct.host)
    direct.host = proxy.address
    const far = openDatabase({ url: direct.href, applicationName: 'test' })
    try {
      proxy.holdRequestsWith('never arrives')
      const abort = new AbortController()
      const { signal } = abort
      const running = inSnapshot(far, { name: 'a lost query', signal }, (transaction) => {
        abort.abort()
        return transaction.raw("SELECT 'never arrives'")
      })
      await expect(running).rejects.toThrow(/terminated/i)
    } finally {
      await far.destroy()
      await proxy.close()
    }
  }, 30_000)

  it('reads one snapshot, in which nothing can be changed', async () => {
    await database.raw('CREATE TABLE t (n int)')
    const signal = new AbortController().signal
    await inSnapshot(database, { name: 'a snapshot', signal }, async (transaction) => {
      await database.raw('INSERT INTO t VALUES (1)')
      const { rows } = await transaction.raw<{ rows: unknown[] }>('SELECT * FROM t')
      expect(rows).toEqual([])
      await expect(transaction.raw('INSERT INTO t VALUES (2)')).rejects.toMatchObject({
        code: '25006',
      })
    }).catch((error: unknown) => {
      // The refused statement has ended the transaction.
      expect(error).toMatchObject({ code: '25P02' })
    })
  })
})
