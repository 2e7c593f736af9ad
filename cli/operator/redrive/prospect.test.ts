import { describe, expect, it } from '@jest/globals'
import type { ExportJob } from '../../../stores/index.ts'
import type { DeadLetter } from './deadLetterQueue.ts'
import { prospectOf } from './prospect.ts'
import { letterTable } from './words.ts'

const ID = '3f2a1b2c-0000-4000-8000-000000000001'

function letterOf(attempt: number, over: Partial<DeadLetter> = {}): DeadLetter {
  const data = { exportId: ID, type: 'SOW', fileType: 'CSV', userId: 'u', attempt }
  return {
    messageId: 'm-1',
    body: JSON.stringify({ message: 'TABLE_EXPORT', data }),
    failureCode: 'UNKNOWN_JOB',
    failureReason: 'No such job.',
    sentAt: new Date('2026-11-26T05:00:00Z'),
    receiveCount: 1,
    attributes: {},
    ...over,
  }
}

const record = (job: Partial<ExportJob>) => () =>
  Promise.resolve({
    id: ID,
    attempt: 1,
    status: 'PENDING',
    request: { type: 'SOW', fileType: 'CSV' },
    ...job,
  } as ExportJob)

describe('by the record of its job', () => {
  it.each<[string, () => Promise<ExportJob | undefined>, boolean | null, RegExp]>([
    ['waits', record({}), true, /waits for it/],
    ['is completed', record({ status: 'COMPLETED' }), false, /nothing is left to do/],
    ['failed', record({ status: 'FAILED' }), false, /FAILED: its requester retries it, or you/],
    ['was cancelled', record({ status: 'CANCELLED' }), false, /you begin a new attempt \(docs/],
    [
      'failed before its request was on record',
      record({ status: 'FAILED', request: null }),
      false,
      /no request to run again: ask for a new export\.$/,
    ],
    ['has a later attempt', record({ attempt: 2 }), false, /later attempt/],
    ['is not there', () => Promise.resolve(undefined), false, /no record/],
    ['is out of reach', () => Promise.reject(new Error('down')), null, /could not be looked at/],
  ])('a job that %s', async (_, findJob, willHelp, advice) => {
    expect(await prospectOf(letterOf(1), findJob)).toEqual({
      exportId: ID,
      attempt: 1,
      willHelp,
      advice: expect.stringMatching(advice),
    })
  })

  it('is not there for an attempt that was not asked for yet', async () => {
    expect(await prospectOf(letterOf(2), record({}))).toMatchObject({ attempt: 2, willHelp: false })
  })
})

it('without a database goes by the reason', async () => {
  const by = async (failureCode: string | null) =>
    (await prospectOf(letterOf(1, { failureCode }), undefined)).willHelp
  expect([await by('INVALID_REQUEST'), await by('UNKNOWN_JOB'), await by(null)]).toEqual([
    false,
    null,
    null,
  ])
})

it('a message that can’t be read would come back', async () => {
  expect(await prospectOf(letterOf(1, { body: '{' }), record({}))).toMatchObject({
    exportId: null,
    willHelp: false,
  })
})

it('is told in words with its reason', async () => {
  const letter = letterOf(1, { failureReason: 'No job.' })
  const moved = letterOf(1, { messageId: 'm-2', failureCode: null, failureReason: null })
  const seen = [
    { letter, isChosen: true, ...(await prospectOf(letter, record({}))) },
    { letter: moved, isChosen: false, ...(await prospectOf(moved, record({}))) },
  ]
  expect(letterTable(seen)).toEqual([
    '   message  export                                reason       since                     received',
    `*  m-1      ${ID}  UNKNOWN_JOB  2026-11-26T05:00:00.000Z  1`,
    `   m-2      ${ID}  -            2026-11-26T05:00:00.000Z  1`,
    '',
    'm-1: No job.',
    '  → The job waits for it.',
    'm-2: SQS moved it after too many receives, of which none came to a decision.',
    '  → The job waits for it.',
    '',
  ])
})
