/** Requests, cancels, retries and removals through the entry, over real stores. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ExportFailure, type ExportRequest } from '../contract/index.ts'
import { sampleUsers } from '../stack/sample/index.ts'
import type { ObjectStore } from '../stores/index.ts'
import { type Entry, openEntry } from '../tests/support/entry.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID, DEMO_CLIENT_ID } = sampleUsers
const SOW_CSV: ExportRequest = { type: 'SOW', fileType: 'CSV' }
const admin = { userId: DEMO_ADMIN_ID, address: '192.0.2.7', userAgent: 'jest' }
const staff = { userId: DEMO_STAFF_ID }
const client = { userId: DEMO_CLIENT_ID }

let world: Entry
beforeAll(async () => {
  world = await openEntry()
})
afterAll(() => world.dispose())
beforeEach(async () => {
  await world.sql('ExportJob').delete()
  await world.sql('ExportOutbox').delete()
  await world.sql('ExportAccessLog').delete()
  await world.messages()
})

async function asked(caller = admin as { userId: string }, request = SOW_CSV): Promise<string> {
  return (await world.exportData.request(caller, { request })).job.id
}

const set = (id: string, columns: object) => world.sql('ExportJob').where({ id }).update(columns)
const outbox = () => world.sql('ExportOutbox').pluck<string[]>('exportId')

describe('request', () => {
  it('records a job and sends its message, which holds no filters', async () => {
    const request = { ...SOW_CSV, filters: { search: 'secret' }, title: 'Q3' }
    const { job, repeats } = await world.exportData.request(admin, { request })
    expect(repeats).toBeNull()
    expect(job).toMatchObject({
      type: 'SOW',
      fileType: 'CSV',
      title: 'Q3',
      status: 'PENDING',
      attempt: 1,
      request,
      startedAt: null,
      file: null,
      failure: null,
      warnings: {},
    })
    expect(await world.messages()).toEqual([
      {
        message: 'TABLE_EXPORT',
        data: { exportId: job.id, attempt: 1, type: 'SOW', fileType: 'CSV', userId: DEMO_ADMIN_ID },
      },
    ])
    expect(await outbox()).toEqual([])
    expect(await world.log(job.id)).toMatchObject([
      { userId: DEMO_ADMIN_ID, action: 'REQUEST', refusalCode: null, address: '192.0.2.7' },
    ])
  })

  it('is accepted also when the queue is away: its message waits in the outbox', async () => {
    const away = world.entry({ sendMessage: () => Promise.reject(new Error('no queue')) })
    const { job } = await away.request(admin, { request: SOW_CSV })
    expect(job.status).toBe('PENDING')
    expect(await outbox()).toEqual([job.id])
    expect(world.unsent).toContain(job.id)
  })

  it.each([null, 'SOW', []])('is refused where it is no object: %j', async (given) => {
    const request = given as unknown as ExportRequest
    await expect(world.exportData.request(admin, { request })).rejects.toBeInstanceOf(ExportFailure)
  })

  it.each(['', '\0', 'schlüssel', 'x'.repeat(201)])(
    'is refused with %j as its key',
    async (key) => {
      const asking = world.exportData.request(admin, { request: SOW_CSV, idempotencyKey: key })
      await expect(asking).rejects.toMatchObject({ failures: [{ field: 'idempotencyKey' }] })
    },
  )

  it('names every fault at once, and records nothing', async () => {
    const request = {
      ...SOW_CSV,
      fileType: 'DOCX',
      filters: { status: 'ASLEEP', colour: 'red' },
      columns: ['shape'],
      title: '',
    }
    const asking = world.exportData.request(admin, { request: request as unknown as ExportRequest })
    await expect(asking).rejects.toMatchObject({
      failures: ['fileType', 'title', 'filters.status', 'filters.colour', 'columns[0]'].map(
        (field) => ({ code: 'INVALID_REQUEST', field }),
      ),
    })
    expect(await world.sql('ExportJob').select()).toEqual([])
  })

  it('tells the other faults of a request for a type that nobody exports', async () => {
    const request = { type: 'INVOICE', fileType: 'DOCX' } as unknown as ExportRequest
    await expect(world.exportData.request(admin, { request })).rejects.toMatchObject({
      failures: [
        { code: 'UNSUPPORTED_TYPE', field: 'type' },
        { code: 'INVALID_REQUEST', field: 'fileType' },
      ],
    })
  })

  it.each([
    ['a client’s user asks for scopes of work', DEMO_CLIENT_ID],
    ['nobody knows the user', randomUUID()],
    ['the user’s id is none', 'nobody\0'],
  ])('is refused where %s, which is logged', async (_, userId) => {
    const request = { ...SOW_CSV, filters: { colour: 'red' } }
    await expect(world.exportData.request({ userId }, { request })).rejects.toMatchObject({
      failures: [{ code: 'REQUESTER_NOT_ALLOWED' }],
    })
    const log: unknown = await world.sql('ExportAccessLog').select('action', 'refusalCode')
    expect(log).toEqual([{ action: 'REQUEST', refusalCode: 'REQUESTER_NOT_ALLOWED' }])
  })

  it('gives the job that an identical request has queued, and says so', async () => {
    const id = await asked(admin, { ...SOW_CSV, filters: { search: 'a', status: ['ACTIVE'] } })
    const same = { filters: { status: ['ACTIVE'], search: 'a', ids: null }, ...SOW_CSV }
    const answer = await world.exportData.request(admin, { request: same })
    expect(answer).toMatchObject({ job: { id }, repeats: 'IDENTICAL_OPEN_JOB' })
    expect(await world.messages()).toHaveLength(1)
    expect(await asked(staff, same)).not.toBe(id)
  })

  it('tells the same key with the same request from the same key with another one', async () => {
    const keyed = (request: ExportRequest) =>
      world.exportData.request(admin, { request, idempotencyKey: 'k1' })
    const { job } = await keyed(SOW_CSV)
    await set(job.id, { status: 'COMPLETED' })
    expect(await keyed(SOW_CSV)).toMatchObject({ job: { id: job.id }, repeats: 'SAME_KEY' })
    await expect(keyed({ ...SOW_CSV, fileType: 'PDF' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    })
  })

  it('is refused while as many jobs are open as one may have', async () => {
    const narrow = world.entry({ maxOpenJobs: 1 })
    await narrow.request(admin, { request: SOW_CSV })
    const asking = narrow.request(admin, { request: { ...SOW_CSV, fileType: 'PDF' } })
    await expect(asking).rejects.toMatchObject({ code: 'TOO_MANY_OPEN_JOBS' })
    await narrow.request(staff, { request: SOW_CSV })
  })
})

describe('get and list', () => {
  it('show the requester’s own jobs and nobody else’s', async () => {
    const id = await asked(staff)
    for (const spelled of [id, id.toUpperCase()]) {
      expect(await world.exportData.get(staff, spelled)).toMatchObject({ id })
    }
    for (const caller of [admin, client]) {
      await expect(world.exportData.get(caller, id)).rejects.toMatchObject({ code: 'UNKNOWN_JOB' })
      expect(await world.exportData.list(caller, {})).toEqual({ jobs: [], next: null })
    }
    expect((await world.log(id)).filter(({ refusalCode }) => refusalCode !== null)).toMatchObject([
      { userId: DEMO_ADMIN_ID, action: 'VIEW', refusalCode: 'UNKNOWN_JOB' },
      { userId: DEMO_CLIENT_ID, action: 'VIEW', refusalCode: 'UNKNOWN_JOB' },
    ])
  })

  it('give pages that join, and a word about a cursor or limit that is none', async () => {
    const ids: string[] = []
    for (const fileType of ['CSV', 'XLSX', 'PDF'] as const) {
      ids.unshift(await asked(admin, { ...SOW_CSV, fileType }))
    }
    const first = await world.exportData.list(admin, { limit: 2 })
    const second = await world.exportData.list(admin, { limit: 2, after: String(first.next) })
    expect([...first.jobs, ...second.jobs].map(({ id }) => id)).toEqual(ids)
    expect(second.next).toBeNull()
    const forged = Buffer.from(JSON.stringify(['2026-11-01', 'no-uuid'])).toString('base64url')
    for (const after of ['?', 'e30', forged]) {
      const listing = world.exportData.list(admin, { after })
      await expect(listing).rejects.toMatchObject({ failures: [{ field: 'after' }] })
    }
    await expect(world.exportData.list(admin, { limit: 101 })).rejects.toMatchObject({
      failures: [{ code: 'INVALID_REQUEST', field: 'limit' }],
    })
  })

  it('show a job that Connexus made, and why it failed', async () => {
    const id = randomUUID()
    const job = { id, type: 'RFP', fileType: 'PDF', status: 'FAILED', createdById: DEMO_ADMIN_ID }
    await world.sql('ExportJob').insert({ ...job, errorMessage: 'It broke.' })
    expect(await world.exportData.get(admin, id)).toMatchObject({
      title: 'Requests for proposal',
      request: { type: 'RFP', fileType: 'PDF' },
      failure: { code: 'INTERNAL_ERROR', message: 'It broke.' },
    })
  })
})

describe('cancel', () => {
  it('ends a job at once that has not begun', async () => {
    const id = await asked()
    expect(await world.exportData.cancel(admin, id)).toMatchObject({ status: 'CANCELLED' })
    expect(await world.exportData.cancel(admin, id)).toMatchObject({ status: 'CANCELLED' })
    expect((await world.log(id)).map(({ action }) => action)).toEqual(['REQUEST', 'CANCEL'])
  })

  it('ends a job whose workflow an operator terminated', async () => {
    const id = await asked()
    await set(id, { startedAt: world.sql.fn.now(), workflowId: `export-${id}` })
    expect(await world.exportData.cancel(admin, id)).toMatchObject({ status: 'CANCELLED' })
  })

  it.each(['COMPLETED', 'FAILED'])('leaves a job alone that is %s', async (status) => {
    const id = await asked()
    await set(id, { status })
    await expect(world.exportData.cancel(admin, id)).rejects.toMatchObject({ code: 'WRONG_STATUS' })
    expect(await world.exportData.get(admin, id)).toMatchObject({ status })
  })
})

describe('retry', () => {
  it('begins the next attempt with the request as it was', async () => {
    const request = { ...SOW_CSV, filters: { search: 'x' } }
    const id = await asked(admin, request)
    await world.messages()
    await set(id, { status: 'FAILED', errorCode: 'INTERNAL_ERROR', errorMessage: 'It broke.' })
    expect(await world.exportData.get(admin, id)).toMatchObject({ isRetriable: true })
    expect(await world.exportData.retry(admin, id)).toMatchObject({
      id,
      status: 'PENDING',
      attempt: 2,
      request,
      failure: null,
    })
    expect(await world.messages()).toMatchObject([{ data: { exportId: id, attempt: 2 } }])
    await expect(world.exportData.retry(admin, id)).rejects.toMatchObject({ code: 'WRONG_STATUS' })
  })

  it('checks rights anew', async () => {
    const id = await asked(staff)
    await set(id, { status: 'FAILED' })
    const user = world.sql('Users').where({ id: DEMO_STAFF_ID })
    await user.clone().update({ isActive: false })
    try {
      await expect(world.exportData.retry(staff, id)).rejects.toMatchObject({
        code: 'REQUESTER_NOT_ALLOWED',
      })
    } finally {
      await user.clone().update({ isActive: true })
    }
  })

  it('never guesses what was asked for where no request is on record', async () => {
    const id = randomUUID()
    const job = { id, type: 'SOW', fileType: 'CSV', status: 'FAILED', createdById: DEMO_ADMIN_ID }
    await world.sql('ExportJob').insert(job)
    expect(await world.exportData.get(admin, id)).toMatchObject({ isRetriable: false })
    await expect(world.exportData.retry(admin, id)).rejects.toMatchObject({ code: 'WRONG_STATUS' })
  })
})

describe('remove', () => {
  const scope = { kind: 'all' } as const

  it('takes the job from the list and its file from the store, again without a word', async () => {
    const id = await asked()
    const key = await world.complete(id, { text: 'a', scope })
    await world.exportData.remove(admin, id)
    await world.exportData.remove(admin, id)
    expect(await world.store.objects.describe(key)).toBeUndefined()
    expect(await world.exportData.list(admin, {})).toEqual({ jobs: [], next: null })
    await expect(world.exportData.get(admin, id)).rejects.toMatchObject({ code: 'UNKNOWN_JOB' })
  })

  it('goes on with a file that the store would not remove', async () => {
    const id = await asked()
    const key = await world.complete(id, { text: 'a', scope })
    const away = new ExportFailure({ code: 'STORAGE_UNAVAILABLE', message: '.', remedy: '.' })
    const objects = Object.assign(Object.create(world.store.objects) as ObjectStore, {
      remove: () => Promise.reject(away),
    })
    await expect(world.entry({ objects }).remove(admin, id)).rejects.toBe(away)
    await expect(world.exportData.get(admin, id)).rejects.toMatchObject({ code: 'UNKNOWN_JOB' })
    await world.exportData.remove(admin, id)
    expect(await world.store.objects.describe(key)).toBeUndefined()
  })

  it('goes on with a file that was left behind', async () => {
    const id = await asked()
    const key = await world.complete(id, { text: 'a', scope })
    await set(id, { deletedAt: world.sql.fn.now() })
    await world.exportData.remove(admin, id)
    expect(await world.store.objects.describe(key)).toBeUndefined()
  })

  it('keeps a pending job, and another’s', async () => {
    const id = await asked()
    await expect(world.exportData.remove(admin, id)).rejects.toMatchObject({ code: 'WRONG_STATUS' })
    await set(id, { status: 'FAILED' })
    await expect(world.exportData.remove(staff, id)).rejects.toMatchObject({ code: 'UNKNOWN_JOB' })
    expect(await world.exportData.get(admin, id)).toMatchObject({ status: 'FAILED' })
  })
})

describe('choices', () => {
  const clientsOf = async (caller: { userId: string }, search?: string) =>
    await world.exportData.choices(caller, {
      type: 'RFP',
      filter: 'clientIds',
      limit: 50,
      ...(search === undefined ? {} : { search }),
    })

  it('are the clients that the caller may see, by name', async () => {
    const names = await world
      .sql('Client')
      .join('UserClient', 'UserClient.clientId', 'Client.id')
      .where({ userId: DEMO_STAFF_ID })
      .pluck<string[]>('clientName')
    const found = await clientsOf(staff)
    expect(found.map(({ label }) => label).toSorted()).toEqual(names.toSorted())
    expect(await clientsOf(client)).toHaveLength(1)
    expect((await clientsOf(admin)).length).toBeGreaterThan(found.length)
    const [first] = found
    expect(await clientsOf(staff, first?.label.toUpperCase())).toContainEqual(first)
  })

  it('are refused for filters that have none, and to whoever may not export the type', async () => {
    const asking = world.exportData.choices(admin, { type: 'RFP', filter: 'search' })
    await expect(asking).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    const refused = world.exportData.choices(client, { type: 'SOW', filter: 'clientIds' })
    await expect(refused).rejects.toMatchObject({ code: 'REQUESTER_NOT_ALLOWED' })
  })
})
