/** The pool gives nobody a connection that leads nowhere, and limits what its statements may take. */
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

async function statementTimeoutAt(address: string): Promise<unknown> {
  const database = openDatabase({ url: address, applicationName: 'test', statementTimeoutMs: 1234 })
  try {
    const { rows } = await database.raw<{ rows: unknown[] }>(
      `SELECT current_setting('statement_timeout') AS limit`,
    )
    return rows[0]
  } finally {
    await database.destroy()
  }
}

it('has the server end a statement that takes too long', async () => {
  expect(await statementTimeoutAt(url)).toEqual({ limit: '1234ms' })
})

it('leaves the session as it is where a pooler may give it to others', async () => {
  // As PgBouncer does: the greeting (BackendKeyData) names another process than the session's.
  const greeting = Buffer.from([0x4b, 0, 0, 0, 12])
  proxy.changeReplies((chunk) => {
    const at = chunk.indexOf(greeting)
    if (at >= 0) chunk.writeInt32BE(1, at + greeting.length)
    return chunk
  })
  try {
    expect(await statementTimeoutAt(url)).toEqual({ limit: '0' })
  } finally {
    proxy.changeReplies((chunk) => chunk)
  }
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
    await expect(database.raw("SELECT 'never arrives'")).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    })
    const { rows } = await database.raw<{ rows: unknown[] }>('SELECT 2 AS n')
    expect(rows).toEqual([{ n: 2 }])
  } finally {
    await database.destroy()
  }
})
