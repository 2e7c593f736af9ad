/** Requests that are answered with a file which is there already, over real stores. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { ExportRequest, RequestedExport, Scope } from '../contract/index.ts'
import { handlerOf, resolveRequest, reuseDigest } from '../handlers/index.ts'
import { sampleId, sampleUsers } from '../stack/sample/index.ts'
import {
  knexExportJobs,
  knexRequesters,
  type ObjectStore,
  redisReuseIndex,
} from '../stores/index.ts'
import { type Entry, openEntry } from '../tests/support/entry.ts'
import { eventually } from '../tests/support/eventually.ts'
import { type TcpProxy, tcpProxy } from '../tests/support/tcpProxy.ts'
import { startValkey, type Valkey } from '../tests/support/valkey.ts'

const admin = { userId: sampleUsers.DEMO_ADMIN_ID, address: '192.0.2.7' }
const staff = { userId: sampleUsers.DEMO_STAFF_ID }
const client = { userId: sampleUsers.DEMO_CLIENT_ID }
const RFP: ExportRequest = {
  type: 'RFP',
  fileType: 'CSV',
  columns: ['rfpNumber', 'status'],
  filters: { status: ['OPEN'] },
}
const HOUR = 3_600
const UNASSIGNED = sampleId('client', 9)

let world: Entry
beforeAll(async () => {
  world = await openEntry({ rows: 100 })
})
afterAll(() => world.dispose())
beforeEach(async () => {
  for (const table of ['ExportJob', 'ExportOutbox', 'ExportAccessLog']) {
    await world.sql(table).delete()
  }
  await world.messages()
  await user(staff.userId).update({ role: 'STAFF', timeZone: 'Europe/Berlin', isActive: true })
  await user(admin.userId).update({ timeZone: 'Europe/Berlin' })
  await world.sql('UserClient').where({ userId: staff.userId, clientId: UNASSIGNED }).delete()
})

type Caller = { userId: string }
const user = (id: string) => world.sql('Users').where({ id })
const set = (id: string, columns: object) => world.sql('ExportJob').where({ id }).update(columns)
const rowOf = (id: string) => world.sql('ExportJob').where({ id }).first<Record<string, unknown>>()
const snapshotOf = (row: Record<string, unknown> | undefined) =>
  (row?.['snapshotAt'] as Date | undefined)?.toISOString()
const olderBy = (seconds: number) => world.sql.raw(`now() - make_interval(secs => ?)`, [seconds])

/** A finished export of the caller's, as worker and bridge leave it; gives its id and its file's key. */
async function finished(caller: Caller, request = RFP): Promise<{ id: string; key: string }> {
  const { job } = await world.exportData.request(caller, { request })
  const requester = await knexRequesters(world.sql).find(caller.userId)
  const resolved = resolveRequest(handlerOf(request.type), requester, job.request)
  const digest = reuseDigest(resolved.request, resolved.scope)
  const key = { exportId: job.id, attempt: 1 }
  await knexExportJobs(world.sql).storeScope(key, resolved.scope, digest)
  const objectKey = await world.complete(job.id, { text: job.id, scope: resolved.scope })
  await set(job.id, { warnings: '{"cellsCut":2}', readFrom: 'REPLICA' })
  await world.messages()
  return { id: job.id, key: objectKey }
}

async function asked(
  caller: Caller,
  over: Partial<ExportRequest> = {},
  exportData = world.exportData,
): Promise<RequestedExport> {
  const request = { ...RFP, reuseWithin: HOUR, ...over }
  return (await exportData.request(caller, { request })).job
}

async function textOf(caller: Caller, exportId: string): Promise<string> {
  const { url } = await world.exportData.downloadLink(caller, exportId)
  return await (await fetch(url)).text()
}

describe('a request that may be answered with a recent file', () => {
  it('is, at once, under its own id', async () => {
    const source = await finished(admin)
    const before = await rowOf(source.id)
    const { job, repeats } = await world.exportData.request(admin, {
      request: { notify: 'NONE', reuseWithin: HOUR, ...RFP },
      idempotencyKey: 'k1',
    })
    expect(repeats).toBeNull()
    expect(job.id).not.toBe(source.id)
    expect(job).toMatchObject({
      status: 'COMPLETED',
      attempt: 1,
      request: { notify: 'NONE', reuseWithin: HOUR },
      file: {
        isReused: true,
        isExpired: false,
        rows: 3,
        sha256: 'ab'.repeat(32),
        snapshotAt: snapshotOf(before),
      },
      warnings: { cellsCut: 2 },
    })
    expect(new Set([job.createdAt, job.startedAt, job.completedAt]).size).toBe(1)
    const kept = Date.parse(job.file?.expiresAt ?? '') - Date.parse(job.createdAt ?? '')
    expect(kept).toBe(48 * HOUR * 1_000)
    const names = ['objectKey', 'fileName', 'mediaType', 'byteCount', 'snapshotAt', 'readFrom']
    const row = await rowOf(job.id)
    for (const name of [...names, 'scope', 'reuseDigest']) {
      expect([name, row?.[name]]).toEqual([name, before?.[name]])
    }
    expect(row).toMatchObject({
      reusedFrom: source.id,
      createdById: admin.userId,
      idempotencyKey: 'k1',
      fileUrl: `s3://${world.store.bucket}/${source.key}`,
      workflowId: null,
    })
    expect(await textOf(admin, job.id)).toBe(source.id)
    expect(await world.exportData.get(admin, source.id)).toMatchObject({
      file: { isReused: false },
    })
  })

  it('sends no message, and is in the access log', async () => {
    await finished(admin)
    const { id } = await asked(admin)
    expect(await world.messages()).toEqual([])
    expect(await world.sql('ExportOutbox').select()).toEqual([])
    expect(await world.log(id)).toMatchObject([
      { userId: admin.userId, action: 'REQUEST', refusalCode: null, address: '192.0.2.7' },
    ])
  })

  it('needs no place among the open jobs', async () => {
    const full = world.entry({ maxOpenJobs: 1 })
    await finished(admin)
    await full.request(admin, { request: { ...RFP, fileType: 'PDF' } })
    expect(await asked(admin, {}, full)).toMatchObject({ status: 'COMPLETED' })
    await expect(full.request(admin, { request: RFP })).rejects.toMatchObject({
      code: 'TOO_MANY_OPEN_JOBS',
    })
  })

  it('rather has the file than an equal job that is open', async () => {
    await finished(admin)
    const open = await world.exportData.request(admin, { request: RFP })
    expect(open.job.status).toBe('PENDING')
    expect(await asked(admin)).toMatchObject({ status: 'COMPLETED' })
  })

  it('gets the job of its key, where that was used before', async () => {
    const request = { ...RFP, reuseWithin: HOUR }
    const keyed = () => world.exportData.request(admin, { request, idempotencyKey: 'k1' })
    const { job: first } = await keyed()
    expect(first.status).toBe('PENDING')
    await world.sql('ExportJob').where({ id: first.id }).update({ status: 'FAILED' })
    await finished(admin)
    expect(await keyed()).toMatchObject({ job: { id: first.id }, repeats: 'SAME_KEY' })
  })

  it('is answered with the file of whoever sees the same rows', async () => {
    await user(staff.userId).update({ role: 'ADMIN' })
    const source = await finished(admin)
    const job = await asked(staff)
    expect(job).toMatchObject({ status: 'COMPLETED', file: { isReused: true } })
    expect(await textOf(staff, job.id)).toBe(source.id)
    await expect(world.exportData.get(admin, job.id)).rejects.toMatchObject({ code: 'UNKNOWN_JOB' })
  })

  it('may have a file that was itself reused', async () => {
    const source = await finished(admin)
    const second = await asked(admin)
    await world.exportData.remove(admin, source.id)
    const third = await asked(admin)
    expect(await rowOf(third.id)).toMatchObject({ reusedFrom: second.id, objectKey: source.key })
    expect(await textOf(admin, third.id)).toBe(source.id)
  })

  it('is answered twice at a time, with one job each', async () => {
    const source = await finished(admin)
    const jobs = await Promise.all([asked(admin), asked(admin), asked(admin)])
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(3)
    for (const { id } of jobs) expect(await rowOf(id)).toMatchObject({ reusedFrom: source.id })
  })
})

describe('no recent file is given', () => {
  async function isMadeAnew(caller: Caller, over: Partial<ExportRequest> = {}): Promise<void> {
    expect(await asked(caller, over)).toMatchObject({ status: 'PENDING', file: null })
    expect(await world.messages()).toHaveLength(1)
  }

  it.each<[string, Partial<ExportRequest>]>([
    ['another zone', { timeZone: 'Asia/Tokyo' }],
    ['another order of columns', { columns: ['status', 'rfpNumber'] }],
    ['another heading', { columns: ['rfpNumber', { key: 'status', heading: 'State' }] }],
    ['another filter', { filters: { status: ['OPEN', 'CLOSED'] } }],
    ['another sort', { sort: [{ column: 'status', direction: 'ASC' }] }],
    ['another option', { options: { csv: { delimiter: ';' } } }],
    ['another title', { title: 'Ours' }],
    ['another file type', { fileType: 'XLSX' }],
    ['compression', { compress: 'ZIP' }],
    ['another type', { type: 'CLIENT_SOW', columns: ['status'], filters: {} }],
  ])('to a request for %s', async (_, over) => {
    await finished(admin)
    await isMadeAnew(admin, over)
  })

  it('to one that does not say how old it may be', async () => {
    await finished(admin)
    const { job } = await world.exportData.request(admin, { request: RFP })
    expect(job.status).toBe('PENDING')
  })

  it('to a user whose own zone is another', async () => {
    await finished(admin)
    await user(admin.userId).update({ timeZone: 'Asia/Tokyo' })
    await isMadeAnew(admin)
  })

  it('to a user who sees other rows', async () => {
    await finished(admin)
    await isMadeAnew(staff)
    await finished(staff)
    await isMadeAnew(client)
    await world.sql('UserClient').insert({ userId: staff.userId, clientId: UNASSIGNED })
    await isMadeAnew(staff)
  })

  it('of a record whose scope was changed, whatever its digest says', async () => {
    const source = await finished(staff)
    const scope: Scope = { kind: 'clients', clientIds: [], confidential: true }
    await set(source.id, { scope: JSON.stringify(scope) })
    await isMadeAnew(staff)
  })

  it('whose rows are older than was said', async () => {
    const source = await finished(admin)
    await set(source.id, { snapshotAt: olderBy(HOUR + 1) })
    await isMadeAnew(admin)
    await set(source.id, { snapshotAt: olderBy(HOUR - 10) })
    expect(await asked(admin)).toMatchObject({ status: 'COMPLETED' })
  })

  it.each([
    ['has expired', { expiresAt: new Date(0) }],
    ['was removed', { deletedAt: new Date() }],
    ['has no file any more', { objectKey: null }],
    ['failed', { status: 'FAILED' }],
    ['never told its digest', { reuseDigest: null }],
  ])('of a job that %s', async (_, columns) => {
    const source = await finished(admin)
    await set(source.id, columns)
    await isMadeAnew(admin)
  })

  it('that the store has no longer, or whose store can’t be asked', async () => {
    const source = await finished(admin)
    const objects = Object.assign(Object.create(world.store.objects) as ObjectStore, {
      describe: () => Promise.reject(new Error('The store is away.')),
    })
    expect(await asked(admin, {}, world.entry({ objects }))).toMatchObject({ status: 'PENDING' })
    await world.messages()
    await world.sql('ExportJob').where({ status: 'PENDING' }).delete()
    await world.store.objects.remove([source.key])
    await isMadeAnew(admin)
  })

  it('of a job that begins its next attempt', async () => {
    const source = await finished(admin)
    await set(source.id, { status: 'FAILED' })
    await world.exportData.retry(admin, source.id)
    expect(await rowOf(source.id)).toMatchObject({ attempt: 2, reuseDigest: null, scope: null })
  })

  it('to somebody who may not export the type at all', async () => {
    await finished(admin, { type: 'SOW', fileType: 'CSV' })
    const asking = world.exportData.request(client, {
      request: { type: 'SOW', fileType: 'CSV', reuseWithin: HOUR },
    })
    await expect(asking).rejects.toMatchObject({ code: 'REQUESTER_NOT_ALLOWED' })
  })
})

describe('a reused file', () => {
  it('is downloaded with the rights of then', async () => {
    await finished(staff)
    const { id } = await asked(staff)
    const lost: { clientId: string }[] = await world
      .sql('UserClient')
      .where({ userId: staff.userId })
      .delete()
      .returning('clientId')
    try {
      await expect(world.exportData.downloadLink(staff, id)).rejects.toMatchObject({
        code: 'REQUESTER_NOT_ALLOWED',
      })
    } finally {
      await world
        .sql('UserClient')
        .insert(lost.map(({ clientId }) => ({ userId: staff.userId, clientId })))
    }
    expect((await world.exportData.downloadLink(staff, id)).fileName).toBe('予算 2026.csv')
  })

  it('stays when the job that it was made for is removed, and goes with the last', async () => {
    const source = await finished(admin)
    const [second, third] = [await asked(admin), await asked(admin)]
    await world.exportData.remove(admin, source.id)
    expect(await textOf(admin, second.id)).toBe(source.id)
    await world.exportData.remove(admin, second.id)
    expect(await textOf(admin, third.id)).toBe(source.id)
    await world.exportData.remove(admin, third.id)
    expect(await world.store.objects.describe(source.key)).toBeUndefined()
  })

  it('goes with its first job where the others have expired', async () => {
    const source = await finished(admin)
    await set((await asked(admin)).id, { expiresAt: new Date(0) })
    await world.exportData.remove(admin, source.id)
    expect(await world.store.objects.describe(source.key)).toBeUndefined()
  })
})

describe('with a cache', () => {
  let valkey: Valkey
  let proxy: TcpProxy
  beforeAll(async () => {
    valkey = await startValkey()
  }, 120_000)
  afterAll(() => valkey.dispose())
  beforeEach(async () => {
    proxy = await tcpProxy(valkey.address)
  })

  /** What is asked over a cache that has the id under the digest of the source. */
  async function askedOver(
    source: { id: string },
    disturb: () => unknown,
    cachedId = source.id,
  ): Promise<RequestedExport> {
    const reuse = redisReuseIndex({ url: `redis://${proxy.address}`, onOutage: () => undefined })
    const digest = String((await rowOf(source.id))?.['reuseDigest'])
    try {
      await eventually(async () => {
        await reuse.remember(digest, cachedId, { seconds: 60 })
        expect(await reuse.find(digest)).toBe(cachedId)
      })
      await disturb()
      return await asked(admin, {}, world.entry({ reuse }))
    } finally {
      await reuse.close()
      await proxy.close()
    }
  }

  it('the file is found as well', async () => {
    const source = await finished(admin)
    const job = await askedOver(source, () => undefined)
    expect(await rowOf(job.id)).toMatchObject({ status: 'COMPLETED', reusedFrom: source.id })
  })

  it.each<[string, () => unknown]>([
    ['is down', () => proxy.cut()],
    ['falls silent', () => proxy.fallSilent()],
    ['forgot it', () => valkey.ask('FLUSHALL')],
    ['answers nonsense', () => proxy.changeReplies(() => Buffer.from('HTTP/1.1 400\r\n\r\n'))],
  ])('that %s the export is made anew', async (_, disturb) => {
    const source = await finished(admin)
    expect(await askedOver(source, disturb)).toMatchObject({ status: 'PENDING' })
    expect(await world.messages()).toHaveLength(1)
  })

  it('that names an export of other rows, or none at all, no file is given', async () => {
    const source = await finished(admin)
    const foreign = await finished(staff)
    await set(foreign.id, { reuseDigest: (await rowOf(source.id))?.['reuseDigest'] })
    const nothing = () => undefined
    expect(await askedOver(source, nothing, foreign.id)).toMatchObject({ status: 'PENDING' })
    proxy = await tcpProxy(valkey.address)
    await world.sql('ExportJob').where({ status: 'PENDING' }).delete()
    expect(await askedOver(source, nothing, "no id\0'")).toMatchObject({ status: 'PENDING' })
  })
})
