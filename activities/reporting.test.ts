/** What Temporal, and through it the record, learns of an error. */
import { describe, expect, it } from '@jest/globals'
import type { Info } from '@temporalio/activity'
import { CancelledFailure } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { ExportFailure, FailureCode } from '../contract/index.ts'
import { type ReportingOptions, reporting, reportingOf } from './reporting.ts'
import { TryLater } from './tryLater.ts'

interface LogLine {
  level: string
  message: string
  meta: Record<string, unknown>
}

const KEY = { exportId: 'e-1', attempt: 2 }

function environment(info: Partial<Info> = {}) {
  const lines: LogLine[] = []
  const at =
    (level: string) =>
    (message: string, meta: Record<string, unknown> = {}) =>
      void lines.push({ level, message, meta })
  const logger = {
    log: (level: string, message: string, meta: Record<string, unknown> = {}) =>
      at(level)(message, meta),
    trace: at('TRACE'),
    debug: at('DEBUG'),
    info: at('INFO'),
    warn: at('WARN'),
    error: at('ERROR'),
  }
  return { mock: new MockActivityEnvironment(info, { logger }), lines }
}

function failing(error: Error, options: ReportingOptions = {}, info: Partial<Info> = {}) {
  const { mock } = environment(info)
  return mock.run(
    reporting(async () => {
      throw error
    }, options),
    KEY,
  )
}

function databaseError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

describe('reporting', () => {
  it('tells Temporal not to retry a requester’s failure, nor to count it as an error', async () => {
    const failure = {
      code: FailureCode.INVALID_REQUEST,
      message: 'filters.colour is unknown.',
      remedy: 'Leave it out.',
    }
    await expect(failing(new ExportFailure(failure))).rejects.toMatchObject({
      type: 'INVALID_REQUEST',
      message: 'filters.colour is unknown.',
      nonRetryable: true,
      category: 'BENIGN',
      details: [failure],
    })
  })

  it('lets Temporal retry what is our fault', async () => {
    const error = databaseError('57P01', 'terminating connection due to administrator command')
    await expect(failing(error)).rejects.toMatchObject({
      type: 'DATABASE_UNAVAILABLE',
      nonRetryable: false,
      message: expect.stringContaining('57P01'),
    })
    await expect(failing(new TypeError('x is not a function'))).rejects.toMatchObject({
      type: 'INTERNAL_ERROR',
      nonRetryable: false,
    })
  })

  it.each(['22P02', '23505', '54000'])(
    'does not retry what the database will refuse again (%s), nor repeats the data that it quotes',
    async (code) => {
      const error = databaseError(code, 'invalid input syntax for type integer: "jane@example.org"')
      await expect(failing(error)).rejects.toMatchObject({
        type: 'INTERNAL_ERROR',
        nonRetryable: true,
        message: `The database refused a value of the query (SQLSTATE ${code}).`,
        details: [{ remedy: expect.stringContaining('Another try meets the same') }],
      })
    },
  )

  it.each([
    ['longer than our own', 1, 120_000, 120_000],
    ['none', 1, 0, undefined],
    ['a second', 1, 1_000, undefined],
    ['less than our own by then', 4, 120_000, undefined],
    ['less than the longest', 2_000, 3_599_000, undefined],
  ])(
    'lets another side lengthen our wait, never shorten it: %s',
    async (_, attempt, asked, wait) => {
      const retryPolicy = {
        initialInterval: 30_000,
        backoffCoefficient: 2,
        maximumInterval: 3_600_000,
      }
      const failure = {
        code: FailureCode.NOTICE_UNDELIVERED,
        message: 'It is busy.',
        remedy: 'Wait.',
      }
      const failed = failing(new TryLater(failure, asked), {}, { attempt, retryPolicy })
      const error: unknown = await failed.catch((reason: unknown) => reason)
      expect(error).toMatchObject({ type: 'NOTICE_UNDELIVERED', nonRetryable: false })
      expect(error).toHaveProperty('nextRetryDelay', wait)
    },
  )

  it('retries what a table refuses to record, since it must not be lost', async () => {
    const error = databaseError('22001', 'value too long for type character varying(20)')
    await expect(failing(error, { isUntilDone: true })).rejects.toMatchObject({
      type: 'INTERNAL_ERROR',
      nonRetryable: false,
    })
  })

  it('does not retry what a step calls final', async () => {
    const failure = {
      code: FailureCode.INTERNAL_ERROR,
      message: 'The database has another type than its column.',
      remedy: 'Cast it in the query.',
      isFinal: true,
    }
    await expect(failing(new ExportFailure(failure))).rejects.toMatchObject({
      nonRetryable: true,
      details: [failure],
    })
  })

  it.each([
    ['42501', 'permission denied for table Rfp', /^The database lacks a right .*table Rfp/],
    ['42P01', 'relation "Rfp" does not exist', /^The database lacks a table .*"Rfp"/],
    ['42703', 'column "x" does not exist', /^The database lacks a column .*"x"/],
    ['25P04', 'terminating connection', /^The query took longer than its limit .*25P04/],
    ['57014', 'canceling statement due to statement timeout', /^The query took longer than its/],
    ['57014', 'canceling statement due to user request', /^The query was stopped in the database/],
    ['08006', 'connection failure', /^The database did not answer as it should .*08006/],
  ])('retries a query that failed with %s: %s, and says so in words', async (code, text, said) => {
    await expect(failing(databaseError(code, text))).rejects.toMatchObject({
      type: 'DATABASE_UNAVAILABLE',
      nonRetryable: false,
      message: expect.stringMatching(said),
    })
  })

  it('reports a step that was told to stop as cancelled, whatever it died of', async () => {
    const { mock } = environment()
    const step = reporting(async () => {
      mock.cancel()
      throw databaseError('57014', 'canceling statement due to user request')
    })
    await expect(mock.run(step, KEY)).rejects.toThrow(CancelledFailure)
  })

  it('logs how a step ended under the export’s id and attempt', async () => {
    const { mock, lines } = environment()
    await mock.run(
      reporting(async () => 'done'),
      KEY,
    )
    expect(lines).toContainEqual({
      level: 'INFO',
      message: 'step is done',
      meta: expect.objectContaining({ exportId: 'e-1', attempt: 2, try: 1 }),
    })
  })
})

describe('reportingOf', () => {
  it('reports and logs a step likewise, under what it is of', async () => {
    const { mock, lines } = environment()
    const away = reportingOf(
      () => ({ scheduleId: 's-1' }),
      async () => {
        throw databaseError('ECONNREFUSED', 'connect ECONNREFUSED')
      },
    )
    await expect(mock.run(away)).rejects.toMatchObject({
      type: 'DATABASE_UNAVAILABLE',
      nonRetryable: false,
    })
    const said = lines.find(({ message }) => message === 'step has failed')
    expect(said).toMatchObject({
      level: 'WARN',
      meta: { scheduleId: 's-1', try: 1, code: 'DATABASE_UNAVAILABLE' },
    })
    expect(said?.meta).not.toHaveProperty('exportId')
  })
})
