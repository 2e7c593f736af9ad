import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { type ExportRequest, ReadFrom, type Scope } from '../contract/index.ts'
import { migrate } from '../migrations/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { type Completion, type ExportJobs, knexExportJobs, openDatabase } from './index.ts'

const request: ExportRequest = { type: 'SOW', fileType: 'CSV', filters: { search: 'a?b %_\\ é' } }
const failure = { code: 'INTERNAL_ERROR', message: 'It broke.', remedy: 'Try again.' } as const
const completion: Completion = {
  objectKey: 'exports/1/1-abc/sow.csv',
  fileName: 'sow.csv',
  fileUrl: 's3://files/exports/1/1-abc/sow.csv',
  mediaType: 'text/csv',
  rowCount: 3,
  byteCount: 5_000_000_000,
  sha256: 'ab'.repeat(32),
  snapshotAt: new Date('2026-03-29T01:30:00.123Z'),
  readFrom: ReadFrom.REPLICA,
  warnings: { cellsCut: 2 },
  retentionHours: 0,
}

let database: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex
let jobs: ExportJobs
let exportId: string

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  knex = openDatabase({ url: database.url, applicationName: 'stores-test' })
})

afterAll(async () => {
  await knex.destroy()
  await database.dispose()
})

beforeEach(async () => {
  jobs = knexExportJobs(knex)
  exportId = randomUUID()
  await knex('ExportJob').insert({
    id: exportId,
    type: 'SOW',
    fileType: 'CSV',
    status: 'PENDING',
    createdById: randomUUID(),
  })
})

const first = () => ({ exportId, attempt: 1 })
const row = async () =>
  await knex<Record<string, unknown>>('ExportJob').where({ id: exportId }).first()

describe('find', () => {
  it('gives a job with only the columns of Connexus set', async () => {
    expect(await jobs.find(exportId)).toMatchObject({
      id: exportId,
      status: 'PENDING',
      attempt: 1,
      startedAt: null,
      request: null,
      tenantId: null,
    })
  })

  it('gives the window of its changes to the microsecond, whatever the zone of the session', async () => {
    const window = { start: '2026-11-25T01:30:00.000001Z', end: '2026-11-26T01:30:00.123456Z' }
    expect(await jobs.find(exportId)).toMatchObject({ window: null })
    await knex('ExportJob').update({ windowEnd: window.end }).where({ id: exportId })
    expect(await jobs.find(exportId)).toMatchObject({ window: { ...window, start: null } })
    await knex('ExportJob').update({ windowStart: window.start }).where({ id: exportId })
    const elsewhere = await knex.transaction(async (transaction) => {
      await transaction.raw(`SET LOCAL TIME ZONE 'Asia/Kathmandu'`)
      return await knexExportJobs(transaction).find(exportId)
    })
    expect(elsewhere).toMatchObject({ window })
  })

  it.each([
    ['an id that is nobody’s', randomUUID()],
    ['an id that is no uuid', 'x'],
    ['an id with a NUL', 'a\0b'],
    ['a very long id', 'a'.repeat(2_000)],
  ])('finds nothing for %s', async (_, id) => {
    expect(await jobs.find(id)).toBeUndefined()
    expect(await jobs.markProcessing({ exportId: id, attempt: 1 })).toBe(false)
    expect(await jobs.recordCompletion({ exportId: id, attempt: 1 }, completion)).toBe(false)
  })
})

describe('storeRequest', () => {
  it('stores the request, and keeps it when another comes later', async () => {
    const tenantId = randomUUID()
    const stored = { request, tenantId, workflowId: `export-${exportId}` }
    expect(await jobs.storeRequest(first(), stored)).toBe(true)
    const later = { ...stored, request: { ...request, filters: {} } }
    expect(await jobs.storeRequest(first(), later)).toBe(true)
    expect(await jobs.find(exportId)).toMatchObject({
      request,
      tenantId,
      workflowId: `export-${exportId}`,
    })
  })
})

describe('storeScope', () => {
  const few: Scope = { kind: 'clients', clientIds: [randomUUID()], confidential: false }

  it('stores whose rows the file will hold, those of the last fetch', async () => {
    expect(await jobs.storeScope(first(), { kind: 'all' }, 'd1')).toBe(true)
    expect(await jobs.storeScope(first(), few, 'd2')).toBe(true)
    expect(await row()).toMatchObject({ scope: few, reuseDigest: 'd2' })
    expect(await jobs.reuseDigestOf(exportId)).toBe('d2')
  })

  it('gives a job with a window no digest: its file is no other request’s', async () => {
    await knex('ExportJob').where({ id: exportId }).update({ windowEnd: knex.fn.now() })
    await jobs.storeScope(first(), few, 'd2')
    expect(await jobs.reuseDigestOf(exportId)).toBeUndefined()
    expect(await row()).toMatchObject({ scope: few, reuseDigest: null })
  })

  it('changes nothing once the job is over, or for another attempt', async () => {
    await jobs.storeScope(first(), few, 'd2')
    expect(await jobs.storeScope({ exportId, attempt: 2 }, { kind: 'all' }, 'd1')).toBe(false)
    await jobs.recordCompletion(first(), completion)
    expect(await jobs.storeScope(first(), { kind: 'all' }, 'd1')).toBe(false)
    expect(await row()).toMatchObject({ scope: few })
  })
})

describe('markOf', () => {
  const setStartedAt = (startedAt: string) =>
    knex('ExportJob').where({ id: exportId }).update({ startedAt })

  it('is the time at which this attempt was marked, and nothing before', async () => {
    expect(await jobs.markOf(first())).toBeUndefined()
    await setStartedAt('2026-03-29T01:30:00.123456Z')
    expect(await jobs.markOf(first())).toBe('1774747800.123456')
    expect(await jobs.markOf({ exportId, attempt: 2 })).toBeUndefined()
  })

  it('differs by a microsecond, and not by the session’s time zone', async () => {
    await setStartedAt('2026-03-29T01:30:00.123457Z')
    const mark = await knex.transaction(async (transaction) => {
      await transaction.raw(`SET LOCAL TimeZone = 'Asia/Kathmandu'`)
      return await knexExportJobs(transaction).markOf(first())
    })
    expect(mark).toBe('1774747800.123457')
  })

  it('finds text ids too', async () => {
    await knex.raw('ALTER TABLE "ExportJob" ALTER COLUMN "id" TYPE text')
    try {
      await knex('ExportJob')
        .where({ id: exportId })
        .update({ id: 'job-1', startedAt: new Date(0) })
      expect(await knexExportJobs(knex).markOf({ exportId: 'job-1', attempt: 1 })).toBe('0.000000')
    } finally {
      await knex('ExportJob').where({ id: 'job-1' }).update({ id: exportId })
      await knex.raw('ALTER TABLE "ExportJob" ALTER COLUMN "id" TYPE uuid USING "id"::uuid')
    }
  })
})

describe('a change', () => {
  it('keeps the time at which processing began when it is marked twice', async () => {
    expect(await jobs.markProcessing(first())).toBe(true)
    const began = (await jobs.find(exportId))?.startedAt
    expect(await jobs.markProcessing(first())).toBe(true)
    expect((await jobs.find(exportId))?.startedAt).toEqual(began)
  })

  it('does nothing for another attempt than the record’s', async () => {
    expect(await jobs.markProcessing({ exportId, attempt: 2 })).toBe(false)
    expect(await jobs.recordFailure({ exportId, attempt: 2 }, failure)).toBe(false)
    expect(await jobs.find(exportId)).toMatchObject({ status: 'PENDING', startedAt: null })
  })

  it('never leaves a terminal status', async () => {
    expect(await jobs.recordCancellation(first())).toBe(true)
    expect(await jobs.markProcessing(first())).toBe(false)
    expect(await jobs.recordFailure(first(), failure)).toBe(false)
    expect(await jobs.recordCompletion(first(), completion)).toBe(false)
    expect(await jobs.find(exportId)).toMatchObject({ status: 'CANCELLED', objectKey: null })
  })
})

describe('recordCompletion', () => {
  it('publishes the file with every count and the very instant of its snapshot', async () => {
    expect(await jobs.recordCompletion(first(), completion)).toBe(true)
    const { snapshotAt, retentionHours: _, ...columns } = completion
    expect(await row()).toMatchObject({
      ...columns,
      status: 'COMPLETED',
      rowCount: '3',
      byteCount: '5000000000',
      expiresAt: null,
    })
    const { rows } = await knex.raw<{ rows: { utc: string }[] }>(
      `SELECT to_char("snapshotAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS utc
         FROM "ExportJob" WHERE id = ?`,
      [exportId],
    )
    expect(rows).toEqual([{ utc: snapshotAt.toISOString() }])
  })

  it('says to the second when the file runs out', async () => {
    const retentionHours = 87_600
    await jobs.recordCompletion(first(), { ...completion, retentionHours })
    const { rows } = await knex.raw<{ rows: { kept: string }[] }>(
      `SELECT extract(epoch FROM "expiresAt" - "completedAt")::text AS kept
         FROM "ExportJob" WHERE id = ?`,
      [exportId],
    )
    expect(rows).toEqual([{ kept: `${retentionHours * 3600}.000000` }])
  })

  it('is true again for the same object, false for another', async () => {
    await jobs.recordCompletion(first(), completion)
    expect(await jobs.recordCompletion(first(), completion)).toBe(true)
    const other = { ...completion, objectKey: 'exports/1/1-xyz/sow.csv' }
    expect(await jobs.recordCompletion(first(), other)).toBe(false)
    expect((await jobs.find(exportId))?.objectKey).toBe(completion.objectKey)
  })

  it('publishes one of two objects that are recorded at the same time', async () => {
    const other = { ...completion, objectKey: 'exports/1/1-xyz/sow.csv' }
    const outcomes = await Promise.all([
      jobs.recordCompletion(first(), completion),
      jobs.recordCompletion(first(), other),
    ])
    expect(outcomes.filter(Boolean)).toHaveLength(1)
  })
})

it('records a failure with its code and remedy', async () => {
  expect(await jobs.recordFailure(first(), failure)).toBe(true)
  expect(await jobs.find(exportId)).toMatchObject({
    status: 'FAILED',
    errorCode: 'INTERNAL_ERROR',
    errorMessage: 'It broke.',
    errorRemedy: 'Try again.',
  })
  expect((await jobs.find(exportId))?.completedAt).toBeInstanceOf(Date)
})

describe('recordRefusal', () => {
  it('fails a job that nothing has started', async () => {
    expect(await jobs.recordRefusal(first(), failure)).toBe(true)
    expect((await jobs.find(exportId))?.status).toBe('FAILED')
  })

  it('leaves a job alone whose workflow was promised, or that is processed', async () => {
    const stored = { request, tenantId: null, workflowId: `export-${exportId}` }
    await jobs.storeRequest(first(), stored)
    expect(await jobs.recordRefusal(first(), failure)).toBe(false)
    await jobs.markProcessing(first())
    expect(await jobs.recordRefusal(first(), failure)).toBe(false)
  })

  it('fails a retry whose record still names the workflow of the attempt before', async () => {
    await knex('ExportJob')
      .where({ id: exportId })
      .update({ attempt: 2, workflowId: `export-${exportId}` })
    expect(await jobs.recordRefusal({ exportId, attempt: 2 }, failure)).toBe(true)
  })
})

it('never shows a bound value in the message of an error', async () => {
  const update = knex('ExportJob').where({ fileName: 'hunter2' }).update({ attempt: null })
  await knex('ExportJob').where({ id: exportId }).update({ fileName: 'hunter2' })
  await expect(update).rejects.toThrow(/^((?!hunter2).)*not-null constraint((?!hunter2).)*$/)
})
