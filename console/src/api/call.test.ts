import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import { call } from './call.ts'
import { asProblem, type Problem } from './problem.ts'

const fetched = jest.spyOn(globalThis, 'fetch')

beforeEach(() => {
  fetched.mockReset()
})

async function problemOfCall(): Promise<Problem> {
  const problem = asProblem(await call('/exports').catch((error: unknown) => error))
  if (!problem) throw new Error('The call met no problem.')
  return problem
}

describe('a call of the API', () => {
  it('sends JSON and gives the JSON that is answered', async () => {
    fetched.mockResolvedValue(Response.json({ rows: 5 }))
    expect(await call('/exports/estimate', { method: 'POST', body: { type: 'RFP' } })).toEqual({
      rows: 5,
    })
    expect(fetched).toHaveBeenCalledWith('/exports/estimate', {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: '{"type":"RFP"}',
    })
  })

  it('gives nothing where nothing is answered', async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }))
    expect(await call('/session', { method: 'DELETE' })).toBeUndefined()
  })

  it('rejects with every error that the API tells', async () => {
    const errors = [
      { code: 'INVALID_REQUEST', message: 'A.', remedy: 'Do a.', field: 'title' },
      { code: 'INVALID_REQUEST', message: 'B.', remedy: 'Do b.' },
    ]
    const body = { code: 'INVALID_REQUEST', detail: 'A. B.', remedy: 'Do a. Do b.', errors }
    fetched.mockResolvedValue(Response.json(body, { status: 422 }))
    const problem = await problemOfCall()
    expect(problem).toMatchObject({ status: 422, code: 'INVALID_REQUEST', errors })
    expect(problem.isPassing).toBe(false)
  })

  it('rejects with a problem that may pass where nobody answers', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'))
    const problem = await problemOfCall()
    expect([problem.code, problem.isPassing]).toEqual(['UNREACHABLE', true])
  })

  it('rejects with words of its own where a proxy answers with a page', async () => {
    fetched.mockResolvedValue(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    const problem = await problemOfCall()
    expect([problem.detail, problem.isPassing, problem.errors.length]).toEqual([
      'The export service answered with status 502.',
      true,
      1,
    ])
  })

  it('leaves a call that was given up as it is', async () => {
    const aborted = new DOMException('This operation was aborted', 'AbortError')
    fetched.mockRejectedValue(aborted)
    await expect(call('/exports')).rejects.toBe(aborted)
  })
})

it('takes what is no problem for a fault of the page', () => {
  expect(asProblem(new TypeError('x is undefined'))).toMatchObject({ code: 'PAGE_FAULT' })
  expect(asProblem(null)).toBeNull()
})
