/** A snapshot's query ends in the server when its work is cancelled, whenever that is. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { openDatabase } from '../stores/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { inSnapshot } from './snapshot.ts'

describe('inSnapshot', () => {
  let database: Knex
  let drop: () => Promise<void>

  beforeAll(async () => {
    const fresh = await freshDatabase()
    drop = fresh.dispose
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
