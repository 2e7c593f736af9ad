/** Who is let in: by bearer token, by the cookie of our own page, and who is not. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { API_URL, type ApiWorld, apiWorld, tokenOf } from '../tests/support/apiWorld.ts'
import type { Problem } from './errors/index.ts'

let world: ApiWorld
let cookie: string
beforeAll(async () => {
  world = await apiWorld()
  cookie = `connexus_exports=${await tokenOf('ann')}`
})
afterAll(() => world.app.close())
beforeEach(() => {
  world.exportData.calls.length = 0
})

const cancel = (headers: Record<string, string>) =>
  world.app.inject({ method: 'POST', url: '/exports/1/cancel', headers })

describe('a call', () => {
  it('is made by the user of its token, from its address', async () => {
    const headers = { ...world.signedIn, 'user-agent': 'script/1' }
    expect((await world.app.inject({ url: '/me', headers })).statusCode).toBe(200)
    const caller = { userId: 'ann', address: '127.0.0.1', userAgent: 'script/1' }
    expect(world.exportData.calls).toEqual([['requester', caller]])
  })

  it.each([
    ['without a token', {}, 'The call has no bearer token.'],
    ['with a password', { authorization: 'Basic YTpi' }, '`Authorization` holds no bearer token.'],
    [
      'with a broken token',
      { authorization: 'Bearer abc' },
      'The token is no JWT that can be read.',
    ],
  ])('is refused %s, and told how to sign in', async (_, headers, detail) => {
    const answer = await world.app.inject({ url: '/exports', headers })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="connexus-exports"/)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json<Problem>()).toMatchObject({ code: 'NOT_AUTHENTICATED', detail })
    expect(world.exportData.calls).toEqual([])
  })

  it.each([
    ['GET', '/exports'],
    ['POST', '/exports'],
    ['GET', '/exports/1'],
    ['DELETE', '/exports/1'],
    ['GET', '/exports/1/events'],
    ['GET', '/exports/events?ids=1'],
    ['GET', '/exports/1/download'],
    ['POST', '/exports/1/cancel'],
    ['POST', '/exports/1/retry'],
    ['GET', '/export-types'],
    ['GET', '/export-types/SOW/filters/clientIds/choices'],
    ['POST', '/exports/estimate'],
    ['GET', '/me'],
    ['POST', '/session'],
  ] as const)('needs a token: %s %s', async (method, url) => {
    expect((await world.app.inject({ method, url })).statusCode).toBe(401)
  })

  it.each(['/', '/docs', '/errors', '/openapi.json', '/health/live', '/health/ready'])(
    'needs none to read %s',
    async (url) => {
      expect((await world.app.inject(url)).statusCode).not.toBe(401)
    },
  )
})

describe('the session cookie', () => {
  it('is enough to read', async () => {
    const answer = await world.app.inject({ url: '/exports', headers: { cookie } })
    expect(answer.statusCode).toBe(200)
  })

  it.each([
    ['the page itself', { 'sec-fetch-site': 'same-origin' }],
    ['an address that somebody typed', { 'sec-fetch-site': 'none' }],
    ['the page in an old browser', { origin: API_URL }],
    ['the page under the name that the proxy uses', { origin: 'http://inner:80', host: 'inner' }],
  ])('is enough for a change that comes from %s', async (_, headers) => {
    expect((await cancel({ cookie, ...headers })).statusCode).toBe(202)
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: API_URL }],
    ['a neighbour of the same site', { 'sec-fetch-site': 'same-site' }],
    ['another origin in an old browser', { origin: 'http://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a client that does not say', {}],
  ])('is not enough for a change that comes from %s', async (_, headers) => {
    const answer = await cancel({ cookie, ...headers })
    expect(answer.statusCode).toBe(403)
    expect(answer.json<Problem>().code).toBe('WRONG_ORIGIN')
    expect(world.exportData.calls).toEqual([])
  })

  it('counts for nothing beside a bearer token', async () => {
    const other = { authorization: `Bearer ${await tokenOf('bob')}`, cookie, origin: 'null' }
    expect((await cancel(other)).statusCode).toBe(202)
    expect(world.exportData.calls).toMatchObject([['cancel', { userId: 'bob' }, '1']])
  })
})

describe('a session', () => {
  it('begins with a bearer token and ends with it', async () => {
    const exp = Math.floor(Date.now() / 1_000) + 600
    const token = await tokenOf('ann', { exp })
    const headers = { authorization: `Bearer ${token}` }
    const answer = await world.app.inject({ method: 'POST', url: '/session', headers })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['set-cookie']).toBe(
      `connexus_exports=${token}; Path=/; Expires=${new Date(exp * 1_000).toUTCString()}; HttpOnly; SameSite=Lax`,
    )
  })

  it('is sent encrypted alone where people reach the API by HTTPS', async () => {
    const secure = await apiWorld({ settings: { url: 'https://exports.example' } })
    const { signedIn: headers } = secure
    const answer = await secure.app.inject({ method: 'POST', url: '/session', headers })
    expect(answer.headers['set-cookie']).toMatch(/; Secure/)
    await secure.app.close()
  })

  it('does not begin with a token that no cookie holds', async () => {
    const headers = {
      authorization: `Bearer ${await tokenOf('ann', { groups: 'g'.repeat(3_000) })}`,
    }
    const answer = await world.app.inject({ method: 'POST', url: '/session', headers })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().errors).toMatchObject([{ field: 'Authorization' }])
  })

  it('does not begin with a cookie, nor for another page', async () => {
    const post = (headers: Record<string, string>) =>
      world.app.inject({ method: 'POST', url: '/session', headers })
    expect((await post({ cookie, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(401)
    const foreign = await post({ ...world.signedIn, origin: 'http://evil.example' })
    expect(foreign.statusCode).toBe(403)
    expect(foreign.headers['set-cookie']).toBeUndefined()
  })

  it('ends when told to, also when its token has ended already', async () => {
    const stale = `connexus_exports=${await tokenOf('ann', { exp: 1 })}`
    const headers = { cookie: stale, 'sec-fetch-site': 'same-origin' }
    const answer = await world.app.inject({ method: 'DELETE', url: '/session', headers })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['set-cookie']).toMatch(/^connexus_exports=; Max-Age=0; Path=\//)
  })
})
