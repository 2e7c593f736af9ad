import { expect, it } from '@jest/globals'
import { apiWorld } from '../tests/support/apiWorld.ts'
import { addressProblems, ownOrigin } from './ownOrigin.ts'

it.each([
  ['http://127.0.0.1:8080', '', '127.0.0.1', 8_080],
  ['http://localhost', '', 'localhost', 80],
  ['http://[::]:8080', '', '::', 8_080],
  ['http://[2001:db8::1]:8080', '', '2001:db8:0::1', 8_080],
  ['https://exports.example', 'https://Exports.example:443/', '0.0.0.0', 8_080],
])('is %j for API_URL=%j, API_HOST=%s and API_PORT=%d', (origin, apiUrl, apiHost, apiPort) => {
  expect(ownOrigin({ apiUrl, apiHost, apiPort })).toBe(origin)
  expect(addressProblems({ apiUrl, apiHost, apiPort })).toEqual([])
})

it.each(['no host', 'fe80::1%eth0'])('is none for API_HOST=%s alone', (apiHost) => {
  expect(addressProblems({ apiUrl: '', apiHost, apiPort: 1 })).toHaveLength(1)
  expect(addressProblems({ apiUrl: 'http://exports.example', apiHost, apiPort: 1 })).toEqual([])
})

it('lets people sign in who reach an IPv6 address, and read the reference', async () => {
  const url = ownOrigin({ apiUrl: '', apiHost: '::', apiPort: 8_080 })
  const { app, signedIn } = await apiWorld({ settings: { url } })
  const headers = { ...signedIn, origin: 'http://[::1]:8080', host: '[::1]:8080' }
  const session = await app.inject({ method: 'POST', url: '/session', headers })
  expect(session.statusCode).toBe(204)
  expect((await app.inject('/docs/json')).statusCode).toBe(200)
  await app.close()
})
