/** The index in a real server of Redis' protocol, which also fails in every way that one can. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { freePort } from '../../stack/ports.ts'
import { eventually } from '../../tests/support/eventually.ts'
import { type TcpProxy, tcpProxy } from '../../tests/support/tcpProxy.ts'
import { startValkey, type Valkey } from '../../tests/support/valkey.ts'
import { type ReuseIndex, redisReuseIndex } from './index.ts'

const KEY = 'connexus-exports:reuse:d1'

let valkey: Valkey
let proxy: TcpProxy
let index: ReuseIndex
let outages: string[]

beforeAll(async () => {
  valkey = await startValkey()
}, 120_000)
afterAll(() => valkey.dispose())
beforeEach(async () => {
  await valkey.ask('FLUSHALL')
  proxy = await tcpProxy(valkey.address)
  index = opened(`redis://${proxy.address}`)
  await eventually(() => remembered('d0', 'e0'))
  outages = []
})
afterEach(async () => {
  await index.close()
  await proxy.close()
})

function opened(url: string): ReuseIndex {
  outages = []
  return redisReuseIndex({ url, onOutage: (error) => void outages.push(String(error)) })
}

/** The index connects in the background: until it has, it knows nothing. */
async function remembered(digest: string, exportId: string): Promise<void> {
  await index.remember(digest, exportId, { seconds: 60 })
  expect(await index.find(digest)).toBe(exportId)
}

async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; ms: number }> {
  const begin = performance.now()
  const answer = await work()
  return { answer, ms: performance.now() - begin }
}

it('finds the export that was remembered last, for as long as was said', async () => {
  await index.remember('d1', 'e1', { seconds: 60 })
  await index.remember('d1', 'e2', { seconds: 90 })
  expect(await index.find('d1')).toBe('e2')
  expect(await index.find('d2')).toBeUndefined()
  const left = Number(await valkey.ask('TTL', KEY))
  expect(left).toBeGreaterThan(85)
  expect(left).toBeLessThanOrEqual(90)
  await valkey.ask('PEXPIRE', KEY, '1')
  await eventually(async () => expect(await index.find('d1')).toBeUndefined())
  expect(outages).toEqual([])
})

it('needs no right but to get and set its own keys, and to ping', async () => {
  const rights = ['~connexus-exports:reuse:*', '+get', '+set', '+ping']
  await valkey.ask('ACL', 'SETUSER', 'exports', 'on', '>secret', ...rights)
  await index.close()
  index = opened(`redis://exports:secret@${proxy.address}`)
  await eventually(() => remembered('d1', 'e1'))
  expect(await valkey.ask('GET', KEY)).toBe('e1')
})

describe('a server', () => {
  it('that can’t be reached from the beginning costs no time, and one word', async () => {
    const away = opened(`redis://127.0.0.1:${await freePort()}`)
    try {
      await eventually(async () => expect(outages).toHaveLength(1))
      const { answer, ms } = await timed(async () => {
        await away.remember('d1', 'e1', { seconds: 60 })
        return await away.find('d1')
      })
      expect(answer).toBeUndefined()
      expect(ms).toBeLessThan(400)
      expect(outages).toHaveLength(1)
    } finally {
      await away.close()
    }
  })

  it('that is cut off is used again once it can be reached', async () => {
    proxy.cut()
    expect(await index.find('d0')).toBeUndefined()
    await index.remember('d1', 'e1', { seconds: 60 })
    proxy.restore()
    await eventually(() => remembered('d1', 'e2'))
    expect(outages).toHaveLength(1)
  })

  it('that was restarted has forgotten all, and is used again', async () => {
    await valkey.stop()
    expect(await index.find('d0')).toBeUndefined()
    await valkey.start()
    await eventually(() => remembered('d1', 'e1'))
    expect(await index.find('d0')).toBeUndefined()
    expect(outages).toHaveLength(1)
  }, 30_000)

  it('that falls silent is waited for half a second, once', async () => {
    proxy.fallSilent()
    const first = await timed(() => index.find('d0'))
    expect(first.answer).toBeUndefined()
    expect(first.ms).toBeGreaterThan(450)
    expect(first.ms).toBeLessThan(1_500)
    const next = await timed(() => Promise.all([index.find('d0'), index.find('d0')]))
    expect(next.answer).toEqual([undefined, undefined])
    expect(next.ms).toBeLessThan(400)
    expect(outages).toEqual(['NoAnswer: Redis did not answer within 500 ms.'])
  })

  it('that answers what is no reply is asked no longer', async () => {
    proxy.changeReplies((chunk) => Buffer.from(chunk.map((byte) => byte ^ 0x55)))
    expect(await index.find('d0')).toBeUndefined()
    expect(outages).toHaveLength(1)
    proxy.changeReplies((chunk) => chunk)
    await eventually(() => remembered('d1', 'e1'))
  })

  it('whose key is of another kind knows nothing under it', async () => {
    await valkey.ask('LPUSH', KEY, 'e1')
    expect(await index.find('d1')).toBeUndefined()
    expect(outages).toEqual([expect.stringContaining('WRONGTYPE')])
    expect(await index.find('d0')).toBe('e0')
  })

  it('that wants a password is out, and the password that was tried is told nobody', async () => {
    await valkey.ask('CONFIG', 'SET', 'requirepass', 'right')
    const away = opened(`redis://:hunter2@${proxy.address}`)
    try {
      await eventually(async () => expect(outages).toHaveLength(1))
      expect(await away.find('d0')).toBeUndefined()
      expect(outages.join()).not.toContain('hunter2')
    } finally {
      await away.close()
      await valkey.stop()
      await valkey.start()
    }
  }, 30_000)
})
