import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld, tokenOf } from '../tests/support/apiWorld.ts'
import type { Problem } from './errors/index.ts'

let world: ApiWorld
beforeEach(async () => {
  world = await apiWorld({ settings: { rateLimit: 3, trustedProxies: 1 } })
})
afterEach(() => world.app.close())

const of = async (user: string) => ({ authorization: `Bearer ${await tokenOf(user)}` })
const statuses = async (headers: Record<string, string>, url = '/exports') => {
  const asked: number[] = []
  for (let i = 0; i < 4; i += 1) asked.push((await world.app.inject({ url, headers })).statusCode)
  return asked
}

it('lets each user ask as often as is allowed, and then tells how long to wait', async () => {
  expect(await statuses(await of('ann'))).toEqual([200, 200, 200, 429])
  expect(await statuses(await of('bob'))).toEqual([200, 200, 200, 429])
  const answer = await world.app.inject({ url: '/me', headers: await of('ann') })
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.json<Problem>()).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    status: 429,
    detail: 'More than 3 requests came within a minute.',
  })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60)
})

it('counts calls that are refused by the address that they come from', async () => {
  const wrong = { authorization: 'Bearer guessed' }
  expect(await statuses({ ...wrong, 'x-forwarded-for': '192.0.2.1' })).toEqual([401, 401, 401, 429])
  expect(await statuses({ 'x-forwarded-for': '192.0.2.2' })).toEqual([401, 401, 401, 429])
  expect(await statuses({ ...(await of('ann')), 'x-forwarded-for': '192.0.2.1' })).toEqual([
    200, 200, 200, 429,
  ])
})

it('believes no more proxies than there are', async () => {
  const spoofed = (nth: number) => `10.0.0.${nth}, 192.0.2.1`
  const asked: number[] = []
  for (let nth = 0; nth < 4; nth += 1) {
    const headers = { 'x-forwarded-for': spoofed(nth) }
    asked.push((await world.app.inject({ url: '/exports', headers })).statusCode)
  }
  expect(asked).toEqual([401, 401, 401, 429])
})

it('counts browsers that are sent to sign in', async () => {
  const headers = { accept: 'text/html' }
  expect(await statuses(headers, '/exports/1/download')).toEqual([303, 303, 303, 429])
})

it('takes the /64 of an IPv6 address for one caller, and an IPv4 address for itself in any form', async () => {
  const from = async (...addresses: string[]) => {
    const asked: number[] = []
    for (const address of addresses) {
      const headers = { 'x-forwarded-for': address }
      asked.push((await world.app.inject({ url: '/exports', headers })).statusCode)
    }
    return asked
  }
  const subnet = ['2001:db8:0:1::1', '2001:db8:0:1::2', '2001:db8:0:1:a::', '2001:db8:0:1:b::']
  expect(await from(...subnet)).toEqual([401, 401, 401, 429])
  expect(await from('2001:db8:0:2::1')).toEqual([401])
  const mapped = ['192.0.2.7', '::ffff:192.0.2.7', '::ffff:c000:207', '192.0.2.7']
  expect(await from(...mapped)).toEqual([401, 401, 401, 429])
  expect(await from('::ffff:192.0.2.8')).toEqual([401])
})

it('counts neither health nor pages', async () => {
  expect(await statuses({}, '/health/live')).toEqual([200, 200, 200, 200])
  expect(await statuses({}, '/docs')).toEqual([200, 200, 200, 200])
})
