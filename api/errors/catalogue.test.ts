import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { FailureCode } from '../../contract/index.ts'
import { ApiCode, CATALOGUE, errorsPage, errorsReference, statusOf } from './index.ts'

const CODES = [...Object.values(FailureCode), ...Object.values(ApiCode)]

describe('the catalogue', () => {
  it('has every code once, with what it means and what to do, in sentences', () => {
    expect(Object.keys(CATALOGUE).toSorted()).toEqual(CODES.toSorted())
    expect(new Set(CODES).size).toBe(CODES.length)
    const sentence = expect.stringMatching(/^[A-Z`].*\.$/)
    for (const entry of Object.values(CATALOGUE)) {
      expect(entry).toMatchObject({ meaning: sentence, remedy: sentence })
    }
  })

  it.each([
    ['INVALID_REQUEST', 422],
    ['UNSUPPORTED_TYPE', 422],
    ['REQUESTER_NOT_ALLOWED', 403],
    ['UNKNOWN_JOB', 404],
    ['IDEMPOTENCY_KEY_REUSED', 409],
    ['WRONG_STATUS', 409],
    ['TOO_MANY_OPEN_JOBS', 429],
    ['FILE_EXPIRED', 410],
    ['DATABASE_UNAVAILABLE', 503],
    ['STORAGE_UNAVAILABLE', 503],
    ['TEMPORAL_UNAVAILABLE', 503],
    ['INTERNAL_ERROR', 500],
    ['NOT_AUTHENTICATED', 401],
    ['SIGN_IN_UNAVAILABLE', 503],
    ['WRONG_ORIGIN', 403],
    ['NO_SUCH_ADDRESS', 404],
    ['METHOD_NOT_ALLOWED', 405],
    ['BODY_TOO_LARGE', 413],
    ['BODY_NOT_JSON', 400],
    ['TOO_MANY_REQUESTS', 429],
    ['MALFORMED_REQUEST', 400],
    ['HEADERS_TOO_LARGE', 431],
    ['REQUEST_TIMED_OUT', 408],
  ] as const)('answers %s with %d', (code, status) => {
    expect(statusOf(code)).toBe(status)
  })
})

describe('what people read of it', () => {
  it('is docs/errors.md as the code has it', async () => {
    const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8')
    expect(page).toBe(errorsReference())
  })

  it('is a page with an anchor for each code', () => {
    const anchors = [...errorsPage().matchAll(/<section id="(\w+)">/g)].map(([, id = '']) => id)
    expect(anchors.toSorted()).toEqual(CODES.toSorted())
    expect(errorsPage()).toContain('<code>Authorization: Bearer …</code>')
    expect(errorsPage()).not.toContain('`')
  })
})
