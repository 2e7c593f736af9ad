/** Tokens, keys and passwords that can't be used are wrong usage, and are never repeated. */
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { fakeIo } from '../tests/support/fakeTerminal.ts'
import { type StandInApi, standInApi } from '../tests/support/standInApi.ts'
import { run } from './index.ts'
import { apiChecks } from './operator/doctor/api.ts'
import { runGroup } from './operator/doctor/finding.ts'

let api: StandInApi

beforeEach(async () => {
  api = await standInApi()
})

afterEach(() => api.close())

const withPassword = () => api.url.replace('//', '//someone:hunter2@')

it.each<[string, string[], () => Record<string, string>]>([
  ['API_TOKEN', ['list'], () => ({ API_TOKEN: 'hunter2\nhunter2' })],
  ['API_TOKEN', ['list'], () => ({ API_TOKEN: 'hunter2€' })],
  ['API_TOKEN', ['list'], () => ({ API_TOKEN: 'hunter2 ' })],
  ['--idempotency-key', ['request', 'SOW', '--idempotency-key', 'hunter2€'], () => ({})],
  ['--idempotency-key', ['request', 'SOW', '--idempotency-key', 'hunter2\n'], () => ({})],
  ['API_URL', ['list'], () => ({ API_URL: withPassword() })],
])('says that %s is wrong without repeating it: exports %j', async (option, args, environment) => {
  const io = fakeIo({ environment: { API_URL: api.url, API_TOKEN: 'mine', ...environment() } })
  expect(await run(args, io)).toBe(2)
  expect(io.complaints()).toContain(option)
  expect(io.complaints()).not.toContain('hunter2')
  expect(api.seen).toEqual([])
})

it('doctor repeats no password of API_URL', async () => {
  const [finding] = await runGroup(apiChecks(withPassword()))
  expect(finding).toMatchObject({
    state: 'FAILED',
    message: 'It holds a user or a password.',
    remedy: expect.stringContaining('API_URL'),
  })
  expect(JSON.stringify(finding)).not.toContain('hunter2')
})
