import { describe, expect, it } from '@jest/globals'
import { submissionOf } from './submission.ts'

describe('the idempotency key', () => {
  it('is a new one for each request that was answered', () => {
    const first = submissionOf('{}', null)
    expect(first.key).toMatch(/^[0-9a-f]{32}$/)
    expect(submissionOf('{}', null).key).not.toBe(first.key)
  })

  it('stays the same for a request that nobody answered', () => {
    const first = submissionOf('{}', null, () => 'a')
    expect(submissionOf('{}', first, () => 'b')).toEqual({ body: '{}', key: 'a' })
  })

  it('is a new one for another request, whatever came of the last', () => {
    const first = submissionOf('{}', null, () => 'a')
    expect(submissionOf('{"title":"x"}', first, () => 'b').key).toBe('b')
  })
})
