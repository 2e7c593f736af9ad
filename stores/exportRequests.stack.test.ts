/** Requests, lists and removals on real records. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import type { ExportRequest } from '../contract/index.ts'
import { migrate } from '../migrations/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import {
  type Access,
  type ExportRequests,
  knexExportRequests,
  type NewExport,
  openDatabase,
} from './index.ts'

const REQUEST: ExportRequest = { type: 'SOW', fileType: 'CSV', filters: { search: 'é ? %' } }

let database: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex
let requests: ExportRequests
let userId: string

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  knex = openDatabase({ url: database.url, applicationName: 'stores-test' })
  requests = knexExportRequests(knex)
})
afterAll(async () => {
  await knex.destroy()
  await database.dispose()
})
beforeEach(() => {
  userId = randomUUID()
})

function access(exportId: string | null, action: Access['action'] = 'REQUEST'): Access {
  return { userId, action, exportId, refusalCode: null, address: '192.0.2.7', userAgent: 'test' }
}

function asked(changes: Partial<NewExport> = {}): NewExport {
  const id = randomUUID()
  return {
    id,
    createdById: userId,
    request: REQUEST,
    digest: 'd1',
    idempotencyKey: null,
    message: `message of ${id}`,
    maxOpen: 20,
    access: access(id),
    ...changes,
  }
}

async function created(changes: Partial<NewExport> = {}) {
  const creation = await requests.create(asked(changes))
  if (creation.kind !== 'CREATED') throw new Error(`It was ${creation.kind}.`)
  return creation.record
}

const rowsOf = async (table: string, exportId: string) =>
  await knex<Record<string, unknown>>(table)
    .where({ exportId })
    .orderBy(table === 'ExportAccessLog' ? 'id' : 'exportId')
const remove = (exportId: string, createdById = userId) =>
  requests.remove({ exportId, createdById, access: access(exportId, 'REMOVE') })
const setStatus = (id: string, status: string) => knex('ExportJob').where({ id }).update({ status })

describe('create', () => {
  it('records the job, its message and the access at once', async () => {
    const record = await created()
    expect(record).toMatchObject({
      type: 'SOW',
      fileType: 'CSV',
      status: 'PENDING',
      createdById: userId,
      attempt: 1,
      request: REQUEST,
      startedAt: null,
      rowCount: null,
      isExpired: false,
    })
    expect(record.createdAt?.getTime()).toBeGreaterThan(Date.now() - 60_000)
    expect(await rowsOf('ExportOutbox', record.id)).toMatchObject([
      { attempt: 1, body: `message of ${record.id}` },
    ])
    expect(await rowsOf('ExportAccessLog', record.id)).toMatchObject([
      { userId, action: 'REQUEST', refusalCode: null, address: '192.0.2.7', userAgent: 'test' },
    ])
  })

  it('records nothing at all where one of the three can not be recorded', async () => {
    const id = randomUUID()
    await knex('ExportOutbox').insert({ exportId: id, attempt: 1, body: 'in the way' })
    await expect(requests.create(asked({ id }))).rejects.toMatchObject({ code: '23505' })
    expect(await requests.find(id)).toBeUndefined()
    expect(await rowsOf('ExportAccessLog', id)).toEqual([])
  })

  it('gives the same job for the same key and request, also when it is over', async () => {
    const first = await created({ idempotencyKey: 'k' })
    await setStatus(first.id, 'COMPLETED')
    const again = await requests.create(asked({ idempotencyKey: 'k' }))
    expect(again).toMatchObject({ kind: 'SAME_KEY', record: { id: first.id } })
  })

  it('refuses the key for another request, and knows keys of one requester alone', async () => {
    const first = await created({ idempotencyKey: 'k' })
    const other = await requests.create(asked({ idempotencyKey: 'k', digest: 'd2' }))
    expect(other).toMatchObject({ kind: 'KEY_REUSED', record: { id: first.id } })
    await created({ idempotencyKey: 'k', createdById: randomUUID() })
  })

  it('gives an identical open job where there is no key, and a new one where that is over', async () => {
    const first = await created()
    const again = await requests.create(asked())
    expect(again).toMatchObject({ kind: 'IDENTICAL_OPEN_JOB', record: { id: first.id } })
    await created({ digest: 'd2' })
    await setStatus(first.id, 'FAILED')
    expect((await created()).id).not.toBe(first.id)
    await created({ idempotencyKey: 'another one is meant' })
  })

  it('makes one job of twenty identical requests at once', async () => {
    const creations = await Promise.all(Array.from({ length: 20 }, () => requests.create(asked())))
    expect(creations.filter(({ kind }) => kind === 'CREATED')).toHaveLength(1)
    expect(creations.filter(({ kind }) => kind === 'IDENTICAL_OPEN_JOB')).toHaveLength(19)
  })

  it('lets a requester have so many open jobs and no more, also of requests at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) => requests.create(asked({ digest: `d${i}`, maxOpen: 3 }))),
    )
    expect(all.filter(({ kind }) => kind === 'CREATED')).toHaveLength(3)
    expect(all.filter(({ kind }) => kind === 'TOO_MANY_OPEN_JOBS')).toHaveLength(5)
  })
})

describe('list', () => {
  const page = (limit: number, after?: { place: string | null; id: string }) =>
    requests.list({
      createdById: userId,
      limit,
      ...(after ? { after } : {}),
    })

  it('gives each job once, newest first, however many share a microsecond', async () => {
    const times = ['2026-11-01 12:00:00.000001+00', '2026-11-01 12:00:00.000002+00']
    for (let n = 0; n < 25; n += 1) {
      const { id } = await created({ digest: `d${n}`, maxOpen: 100 })
      // A tenth have no time, as a table of Connexus' own may have it.
      const createdAt = n % 10 === 0 ? null : times[n % 2]
      await knex.raw('ALTER TABLE "ExportJob" ALTER "createdAt" DROP NOT NULL')
      await knex('ExportJob').where({ id }).update({ createdAt })
    }
    const { rows } = await knex.raw<{ rows: { id: string }[] }>(
      `SELECT "id" FROM "ExportJob" WHERE "createdById" = ? ORDER BY "createdAt" DESC, "id" DESC`,
      [userId],
    )
    const seen: string[] = []
    for (let records = await page(4); records.length > 0; ) {
      seen.push(...records.map(({ id }) => id))
      const last = records.at(-1)
      if (!last) break
      records = await page(4, last)
    }
    expect(seen).toEqual(rows.map(({ id }) => id))
    expect(seen).toHaveLength(25)
  })

  it('filters by status and file type, and shows neither others’ jobs nor other types', async () => {
    const csv = await created()
    const pdf = await created({ digest: 'd2', request: { type: 'RFP', fileType: 'PDF' } })
    const alien = await created({ digest: 'd3' })
    await knex('ExportJob').where({ id: alien.id }).update({ type: 'INVOICE' })
    await created({ createdById: randomUUID() })
    await setStatus(pdf.id, 'FAILED')
    const all = { createdById: userId, limit: 10 }
    const idsOf = async (query: object) =>
      (await requests.list({ ...all, ...query })).map(({ id }) => id)
    expect(await idsOf({})).toEqual([pdf.id, csv.id])
    expect(await idsOf({ status: 'FAILED' })).toEqual([pdf.id])
    expect(await idsOf({ fileType: 'CSV' })).toEqual([csv.id])
  })
})

describe('beginAttempt', () => {
  const next = (exportId: string, attempt: number) => ({
    key: { exportId, attempt },
    createdById: userId,
    digest: 'd1',
    message: 'again',
    maxOpen: 20,
    access: access(exportId, 'RETRY'),
  })

  it('returns a failed job to what it was before it began, one attempt later', async () => {
    const { id } = await created()
    await knex('ExportJob')
      .where({ id })
      .update({
        status: 'FAILED',
        startedAt: knex.fn.now(),
        completedAt: knex.fn.now(),
        errorCode: 'INTERNAL_ERROR',
        errorMessage: 'It broke.',
        workflowId: `export-${id}`,
        objectKey: 'exports/x',
        rowCount: 7,
      })
    await knex('ExportOutbox').where({ exportId: id }).delete()
    expect(await requests.beginAttempt(next(id, 1))).toMatchObject({
      kind: 'BEGUN',
      record: {
        status: 'PENDING',
        attempt: 2,
        request: REQUEST,
        startedAt: null,
        completedAt: null,
        errorCode: null,
        errorMessage: null,
        objectKey: null,
        rowCount: null,
      },
    })
    expect(await rowsOf('ExportOutbox', id)).toMatchObject([{ attempt: 2, body: 'again' }])
    expect(await requests.beginAttempt(next(id, 1))).toEqual({ kind: 'CHANGED' })
  })

  it.each(['PENDING', 'COMPLETED'])('leaves a job alone that is %s', async (status) => {
    const { id } = await created()
    await setStatus(id, status)
    expect(await requests.beginAttempt(next(id, 1))).toEqual({ kind: 'CHANGED' })
    expect(await requests.find(id)).toMatchObject({ status, attempt: 1 })
  })

  it('counts towards the open jobs', async () => {
    const { id } = await created()
    await setStatus(id, 'FAILED')
    await created({ digest: 'd2' })
    const beginning = await requests.beginAttempt({ ...next(id, 1), maxOpen: 1 })
    expect(beginning).toEqual({ kind: 'TOO_MANY_OPEN_JOBS' })
  })
})

describe('a job that is being stopped', () => {
  it('is no longer given for an equal request, and still is for its key', async () => {
    const first = await created({ idempotencyKey: 'k' })
    await requests.markCancelling({ exportId: first.id, attempt: 1 })
    expect((await created()).id).not.toBe(first.id)
    expect(await requests.create(asked({ idempotencyKey: 'k' }))).toMatchObject({
      kind: 'SAME_KEY',
      record: { id: first.id },
    })
  })

  it('is cancelled on the record alone as long as nothing has begun', async () => {
    const { id } = await created()
    await knex('ExportJob').where({ id }).update({ startedAt: knex.fn.now() })
    expect(await requests.cancelUnstarted({ exportId: id, attempt: 1 })).toBe(false)
    await knex('ExportJob').where({ id }).update({ startedAt: null })
    expect(await requests.cancelUnstarted({ exportId: id, attempt: 2 })).toBe(false)
    expect(await requests.cancelUnstarted({ exportId: id, attempt: 1 })).toBe(true)
    expect(await requests.find(id)).toMatchObject({ status: 'CANCELLED' })
  })
})

it('logs every request, also one that makes no job', async () => {
  const first = await created({ idempotencyKey: 'k' })
  await requests.create(asked({ idempotencyKey: 'k' }))
  await requests.create(asked({ idempotencyKey: 'k', digest: 'd2' }))
  await requests.create(asked())
  expect((await rowsOf('ExportAccessLog', first.id)).map(({ refusalCode }) => refusalCode)).toEqual(
    [null, null, 'IDEMPOTENCY_KEY_REUSED', null],
  )
})

describe('jobs of types that are not ours', () => {
  it('are neither found nor removed, and take nobody’s place', async () => {
    const { id } = await created()
    await knex('ExportJob').where({ id }).update({ type: 'INVOICE' })
    expect(await requests.find(id)).toBeUndefined()
    expect(await remove(id)).toBeUndefined()
    await created({ maxOpen: 1 })
  })
})

describe('remove', () => {
  it('takes the job from every list, and frees its key', async () => {
    const { id } = await created({ idempotencyKey: 'k' })
    await setStatus(id, 'COMPLETED')
    const removed = await remove(id)
    expect(removed).toMatchObject({ id, status: 'COMPLETED' })
    expect(await requests.find(id)).toBeUndefined()
    expect((await created({ idempotencyKey: 'k' })).id).not.toBe(id)
    expect((await rowsOf('ExportAccessLog', id)).map(({ action }) => action)).toContain('REMOVE')
  })

  it('gives one that was removed before, and logs that once', async () => {
    const { id } = await created()
    await setStatus(id, 'FAILED')
    for (let n = 0; n < 2; n += 1) {
      expect(await remove(id)).toMatchObject({ id })
    }
    const log = await rowsOf('ExportAccessLog', id)
    expect(log.filter(({ action }) => action === 'REMOVE')).toHaveLength(1)
  })

  it('waits for a change that is under way, and then tells the truth of it', async () => {
    const { id } = await created()
    const ending = await knex.transaction()
    await ending('ExportJob').where({ id }).update({ status: 'COMPLETED' })
    const removing = remove(id)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await ending.commit()
    expect(await removing).toMatchObject({ status: 'COMPLETED' })
    expect(await requests.find(id)).toBeUndefined()
  })

  it('changes neither a pending job nor another’s', async () => {
    const { id } = await created()
    expect(await remove(id)).toMatchObject({ status: 'PENDING' })
    await setStatus(id, 'FAILED')
    expect(await remove(id, randomUUID())).toBeUndefined()
    expect(await requests.find(id)).toMatchObject({ status: 'FAILED' })
  })
})

it.each(['find', 'remove'] as const)('%s finds nothing under what is no id', async (call) => {
  for (const id of ['no-uuid', '\0', '']) {
    const found = call === 'find' ? requests.find(id) : remove(id)
    expect(await found).toBeUndefined()
  }
})
