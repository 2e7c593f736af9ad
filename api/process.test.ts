/** The process, as it is started: what it refuses to start with, and that it starts and stops. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from '@jest/globals'
import { environment } from '../config/index.ts'
import { eventually } from '../tests/support/eventually.ts'

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9'
const COMPLETE = {
  DATABASE_URL: 'postgresql://connexus_api@127.0.0.1:9/connexus',
  EXPORT_QUEUE_URL: `${NOWHERE}/queue`,
  EXPORT_BUCKET: 'files',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL_SQS: NOWHERE,
  AWS_ENDPOINT_URL_S3: NOWHERE,
  TEMPORAL_ADDRESS: '127.0.0.1:9',
  API_PORT: '0',
  API_JWT_SECRET: 'a secret of more than thirty-two characters',
  API_JWT_ISSUER: 'connexus',
  API_JWT_AUDIENCE: 'connexus-exports',
}

let child: ChildProcess | undefined
afterEach(() => {
  child?.kill('SIGKILL')
})

function start(settings: Record<string, string>): ChildProcess & { output(): string } {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const env = { PATH: environment.PATH, ...settings }
  const started = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'pipe'], env })
  child = started
  let output = ''
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  return Object.assign(started, { output: () => output })
}

describe('npm run api', () => {
  it.each([
    ['neither is', { API_JWT_SECRET: '' }],
    ['both is', { API_JWKS_URL: 'https://login.example/keys' }],
  ])('ends with 1 where of the two ways to check tokens %s given', async (which, changed) => {
    const api = start({ ...COMPLETE, ...changed })
    const said = text(api.stderr ?? process.stdin)
    expect(await once(api, 'exit')).toEqual([1, null])
    expect(await said).toContain(
      `- Exactly one of API_JWT_SECRET and API_JWKS_URL must be set; ${which}.`,
    )
  })

  it('ends with 1 where it can’t know its own address', async () => {
    const api = start({ ...COMPLETE, API_HOST: 'no host' })
    expect(await once(api, 'exit')).toEqual([1, null])
    expect(api.output()).toContain(
      '- API_HOST must be a host, or API_URL set: http://no host:0 is no URL.',
    )
  })

  it('ends with 1 where its port is taken, and says by which setting it gets another', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const api = start({ ...COMPLETE, API_PORT: String(port) })
    expect(await once(api, 'exit')).toEqual([1, null])
    other.close()
    expect(api.output()).toBe(
      `The address 127.0.0.1:${port} is taken. End what listens there, or set API_PORT to another port.\n`,
    )
  })

  it('ends with 1 where the secret is too short, and does not print it', async () => {
    const api = start({ ...COMPLETE, API_JWT_SECRET: 'hunter2' })
    expect(await once(api, 'exit')).toEqual([1, null])
    expect(api.output()).toContain('API_JWT_SECRET must be a text of 32 characters or more.')
    expect(api.output()).not.toContain('hunter2')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'starts though nothing else is up, says so, and ends on %s',
    async (signal) => {
      const api = start(COMPLETE)
      const address = await eventually(async () => {
        const [, url] = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(api.output()) ?? []
        if (url === undefined) throw new Error(`It does not listen: ${api.output()}`)
        return url
      }, 20_000)
      expect((await fetch(`${address}/health/live`)).status).toBe(200)
      const ready = await fetch(`${address}/health/ready`)
      expect(ready.status).toBe(503)
      expect(await ready.json()).toMatchObject({ parts: { temporal: { status: 'unavailable' } } })
      api.kill(signal)
      expect(await once(api, 'exit')).toEqual([0, null])
    },
  )
})
