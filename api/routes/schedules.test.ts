/** Schedules over HTTP: what the entry is asked, and how its answer reads. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { InjectOptions } from 'fastify'
import { ExportFailure } from '../../contract/index.ts'
import { API_URL, type ApiWorld, apiWorld, tokenOf } from '../../tests/support/apiWorld.ts'
import { refused } from '../../tests/support/fakeExportData.ts'
import {
  BACKFILL,
  type FakeSchedules,
  fakeSchedules,
  RUN,
  SCHEDULE,
} from '../../tests/support/fakeSchedules.ts'
import type { Problem } from '../errors/index.ts'

let world: ApiWorld
let schedules: FakeSchedules
beforeAll(async () => {
  world = await apiWorld()
  schedules = world.exportData.schedules
})
afterAll(() => world.app.close())
beforeEach(() => {
  schedules.calls.length = 0
  Object.assign(schedules.answers, fakeSchedules().answers)
})

const ask = (asked: InjectOptions) =>
  world.app.inject({ ...asked, headers: { ...world.signedIn, ...asked.headers } })
const send = (method: 'POST' | 'PUT', url: string, payload: unknown, headers = {}) =>
  ask({
    method,
    url,
    payload: JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  })

const ASKED = { name: 'Mine', request: { type: 'NONE' }, rule: { kind: 'NEVER' }, more: 1 }
const ADDRESS = `/schedules/${SCHEDULE.id}`

/** The last call with what it was given, without the caller. */
function entryCall(): unknown[] {
  const [name, caller, ...given] = schedules.calls.at(-1) ?? []
  expect(caller).toMatchObject({ userId: 'ann' })
  return [name, ...given]
}

describe('a schedule', () => {
  it('is created from the body as it came, and answered with where it is', async () => {
    const answer = await send('POST', '/schedules', ASKED)
    expect(answer.statusCode).toBe(201)
    expect(answer.headers).toMatchObject({ location: ADDRESS, 'cache-control': 'no-store' })
    expect(answer.json<object>()).toEqual({ schedule: SCHEDULE, webhookSecret: 'whsec_c2VjcmV0' })
    expect(answer.headers.etag).toBe('"3"')
    expect(entryCall()).toEqual(['create', ASKED])
  })

  it('is shown, and replaced as a whole', async () => {
    const shown = await ask({ url: ADDRESS })
    expect([shown.statusCode, shown.json<object>()]).toEqual([200, SCHEDULE])
    expect(entryCall()).toEqual(['get', SCHEDULE.id])
    const replaced = await send('PUT', ADDRESS, ASKED)
    const saved = { schedule: SCHEDULE, webhookSecret: null }
    expect([replaced.statusCode, replaced.json<object>()]).toEqual([200, saved])
    expect(entryCall()).toEqual(['update', SCHEDULE.id, ASKED, {}])
    expect([shown.headers.etag, replaced.headers.etag]).toEqual(['"3"', '"3"'])
  })

  it.each([
    ['"3"', { revision: 3 }],
    ['*', {}],
  ])('is replaced as of If-Match %s', async (tag, known) => {
    schedules.answers.update = { schedule: { ...SCHEDULE, revision: 4 }, webhookSecret: null }
    const answer = await send('PUT', ADDRESS, ASKED, { 'if-match': tag })
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"4"'])
    expect(entryCall()).toEqual(['update', SCHEDULE.id, ASKED, known])
  })

  it('that was changed meanwhile is not replaced', async () => {
    schedules.answers.update = refused('SCHEDULE_CHANGED')
    const answer = await send('PUT', ADDRESS, ASKED, { 'if-match': '"2"' })
    expect(answer.statusCode).toBe(412)
    expect(answer.json<Problem>()).toMatchObject({ code: 'SCHEDULE_CHANGED' })
  })

  it.each(['3', 'W/"3"', '"3", "4"', '""'])('refuses If-Match %s', async (tag) => {
    const answer = await send('PUT', ADDRESS, ASKED, { 'if-match': tag })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().errors).toMatchObject([{ field: 'If-Match' }])
    expect(schedules.calls).toEqual([])
  })

  it('is deleted', async () => {
    const answer = await ask({ method: 'DELETE', url: ADDRESS })
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(entryCall()).toEqual(['remove', SCHEDULE.id])
  })

  it('is resumed and triggered without a body', async () => {
    for (const change of ['resume', 'trigger'] as const) {
      const answer = await ask({ method: 'POST', url: `${ADDRESS}/${change}` })
      expect([answer.statusCode, answer.json<object>()]).toEqual([200, SCHEDULE])
      expect(answer.headers.etag).toBe('"3"')
      expect(entryCall()).toEqual([change, SCHEDULE.id])
    }
  })

  it('is found by any id, whatever signs it has', async () => {
    await ask({ url: `/schedules/${encodeURIComponent('a/b %')}` })
    expect(entryCall()).toEqual(['get', 'a/b %'])
  })

  it('gets a new secret for its webhook', async () => {
    const answer = await ask({ method: 'POST', url: `${ADDRESS}/webhook-secret` })
    expect([answer.statusCode, answer.json<object>()]).toEqual([
      200,
      { webhookSecret: 'whsec_bmV3' },
    ])
    expect(entryCall()).toEqual(['renewSecret', SCHEDULE.id])
  })

  it.each([
    ['create', 'TOO_MANY_SCHEDULES', 429],
    ['create', 'UNSUPPORTED_TYPE', 422],
    ['create', 'REQUESTER_NOT_ALLOWED', 403],
    ['create', 'DATABASE_UNAVAILABLE', 503],
  ] as const)('whose %s is refused with %s is answered with %d', async (call, code, status) => {
    schedules.answers[call] = refused(code)
    const answer = await send('POST', '/schedules', ASKED)
    expect(answer.statusCode).toBe(status)
    expect(answer.json<Problem>()).toMatchObject({ code, remedy: `Mend ${code}.` })
  })

  it('has the faults of its body by their paths', async () => {
    const fault = { code: 'INVALID_REQUEST', message: 'It is wrong.', remedy: 'Mend it.' } as const
    const errors = [
      { ...fault, field: 'rule.hour' },
      { ...fault, field: 'request.filters.status' },
    ] as const
    for (const [method, url, call] of [
      ['POST', '/schedules', 'create'],
      ['PUT', ADDRESS, 'update'],
      ['POST', '/schedules/preview', 'preview'],
    ] as const) {
      schedules.answers[call] = new ExportFailure(errors)
      const answer = await send(method, url, ASKED)
      expect(answer.statusCode).toBe(422)
      expect(answer.json<Problem>()).toMatchObject({ code: 'INVALID_REQUEST', errors })
    }
  })
})

describe('a pause', () => {
  const pause = (payload?: string) =>
    ask({
      method: 'POST',
      url: `${ADDRESS}/pause`,
      ...(payload === undefined
        ? {}
        : { payload, headers: { 'content-type': 'application/json' } }),
    })

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['{}', undefined],
    ['{"note":null}', undefined],
    ['{"note":"Holidays"}', 'Holidays'],
  ])('with the body %j has the note %j', async (body, note) => {
    const answer = await pause(body)
    expect(answer.statusCode).toBe(200)
    expect(answer.json<object>()).toMatchObject({ state: 'PAUSED', note: 'Holidays' })
    expect(entryCall()).toEqual(['pause', SCHEDULE.id, note])
  })

  it.each([
    ['{"note":7}', 'note'],
    ['{"note":" "}', 'note'],
    [`{"note":"${'x'.repeat(201)}"}`, 'note'],
    ['[]', undefined],
  ])('with the body %.20s is refused', async (body, field) => {
    const answer = await pause(body)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().errors.map((error) => error.field)).toEqual([field])
    expect(schedules.calls).toEqual([])
  })
})

describe('lists', () => {
  it('of schedules and of runs are read page by page', async () => {
    const page = await ask({ url: '/schedules?limit=5&after=c1' })
    expect(page.json<object>()).toEqual({ schedules: [SCHEDULE], next: null })
    expect(entryCall()).toEqual(['list', { limit: 5, after: 'c1' }])
    const runs = await ask({ url: `${ADDRESS}/runs?limit=100` })
    expect(runs.json<object>()).toEqual({ runs: [RUN], next: null })
    expect(entryCall()).toEqual(['runs', SCHEDULE.id, { limit: 100 }])
  })

  it.each(['/schedules', `${ADDRESS}/runs`])('of %s refuse what they don’t know', async (url) => {
    const answer = await ask({ url: `${url}?limit=0&after=a&after=b&state=ACTIVE` })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().errors.map(({ message }) => message)).toEqual([
      'limit must be a whole number from 1 to 100.',
      'after must be `next` of the page before.',
      'state is not known here.',
    ])
    expect(schedules.calls).toEqual([])
  })
})

describe('a backfill', () => {
  const span = { from: BACKFILL.from, to: BACKFILL.to }

  it('is begun, and looked at', async () => {
    const begun = await send('POST', `${ADDRESS}/backfills`, span)
    expect([begun.statusCode, begun.json<object>()]).toEqual([202, BACKFILL])
    expect(entryCall()).toEqual(['backfill', SCHEDULE.id, span])
    const all = await ask({ url: `${ADDRESS}/backfills` })
    expect([all.statusCode, all.json<object>()]).toEqual([200, { backfills: [BACKFILL] }])
    expect(entryCall()).toEqual(['backfills', SCHEDULE.id])
  })
})

it('a preview says when a timing would be due, and creates nothing', async () => {
  const timing = { rule: { kind: 'DAILY', hour: 6, minute: 30 } }
  const answer = await send('POST', '/schedules/preview', timing)
  const { timeZone, nextTimes } = SCHEDULE
  expect([answer.statusCode, answer.json<object>()]).toEqual([200, { timeZone, nextTimes }])
  expect(entryCall()).toEqual(['preview', timing])
})

const CALLS = [
  ['POST', '/schedules'],
  ['POST', '/schedules/preview'],
  ['GET', '/schedules'],
  ['GET', '/schedules/1'],
  ['PUT', '/schedules/1'],
  ['DELETE', '/schedules/1'],
  ['POST', '/schedules/1/pause'],
  ['POST', '/schedules/1/resume'],
  ['POST', '/schedules/1/trigger'],
  ['GET', '/schedules/1/runs'],
  ['POST', '/schedules/1/backfills'],
  ['GET', '/schedules/1/backfills'],
  ['POST', '/schedules/1/webhook-secret'],
] as const

describe.each(CALLS)('%s %s', (method, url) => {
  it('needs somebody who is signed in', async () => {
    expect((await world.app.inject({ method, url })).statusCode).toBe(401)
    expect(schedules.calls).toEqual([])
  })

  it('with the cookie is taken from our own page alone, where it is no mere look', async () => {
    const withCookie = async (origin: string) => {
      const cookie = `connexus_exports=${await tokenOf('ann')}`
      const answer = await world.app.inject({ method, url, headers: { cookie, origin } })
      return answer.statusCode
    }
    expect(await withCookie('https://elsewhere.example')).toBe(method === 'GET' ? 200 : 403)
    expect([401, 403]).not.toContain(await withCookie(API_URL))
  })

  it('counts towards the limit of its user', async () => {
    expect((await ask({ method, url })).headers['ratelimit-limit']).toBe('600')
  })
})

it.each([
  ['POST', '/schedules'],
  ['POST', '/schedules/preview'],
  ['PUT', '/schedules/1'],
  ['POST', '/schedules/1/backfills'],
] as const)('%s %s takes JSON objects alone', async (method, url) => {
  expect((await send(method, url, ['text'])).statusCode).toBe(422)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await ask({ method, url, payload: 'name=Mine', headers })
  expect(answer.statusCode).toBe(415)
  expect(schedules.calls).toEqual([])
})

it.each([
  ['UNKNOWN_SCHEDULE', 404],
  ['TEMPORAL_UNAVAILABLE', 503],
  ['INVALID_REQUEST', 422],
] as const)('what is refused with %s is answered with %d', async (code, status) => {
  const failure = refused(code)
  for (const call of Object.keys(schedules.answers)) {
    Object.assign(schedules.answers, { [call]: failure })
  }
  for (const [method, url] of CALLS) {
    const headers = { 'content-type': 'application/json' }
    const payload = method === 'GET' || method === 'DELETE' ? {} : { payload: '{}' }
    const answer = await ask({ method, url, ...payload, headers })
    expect({ method, url, status: answer.statusCode }).toEqual({ method, url, status })
    expect(answer.json<Problem>().code).toBe(code)
    expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined)
  }
})
