import { describe, expect, it } from '@jest/globals'
import { ExportFailure } from '../../contract/index.ts'
import { refused } from '../../tests/support/fakeExportData.ts'
import { ApiCode, ApiError, answerTo } from './index.ts'

describe('answerTo', () => {
  it('names every fault, joins messages, and gives each remedy once', () => {
    const faults = [
      { code: 'INVALID_REQUEST', message: 'One.', remedy: 'Mend it.', field: 'filters.status' },
      { code: 'INVALID_REQUEST', message: 'Two.', remedy: 'Mend it.', field: 'columns[0]' },
    ] as const
    const { problem, headers } = answerTo(new ExportFailure(faults), 'r1')
    expect(problem).toEqual({
      type: '/errors#INVALID_REQUEST',
      title: 'The request can’t be met',
      status: 422,
      code: 'INVALID_REQUEST',
      detail: 'One. Two.',
      remedy: 'Mend it.',
      instance: 'r1',
      errors: faults,
    })
    expect(headers).toEqual({})
  })

  it('keeps to itself what only the workflow needs to know of a failure', () => {
    const failure = { code: 'DATABASE_UNAVAILABLE', message: 'No.', remedy: 'Wait.' } as const
    const { problem, headers } = answerTo(new ExportFailure({ ...failure, isFinal: true }), 'r1')
    expect(problem.errors).toEqual([failure])
    expect(headers).toEqual({ 'retry-after': '5' })
  })

  it('says nothing of what nobody foresaw', () => {
    const { problem } = answerTo(new Error('password of admin is hunter2'), 'r1')
    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', instance: 'r1' })
    expect(JSON.stringify(problem)).not.toContain('hunter2')
    expect(answerTo('thrown text', 'r1').problem.code).toBe('INTERNAL_ERROR')
    const coded = Object.assign(new Error('secret'), { code: '42P01', statusCode: 404 })
    expect(answerTo(coded, 'r1').problem).toMatchObject({
      status: 500,
      detail: 'Something went wrong here.',
    })
  })

  it('tells requesters to wait where waiting helps', () => {
    expect(answerTo(refused('TOO_MANY_OPEN_JOBS'), 'r1').headers).toEqual({ 'retry-after': '30' })
    const limit = new ApiError(ApiCode.TOO_MANY_REQUESTS, 'Too many.', {
      headers: { 'retry-after': '7' },
    })
    expect(answerTo(limit, 'r1').headers).toEqual({ 'retry-after': '7' })
  })
})
