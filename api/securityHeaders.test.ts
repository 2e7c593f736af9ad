import { afterEach, describe, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../tests/support/apiWorld.ts'

let world: ApiWorld
afterEach(() => world.app.close())

describe('what browsers are told', () => {
  it.each(['/', '/docs', '/docs/static/swagger-ui.css', '/errors', '/exports', '/nope'])(
    'is to run and show nothing but what %s comes from',
    async (url) => {
      world = await apiWorld()
      const { headers } = await world.app.inject(url)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      )
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
    },
  )

  it('is to store no answer', async () => {
    world = await apiWorld()
    for (const url of ['/exports', '/nope', '/health/live', '/errors', '/']) {
      expect((await world.app.inject(url)).headers['cache-control']).toBe('no-store')
    }
    expect((await world.app.inject('/openapi.json')).headers['cache-control']).toBe('no-cache')
  })

  it.each([
    ['https://exports.example', 'max-age=15768000'],
    ['http://exports.example', undefined],
  ])('is to stay with HTTPS where the address is %s: %s', async (url, expected) => {
    world = await apiWorld({ settings: { url } })
    const { headers } = await world.app.inject('/health/live')
    expect(headers['strict-transport-security']).toBe(expected)
  })
})

describe('another page', () => {
  const origin = 'https://app.example'

  it('may not read answers, nor ask whether it may', async () => {
    world = await apiWorld()
    const headers = { origin, 'access-control-request-method': 'POST' }
    const preflight = await world.app.inject({ method: 'OPTIONS', url: '/exports', headers })
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined()
    const { signedIn } = world
    const answer = await world.app.inject({ url: '/exports', headers: { ...signedIn, origin } })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('may call with a bearer token, but never with the cookie, where it is listed', async () => {
    world = await apiWorld({ settings: { corsOrigins: [origin] } })
    const preflight = await world.app.inject({
      method: 'OPTIONS',
      url: '/exports',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,idempotency-key',
      },
    })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers['access-control-allow-origin']).toBe(origin)
    expect(preflight.headers['access-control-allow-headers']).toContain('Idempotency-Key')
    expect(preflight.headers['access-control-allow-credentials']).toBeUndefined()
    const { signedIn } = world
    const answer = await world.app.inject({ url: '/exports', headers: { ...signedIn, origin } })
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'Location, Retry-After, X-Request-Id',
    })
    const cookie = `connexus_exports=${signedIn.authorization.slice('Bearer '.length)}`
    const change = await world.app.inject({
      method: 'POST',
      url: '/exports/1/cancel',
      headers: { origin, cookie },
    })
    expect(change.statusCode).toBe(403)
  })

  it('may not, where only others are listed', async () => {
    world = await apiWorld({ settings: { corsOrigins: [origin] } })
    const headers = { ...world.signedIn, origin: 'https://evil.example' }
    const answer = await world.app.inject({ url: '/exports', headers })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})
