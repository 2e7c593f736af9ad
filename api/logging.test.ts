import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../tests/support/apiWorld.ts'
import { LINK } from '../tests/support/fakeExportData.ts'
import { errorLog } from './logging.ts'

let world: ApiWorld
beforeEach(async () => {
  world = await apiWorld()
})
afterEach(() => world.app.close())

describe('the log', () => {
  it('has one line for each answer: who asked for what, and how it went', async () => {
    const headers = { ...world.signedIn, 'x-request-id': 'r1' }
    await world.app.inject({ url: '/exports/7', headers })
    const lines = world.log().trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      requestId: 'r1',
      method: 'GET',
      path: '/exports/7',
      status: 200,
      user: 'ann',
      milliseconds: expect.any(Number),
      msg: 'answered',
    })
  })

  it('holds no token, cookie, query, body or link', async () => {
    const { signedIn } = world
    const token = signedIn.authorization.slice('Bearer '.length)
    const cookie = `connexus_exports=${token}`
    await world.app.inject({ url: '/exports?after=s3cr3t-cursor', headers: signedIn })
    await world.app.inject({ url: '/exports/1/download?token=s3cr3t-token', headers: { cookie } })
    await world.app.inject({ url: '/%zz?s3cr3t-broken', headers: signedIn })
    const payload = { filters: { search: 's3cr3t-name' } }
    await world.app.inject({ method: 'POST', url: '/exports', payload, headers: signedIn })
    await world.app.inject({ method: 'POST', url: '/session', headers: signedIn })
    expect(world.log()).toContain('/exports/1/download')
    expect(world.log()).not.toContain('s3cr3t')
    expect(world.log()).not.toContain(token)
    expect(world.log()).not.toContain(LINK.url)
  })

  it('has what nobody foresaw, under the id that the answer names', async () => {
    world.exportData.answers.get = new TypeError('x is not a function')
    const answer = await world.app.inject({ url: '/exports/1', headers: world.signedIn })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('x is not a function')
    const logged = world
      .log()
      .split('\n')
      .find((line) => line.includes('x is not a function'))
    expect(JSON.parse(logged ?? '{}')).toMatchObject({
      level: 50,
      requestId: answer.headers['x-request-id'],
      error: 'TypeError: x is not a function',
      frames: expect.arrayContaining([expect.stringMatching(/^at /)]),
    })
  })
})

describe('errorLog', () => {
  it('says what an error and its causes say, and where it came from', () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    expect(errorLog(new TypeError('It failed.', { cause }))).toEqual({
      error: 'TypeError: It failed. ← Error (ECONNREFUSED): connect',
      frames: expect.arrayContaining([expect.stringMatching(/^at .*logging\.test\.ts/)]),
    })
    expect(errorLog('text')).toEqual({ error: 'not an Error' })
  })

  it('drops what PostgreSQL quotes of the requester’s data', () => {
    const message = 'invalid input syntax for type uuid: "hunter2"'
    const error = Object.assign(new Error(message), { code: '22P02', severity: 'ERROR' })
    expect(JSON.stringify(errorLog(error))).not.toContain('hunter2')
  })
})
