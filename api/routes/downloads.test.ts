import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ExportFailure } from '../../contract/index.ts'
import { type ApiWorld, apiWorld } from '../../tests/support/apiWorld.ts'
import { LINK, refused } from '../../tests/support/fakeExportData.ts'
import { ApiCode, ApiError, type Problem } from '../errors/index.ts'

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const ADDRESS = '/exports/1/download'

let world: ApiWorld
beforeAll(async () => {
  world = await apiWorld()
})
afterAll(() => world.app.close())
beforeEach(() => {
  world.exportData.calls.length = 0
  world.exportData.answers.downloadLink = LINK
})

const download = (headers: Record<string, string>) => world.app.inject({ url: ADDRESS, headers })

describe('a download that can’t be had', () => {
  it('is told to people in words, and to programs as a problem', async () => {
    world.exportData.answers.downloadLink = new ExportFailure({
      code: 'FILE_EXPIRED',
      message: 'Gone <b>for good</b>.',
      remedy: 'Ask again.',
    })
    const page = await download({ ...world.signedIn, accept: BROWSER })
    expect(page.statusCode).toBe(410)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body).toContain('<p>Gone &lt;b>for good&lt;/b>.</p>')
    expect(page.body).toContain('<a href="/">')
    const problem = await download({ ...world.signedIn, accept: '*/*' })
    expect(problem.statusCode).toBe(410)
    expect(problem.json<Problem>()).toMatchObject({ code: 'FILE_EXPIRED' })
  })
})

describe('a download', () => {
  it.each([
    ['a browser', { accept: BROWSER }],
    ['a script', { accept: '*/*' }],
    ['who says nothing', {}],
  ])('sends %s to the signed link, which nobody stores', async (_, accept) => {
    const answer = await download({ ...world.signedIn, ...accept })
    expect(answer.statusCode).toBe(302)
    expect(answer.headers).toMatchObject({
      location: LINK.url,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      vary: 'Accept',
    })
  })

  it('is no HEAD: the link that it would be sent to takes GET alone, and nobody got a file', async () => {
    const answer = await world.app.inject({
      method: 'HEAD',
      url: ADDRESS,
      headers: world.signedIn,
    })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers['allow']).toBe('GET, OPTIONS')
    expect(world.exportData.calls).toEqual([])
  })

  it('tells caches what its answers depend on, whatever they are, beside what others say of that', async () => {
    const open = await apiWorld({ settings: { corsOrigins: ['https://app.example'] } })
    const of = async (headers: Record<string, string>) => {
      const answer = await open.app.inject({ url: ADDRESS, headers })
      return [answer.statusCode, answer.headers.vary]
    }
    const vary = 'Origin, Accept'
    expect(await of({ ...open.signedIn, accept: 'application/json' })).toEqual([200, vary])
    expect(await of({ ...open.signedIn, accept: BROWSER })).toEqual([302, vary])
    expect(await of({ accept: BROWSER })).toEqual([303, vary])
    expect(await of({ accept: 'application/json' })).toEqual([401, vary])
    open.exportData.answers.downloadLink = refused('FILE_EXPIRED')
    expect(await of(open.signedIn)).toEqual([410, vary])
    await open.app.close()
  })

  it('gives the link as JSON to whoever asks for that', async () => {
    const answer = await download({ ...world.signedIn, accept: 'application/json' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json<object>()).toEqual(LINK)
  })

  it('asks the entry anew at each call, since rights may have changed', async () => {
    await download(world.signedIn)
    world.exportData.answers.downloadLink = refused('REQUESTER_NOT_ALLOWED')
    expect((await download(world.signedIn)).statusCode).toBe(403)
    expect(world.exportData.calls).toHaveLength(2)
  })

  it.each([
    ['FILE_EXPIRED', 410],
    ['WRONG_STATUS', 409],
    ['UNKNOWN_JOB', 404],
    ['STORAGE_UNAVAILABLE', 503],
  ] as const)('that is refused with %s is answered with %d', async (code, status) => {
    world.exportData.answers.downloadLink = refused(code)
    expect((await download({ ...world.signedIn, accept: BROWSER })).statusCode).toBe(status)
    const answer = await download(world.signedIn)
    expect(answer.statusCode).toBe(status)
    expect(answer.json<Problem>().code).toBe(code)
  })

  it('sends a browser that is not signed in to the page, which comes back', async () => {
    const answer = await download({ accept: BROWSER })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/?next=/exports/1/download')
    const odd = await world.app.inject({
      url: '/exports/a%2Fb%3F%25/download',
      headers: { accept: BROWSER },
    })
    const sentTo = new URL(String(odd.headers.location), 'http://exports.example')
    expect(sentTo.searchParams.get('next')).toBe('/exports/a%2Fb%3F%25/download')
  })

  it('refuses anybody else who is not signed in', async () => {
    expect((await download({ accept: 'application/json' })).statusCode).toBe(401)
    expect((await download({})).statusCode).toBe(401)
  })

  it('sends nobody to sign in while tokens can’t be checked', async () => {
    const away = await apiWorld({
      verifyToken: () => Promise.reject(new ApiError(ApiCode.SIGN_IN_UNAVAILABLE, 'No keys.')),
    })
    const headers = { ...away.signedIn, accept: BROWSER }
    expect((await away.app.inject({ url: ADDRESS, headers })).statusCode).toBe(503)
    await away.app.close()
  })
})
