import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../tests/support/apiWorld.ts'

let world: ApiWorld
beforeAll(async () => {
  world = await apiWorld()
})
afterAll(() => world.app.close())

it.each([
  ['/exports', 'POST, GET, HEAD, OPTIONS'],
  ['/exports/1', 'GET, HEAD, DELETE, OPTIONS'],
  ['/exports/1/download?x=1', 'GET, OPTIONS'],
  ['/exports/1/events', 'GET, OPTIONS'],
  ['/session', 'POST, DELETE, OPTIONS'],
])('tells which methods %s takes: %s', async (url, allow) => {
  const options = await world.app.inject({ method: 'OPTIONS', url })
  expect([options.statusCode, options.headers.allow, options.body]).toEqual([204, allow, ''])
  const put = await world.app.inject({ method: 'PUT', url })
  expect([put.statusCode, put.headers.allow]).toEqual([405, allow])
})

it.each(['/nope', '/exports/1/nope', '/openapiXjson'])(
  'knows nothing of %s, whatever the method',
  async (url) => {
    for (const method of ['GET', 'POST', 'OPTIONS'] as const) {
      expect((await world.app.inject({ method, url })).statusCode).toBe(404)
    }
  },
)
