/** Webhooks against real HTTPS servers on this machine; where names lead is said by each test. */
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { generate } from 'selfsigned'
import { Webhook as Receiver } from 'standardwebhooks'
import { Undelivered } from '../undelivered.ts'
import {
  httpsWebhooks,
  newWebhookSecret,
  type WebhookSettings,
  webhookUrlProblem,
} from './index.ts'
import { isPublicAddress } from './publicAddress.ts'

const BODY = '{"type":"export.completed","data":{"title":"Zoë & Söhne"}}'
const SECRET = newWebhookSecret()

let certificate: { private: string; cert: string }
let server: Server | undefined

beforeAll(async () => {
  certificate = await generate([{ name: 'commonName', value: 'hooks.example' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'hooks.example' }] },
    ],
  })
}, 60_000)

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

interface Received {
  headers: Record<string, string>
  body: string
}

/** A server that notes what it receives, and answers as it is told. Gives its URL. */
async function listen(answer: RequestListener): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  server = createServer({ key: certificate.private, cert: certificate.cert }, (call, reply) => {
    let body = ''
    call.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8')
    })
    call.on('end', () => {
      received.push({ headers: call.headers as Record<string, string>, body })
      answer(call, reply)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `https://hooks.example:${port}/exports?a=1`, received }
}

/** The name leads here, which is allowed unless the settings say otherwise. */
function post(url: string, settings: Partial<WebhookSettings> = {}): Promise<void> {
  return httpsWebhooks({
    privateHosts: ['hooks.example', new URL(url).host],
    resolve: (_host, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    ca: certificate.cert,
    ...settings,
  }).post({ url, secret: SECRET, id: 'notice-1', body: BODY })
}

async function failureOf(posted: Promise<void>): Promise<Undelivered> {
  const error: unknown = await posted.catch((reason: unknown) => reason)
  if (!(error instanceof Undelivered)) throw new Error('The webhook arrived', { cause: error })
  return error
}

describe('a webhook', () => {
  it('is signed so that any receiver of Standard Webhooks can tell it is ours', async () => {
    const { url, received } = await listen((_call, reply) => reply.writeHead(204).end())
    await post(url)
    const [{ headers, body }] = received as [Received]
    expect(new Receiver(SECRET).verify(body, headers)).toEqual(JSON.parse(BODY))
    expect(headers).toMatchObject({
      'webhook-id': 'notice-1',
      'content-type': 'application/json',
      host: new URL(url).host,
    })
    expect(() => new Receiver(SECRET).verify(`${body} `, headers)).toThrow('No matching signature')
    const another = new Receiver(newWebhookSecret())
    expect(() => another.verify(body, headers)).toThrow('No matching signature')
  })

  it('has a secret of 32 random bytes', () => {
    expect(SECRET).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(newWebhookSecret()).not.toBe(SECRET)
  })

  it('has arrived whatever the body of the answer is, however long', async () => {
    const { url } = await listen((_call, reply) => {
      reply.writeHead(200)
      const write = (): boolean => reply.write('x'.repeat(65_536))
      const timer = setInterval(write, 1)
      reply.on('close', () => clearInterval(timer))
    })
    await expect(post(url)).resolves.toBeUndefined()
  })

  it.each([
    [400, false],
    [404, false],
    [410, true],
    [500, false],
  ])('that is answered with %d has not arrived; that is final: %s', async (status, isFinal) => {
    const { url } = await listen((_call, reply) => reply.writeHead(status).end())
    expect(await failureOf(post(url))).toMatchObject({
      isFinal,
      message: `The webhook answered with status ${status}: no success.`,
    })
  })

  it('follows no redirect, and says so', async () => {
    const { url, received } = await listen((_call, reply) =>
      reply.writeHead(302, { location: '/elsewhere' }).end(),
    )
    expect((await failureOf(post(url))).message).toBe(
      'The webhook answered with status 302: a redirect, which is not followed.',
    )
    expect(received).toHaveLength(1)
  })

  it.each([
    [429, '120', 120_000],
    [503, '999999', 3_600_000],
    [503, 'Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    [500, '120', undefined],
  ])('answered with %d and Retry-After %j waits %p ms', async (status, after, wait) => {
    const { url } = await listen((_call, reply) =>
      reply.writeHead(status, { 'retry-after': after }).end(),
    )
    expect((await failureOf(post(url))).retryAfterMs).toBe(wait)
  })

  it('is refused by us where its certificate is not to be trusted', async () => {
    const { url, received } = await listen((_call, reply) => reply.end())
    const { cert: another } = await generate(undefined, { keySize: 2048 })
    const posted = post(url, { ca: another })
    expect((await failureOf(posted)).isFinal).toBe(false)
    expect(received).toEqual([])
  })
})

describe('a webhook to a private address', () => {
  it('is not sent where the name leads to one, even among public ones', async () => {
    const { url, received } = await listen((_call, reply) => reply.end())
    const failure = await failureOf(
      post(url, {
        privateHosts: [],
        resolve: (_host, done) =>
          done(null, [
            { address: '203.0.114.1', family: 4 },
            { address: '127.0.0.1', family: 4 },
          ]),
      }),
    )
    expect(failure).toMatchObject({
      isFinal: true,
      message:
        'The webhook’s URL leads to an address that is not public. Operators can allow its host by EXPORT_WEBHOOK_PRIVATE_HOSTS.',
    })
    expect(received).toEqual([])
  })

  it.each([
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::127.0.0.1]/',
  ])('is not sent to %s, which needs no name', async (url) => {
    expect(await failureOf(post(url, { privateHosts: [] }))).toMatchObject({ isFinal: true })
  })

  it('is not sent to another port of a host that is allowed with one', async () => {
    const { url } = await listen((_call, reply) => reply.end())
    const failure = await failureOf(post(url, { privateHosts: ['hooks.example:1'] }))
    expect(failure.isFinal).toBe(true)
    await expect(post(url, { privateHosts: [new URL(url).host] })).resolves.toBeUndefined()
  })

  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1', true],
    ['::ffff:8.8.8.8', true],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['127.0.0.1', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:169.254.169.254', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['::127.0.0.1', false],
    ['::a9fe:a9fe', false],
    ['1::1', false],
    ['200::1', false],
    ['2001:db8::1', false],
    ['3fff:ffff::1', true],
    ['4000::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['ff02::1', false],
    ['no address', false],
  ])('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })
})

describe('the URL of a webhook', () => {
  it.each([
    ['https://example.com/exports', undefined],
    ['https://example.com:8443/?a=b', undefined],
    ['http://example.com/', 'A webhook’s URL begins with https://.'],
    ['example.com', 'A webhook needs a whole URL, such as https://example.com/exports.'],
    [
      'https://u:p@example.com/',
      'A webhook’s URL holds no user or password: it is known by its signature.',
    ],
    [`https://example.com/${'x'.repeat(2_000)}`, 'A webhook’s URL has 2,000 characters at most.'],
  ])('%s', (url, problem) => {
    expect(webhookUrlProblem(url)).toBe(problem)
  })
})
