/** Requests, lists and changes over HTTP: what the entry is asked, and how its answer reads. */
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { InjectOptions } from 'fastify'
import { ExportFailure } from '../../contract/index.ts'
import { type ApiWorld, apiWorld } from '../../tests/support/apiWorld.ts'
import { COMPLETED_JOB, JOB, refused } from '../../tests/support/fakeExportData.ts'
import { completedJob } from '../../tests/support/requestedJobs.ts'
import type { Problem } from '../errors/index.ts'

let world: ApiWorld
beforeAll(async () => {
  world = await apiWorld()
})
afterAll(() => world.app.close())
beforeEach(() => {
  world.exportData.calls.length = 0
  world.exportData.answers.request = { job: JOB, repeats: null }
  world.exportData.answers.get = JOB
})

const ask = (asked: InjectOptions) =>
  world.app.inject({ ...asked, headers: { ...world.signedIn, ...asked.headers } })
const request = (payload: unknown, headers = {}) =>
  ask({
    method: 'POST',
    url: '/exports',
    payload: JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('a body', () => {
  it('that is not UTF-8 is refused, rather than read as something else', async () => {
    const payload = Buffer.from('{"type":"RFP","fileType":"CSV","title":"Stra\xDFe"}', 'latin1')
    const headers = { 'content-type': 'application/json' }
    const answer = await ask({ method: 'POST', url: '/exports', payload, headers })
    expect(answer.statusCode).toBe(400)
    expect(answer.json<Problem>()).toMatchObject({
      code: 'BODY_NOT_JSON',
      detail: 'The body is not UTF-8.',
    })
  })

  it('is read without what could change an object’s nature', async () => {
    const payload = '{"type":"RFP","fileType":"CSV","__proto__":{"title":"x"}}'
    const headers = { 'content-type': 'application/json' }
    expect((await ask({ method: 'POST', url: '/exports', payload, headers })).statusCode).toBe(202)
    expect(world.exportData.calls.at(-1)).toMatchObject([
      'request',
      {},
      { request: { type: 'RFP', fileType: 'CSV' } },
    ])
  })
})

it('answers at length are compressed for who takes that', async () => {
  const headers = { 'accept-encoding': 'gzip' }
  const answer = await ask({ url: '/export-types', headers })
  expect(answer.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(answer.rawPayload).toString()).toContain('"rfpNumber"')
})

describe('POST /exports', () => {
  it('is answered with the job, and where and when to look at it', async () => {
    const answer = await request(JOB.request)
    expect(answer.statusCode).toBe(202)
    expect(answer.headers).toMatchObject({
      location: `/exports/${JOB.id}`,
      'retry-after': '1',
      'cache-control': 'no-store',
    })
    expect(answer.json<object>()).toEqual({ job: JOB, repeats: null })
  })

  it('is answered with 201 where the job has the file of an earlier one', async () => {
    const job = completedJob({ isReused: true })
    world.exportData.answers.request = { job, repeats: null }
    const answer = await request({ ...JOB.request, reuseWithin: 60 })
    expect(answer.statusCode).toBe(201)
    expect(answer.headers).toMatchObject({ location: `/exports/${job.id}` })
    expect(answer.headers['retry-after']).toBeUndefined()
    expect(answer.json<object>()).toEqual({ job, repeats: null })
  })

  it('is answered with 200 where the job was there before', async () => {
    world.exportData.answers.request = { job: JOB, repeats: 'SAME_KEY' }
    const answer = await request(JOB.request)
    expect(answer.statusCode).toBe(200)
    expect(answer.json<object>()).toEqual({ job: JOB, repeats: 'SAME_KEY' })
  })

  it('gives the entry the body as it came, and the key', async () => {
    const body = { type: 'NONE', filters: { colour: 'red', ids: null }, more: 1 }
    await request(body, { 'idempotency-key': 'a-1' })
    expect(world.exportData.calls).toMatchObject([
      ['request', { userId: 'ann' }, { request: body, idempotencyKey: 'a-1' }],
    ])
    expect(world.exportData.calls[0]?.[2]).toEqual({ request: body, idempotencyKey: 'a-1' })
  })

  it('names every wrong field as the entry does', async () => {
    const fault = { code: 'INVALID_REQUEST', message: 'It is wrong.', remedy: 'Mend it.' } as const
    const errors = [
      { ...fault, field: 'fileType' },
      { ...fault, field: 'filters.status[1]' },
    ] as const
    world.exportData.answers.request = new ExportFailure(errors)
    const answer = await request({})
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json<Problem>()).toMatchObject({
      type: '/errors#INVALID_REQUEST',
      detail: 'It is wrong. It is wrong.',
      remedy: 'Mend it.',
      instance: answer.headers['x-request-id'],
      errors,
    })
  })

  it.each([[[]], ['text'], [null], [7]])('needs an object, not %j', async (body) => {
    const answer = await request(body)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().code).toBe('INVALID_REQUEST')
    expect(world.exportData.calls).toEqual([])
  })

  it.each(['', 'a b', 'ü', 'x'.repeat(201)])('refuses the idempotency key %j', async (key) => {
    const answer = await request(JOB.request, { 'idempotency-key': key })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().errors).toMatchObject([
      { code: 'INVALID_REQUEST', field: 'Idempotency-Key' },
    ])
  })

  it.each([
    ['application/json', '{"type":', 400, 'BODY_NOT_JSON'],
    ['application/json', '', 422, 'INVALID_REQUEST'],
    ['text/plain', '{}', 415, 'BODY_NOT_JSON'],
    ['application/x-www-form-urlencoded', 'type=SOW', 415, 'BODY_NOT_JSON'],
    ['application/json', `"${'x'.repeat(262_144)}"`, 413, 'BODY_TOO_LARGE'],
  ])('refuses a body of %s that reads %.20s', async (type, payload, status, code) => {
    const headers = { 'content-type': type }
    const answer = await ask({ method: 'POST', url: '/exports', payload, headers })
    expect(answer.statusCode).toBe(status)
    expect(answer.json<Problem>()).toMatchObject({ code, status, errors: [{ code }] })
    expect(world.exportData.calls).toEqual([])
  })

  it('reads no body of whoever is not signed in', async () => {
    const payload = 'x'.repeat(300_000)
    const answer = await world.app.inject({ method: 'POST', url: '/exports', payload })
    expect(answer.statusCode).toBe(401)
  })
})

describe('GET /exports', () => {
  it('gives the entry what is looked for', async () => {
    const query = 'status=FAILED&type=RFP&fileType=PDF&limit=5&after=c1'
    const answer = await ask({ url: `/exports?${query}` })
    expect(answer.json<object>()).toEqual({ jobs: [JOB], next: null })
    expect(world.exportData.calls[0]?.[2]).toEqual({
      status: 'FAILED',
      type: 'RFP',
      fileType: 'PDF',
      limit: 5,
      after: 'c1',
    })
  })

  it.each(['1e1', '0x5', '5.0', '+5', ' 5', '', '0', '101', '5&limit=6'])(
    'refuses %j as a number of jobs',
    async (limit) => {
      const answer = await ask({ url: `/exports?limit=${limit}` })
      expect(answer.statusCode).toBe(422)
      expect(answer.json<Problem>().errors).toMatchObject([
        { field: 'limit', message: 'limit must be a whole number from 1 to 100.' },
      ])
    },
  )

  it('names every wrong parameter at once, also unknown ones', async () => {
    const answer = await ask({ url: '/exports?status=DONE&limit=101&after=a&after=b&colour=red' })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().errors.map(({ field, message }) => [field, message])).toEqual([
      ['status', 'status must be one of: PENDING COMPLETED FAILED CANCELLED.'],
      ['limit', 'limit must be a whole number from 1 to 100.'],
      ['after', 'after must be `next` of the page before.'],
      ['colour', 'colour is not known here.'],
    ])
  })
})

describe('an export', () => {
  it('is worth another look in a second while it is PENDING', async () => {
    expect((await ask({ url: `/exports/${JOB.id}` })).headers['retry-after']).toBe('1')
    world.exportData.answers.get = COMPLETED_JOB
    const answer = await ask({ url: `/exports/${JOB.id}` })
    expect(answer.headers['retry-after']).toBeUndefined()
    expect(answer.json<object>()).toEqual(COMPLETED_JOB)
  })

  it('is found by any id, whatever signs it has', async () => {
    const id = `job/${'x'.repeat(200)} %`
    await ask({ url: `/exports/${encodeURIComponent(id)}` })
    expect(world.exportData.calls).toMatchObject([['get', { userId: 'ann' }, id]])
  })

  it('is cancelled, retried and removed', async () => {
    const cancelled = await ask({ method: 'POST', url: '/exports/1/cancel' })
    expect([cancelled.statusCode, cancelled.json<object>()]).toEqual([202, JOB])
    const retried = await ask({ method: 'POST', url: '/exports/1/retry' })
    expect([retried.statusCode, retried.json<object>()]).toEqual([202, { ...JOB, attempt: 2 }])
    expect(retried.headers).toMatchObject({ location: `/exports/${JOB.id}`, 'retry-after': '1' })
    const removed = await ask({ method: 'DELETE', url: '/exports/1' })
    expect([removed.statusCode, removed.body]).toEqual([204, ''])
    expect(world.exportData.calls.map(([name, , id]) => [name, id])).toEqual([
      ['cancel', '1'],
      ['retry', '1'],
      ['remove', '1'],
    ])
  })

  it('is changed also by clients that call no body JSON', async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await ask({ method: 'POST', url: '/exports/1/cancel', headers })
    expect(answer.statusCode).toBe(202)
  })

  it('has headers alone for HEAD', async () => {
    const answer = await ask({ method: 'HEAD', url: '/exports/1' })
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
  })

  it.each([
    ['UNKNOWN_JOB', 404],
    ['REQUESTER_NOT_ALLOWED', 403],
    ['DATABASE_UNAVAILABLE', 503],
    ['INTERNAL_ERROR', 500],
  ] as const)('that is refused with %s is answered with %d', async (code, status) => {
    world.exportData.answers.get = refused(code)
    const answer = await ask({ url: '/exports/1' })
    expect(answer.statusCode).toBe(status)
    expect(answer.json<Problem>()).toMatchObject({ code, status, remedy: `Mend ${code}.` })
    expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined)
  })
})
