/** The pool gives nobody a connection that leads nowhere. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { freshDatabase } from '../tests/support/stack.ts'
import { type TcpProxy, tcpProxy } from '../tests/support/tcpProxy.ts'
import { openDatabase } from './index.ts'

let url: string
let drop: () => Promise<void>
let proxy: TcpProxy

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.dispose
  const direct = new URL(fresh.url)
  proxy = await tcpProxy(direct.host)
  direct.host = proxy.address
  url = direct.href
})
afterAll(async () => {
  await proxy.close()
  await drop()
})

it('makes a new connection after one that fell silent in the middle of a statement', async () => {
  const database = openDatabase({
    url,
    applicationName: 'test',
    maxConnections: 1,
    statementTimeoutMs: 500,
  })
  try {
    await database.raw('SELECT 1')
    proxy.holdRequestsWith('never arrives')
    await expect(database.raw("SELECT 'never arrives'")).rejects.toThrow(/timeout/)
    const { rows } = await database.raw<{ rows: unknown[] }>('SELECT 2 AS n')
    expect(rows).toEqual([{ n: 2 }])
  } finally {
    await database.destroy()
  }
})
