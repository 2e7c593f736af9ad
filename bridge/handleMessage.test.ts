import { describe, expect, it } from '@jest/globals'
import { describeError } from '../stores/index.ts'
import type { ExportIntake } from './acceptExport.ts'
import { mayRecordCome } from './backOff.ts'
import { handleMessage } from './handleMessage.ts'
import { reachDatabase } from './outage.ts'

const message = {
  messageId: 'm',
  receiptHandle: 'r',
  body: '{"message":"TABLE_EXPORT","data":{"exportId":"e","type":"SOW","fileType":"CSV","userId":"u"}}',
  receiveCount: 1,
  sentAt: Date.now(),
}

/** Everything that is asked of it fails in this way. */
function broken(reason: Error): ExportIntake {
  const fail = () => Promise.reject(reason)
  const jobs = {
    find: fail,
    storeRequest: fail,
    markProcessing: fail,
    markOf: fail,
    storeScope: fail,
    reuseDigestOf: fail,
    recordCompletion: fail,
    recordFailure: fail,
    recordRefusal: fail,
    recordCancellation: fail,
  }
  return { jobs, requesters: { find: fail }, startExport: fail, validate: () => [] }
}

const sqlState = (code: string) => Object.assign(new Error(`value "hunter2" (${code})`), { code })

describe('an error of the database', () => {
  it.each(['57P01', '53300', '28P01', '42P01', '40001', 'ECONNREFUSED'])(
    'is an outage, which no message pays for: %s',
    async (code) => {
      const { outcome } = await handleMessage(
        { ...message, receiveCount: 9 },
        broken(sqlState(code)),
      )
      expect(outcome.kind).toBe('OUTAGE')
    },
  )

  it('is the message’s when it is about its data: retried four times, then put aside', async () => {
    const intake = broken(sqlState('22P02'))
    const first = await handleMessage(message, intake)
    expect(first.outcome).toMatchObject({ kind: 'RETRY_LATER', seconds: 2 })
    const fourth = await handleMessage({ ...message, receiveCount: 4 }, intake)
    expect(fourth.outcome).toMatchObject({ kind: 'RETRY_LATER', seconds: 30 })
    const fifth = await handleMessage({ ...message, receiveCount: 5 }, intake)
    expect(fifth.outcome).toMatchObject({
      kind: 'DEAD_LETTER',
      failure: { code: 'INTERNAL_ERROR' },
    })
  })

  it('shows no value in the log', async () => {
    const outage = await reachDatabase(() => Promise.reject(sqlState('57P01'))).catch(describeError)
    expect(outage).toContain('Outage: The database is out of reach. ← Error (57P01)')
    expect(describeError(sqlState('22P02'))).toBe('Error (22P02): the database refused a value')
  })
})

describe('a record that is not there', () => {
  it.each([
    { receiveCount: 1, age: 0, mayCome: true },
    { receiveCount: 4, age: 25_000, mayCome: true },
    { receiveCount: 4, age: 31_000, mayCome: false },
    { receiveCount: 5, age: 0, mayCome: false },
    { receiveCount: 1, age: 90_000, mayCome: false },
  ])('may still come: %j', ({ receiveCount, age, mayCome }) => {
    expect(mayRecordCome({ receiveCount, sentAt: Date.now() - age })).toBe(mayCome)
  })
})
