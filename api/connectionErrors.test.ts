/** Everything that can be wrong before a route is reached, over real sockets: always a problem. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../tests/support/apiWorld.ts'
import { eventually } from '../tests/support/eventually.ts'
import { refused } from '../tests/support/fakeExportData.ts'
import type { Problem } from './errors/index.ts'

let world: ApiWorld
let port: number
beforeAll(async () => {
  world = await apiWorld()
  world.exportData.answers.get = refused('UNKNOWN_JOB')
  await world.app.listen({ host: '127.0.0.1', port: 0 })
  port = (world.app.server.address() as AddressInfo).port
})
afterAll(() => world.app.close())

interface RawAnswer {
  status: number
  head: string
  problem: Problem
}

/** Sends the bytes as they are. */
async function send(raw: string): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(raw)
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head, problem: JSON.parse(body) as Problem }
}

const CLOSE = 'Host: x\r\nConnection: close\r\n'

describe('a request that reaches no route', () => {
  it.each([
    ['is no HTTP', 'HELLO\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    [
      'has an address that can’t be decoded',
      `GET /%zz HTTP/1.1\r\n${CLOSE}\r\n`,
      400,
      'MALFORMED_REQUEST',
    ],
    [
      'has an address with half a character',
      `GET /exports/%ff HTTP/1.1\r\n${CLOSE}\r\n`,
      400,
      'MALFORMED_REQUEST',
    ],
    [
      'has too many headers',
      `GET / HTTP/1.1\r\n${CLOSE}a: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    [
      'asks for nothing that there is',
      `GET /nope?a=b HTTP/1.1\r\n${CLOSE}\r\n`,
      404,
      'NO_SUCH_ADDRESS',
    ],
    [
      'uses a method that does not fit',
      `PATCH /exports HTTP/1.1\r\n${CLOSE}\r\n`,
      405,
      'METHOD_NOT_ALLOWED',
    ],
    [
      'names an export by more than anybody would',
      `GET /exports/${'x'.repeat(501)} HTTP/1.1\r\n${CLOSE}Authorization: TOKEN\r\n\r\n`,
      404,
      'UNKNOWN_JOB',
    ],
    ['is not signed in', `GET /exports HTTP/1.1\r\n${CLOSE}\r\n`, 401, 'NOT_AUTHENTICATED'],
  ])('is told so where it %s', async (_, raw, status, code) => {
    const answer = await send(raw.replace('TOKEN', world.signedIn.authorization))
    expect(answer.status).toBe(status)
    expect(answer.head).toMatch(/\r\ncontent-type: application\/problem\+json/i)
    expect(answer.head).toMatch(/\r\ncache-control: no-store/i)
    expect(answer.problem).toMatchObject({
      type: `/errors#${code}`,
      status,
      code,
      errors: [{ code, message: answer.problem.detail, remedy: answer.problem.remedy }],
    })
    expect(answer.problem.instance).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each(['/%zz', `/exports/${'x'.repeat(10_000)}`])(
    'tells browsers what they may do with the answer, and is logged: %.20j',
    async (address) => {
      const answer = await send(`GET ${address} HTTP/1.1\r\n${CLOSE}\r\n`)
      expect(answer.head).toMatch(/\r\nx-content-type-options: nosniff/i)
      expect(answer.head).toMatch(/\r\ncontent-security-policy: default-src 'none'/i)
      const line = world
        .log()
        .split('\n')
        .find((one) => one.includes(answer.problem.instance))
      expect(JSON.parse(line ?? '{}')).toMatchObject({
        msg: 'answered',
        method: 'GET',
        path: address,
        status: answer.status,
      })
    },
  )

  it('is found in the log by the id that it brings', async () => {
    const answer = await send(`GET /nope HTTP/1.1\r\n${CLOSE}X-Request-Id: trace-7\r\n\r\n`)
    expect(answer.problem.instance).toBe('trace-7')
    expect(answer.head).toMatch(/\r\nx-request-id: trace-7/i)
    expect(world.log()).toContain('"requestId":"trace-7"')
  })

  it('is no fault of ours where the client breaks off its upload', async () => {
    const head = `POST /exports HTTP/1.1\r\nHost: x\r\nX-Request-Id: upload-1\r\nAuthorization: ${world.signedIn.authorization}\r\n`
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"type":`)
    const [request] = (await once(world.app.server, 'request')) as [IncomingMessage]
    // Before, nobody would hear of it.
    await eventually(async () => expect(request.listenerCount('data')).toBeGreaterThan(0))
    socket.resetAndDestroy()
    const lines = await eventually(async () => {
      const found = world
        .log()
        .split('\n')
        .filter((line) => line.includes('"upload-1"'))
      expect(found).not.toEqual([])
      return found.map((line) => JSON.parse(line) as { level: number; msg: string })
    })
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([[30, 'the client has gone']])
  })

  it('gets another id where its own is none', async () => {
    const answer = await send(`GET /nope HTTP/1.1\r\n${CLOSE}X-Request-Id: a "b"\r\n\r\n`)
    expect(answer.problem.instance).toMatch(/^[0-9a-f-]{36}$/)
  })
})
