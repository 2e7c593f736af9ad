/** Files, uploads and staged rows: what is nobody's goes, what is somebody's stays however old. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { filePrefix, stagedPrefix, type Upload } from '../../stores/index.ts'
import { eventually } from '../../tests/support/eventually.ts'
import { waitingForLocks } from '../../tests/support/locks.ts'
import { type SweepWorld, sweepWorld } from '../../tests/support/sweepWorld.ts'

let world: SweepWorld

beforeAll(async () => {
  world = await sweepWorld()
})
afterAll(() => world.dispose())

const isThere = async (key: string) => (await world.store.objects.describe(key)) !== undefined

const NOTHING = { counts: { removed: 0, shared: 0 }, isMoreLeft: false }

describe('expireFiles', () => {
  const past = () => world.knex.raw(`now() - interval '1 second'`)

  /** A finished export; gives its id and the key of its file. */
  async function finished(columns: Record<string, unknown> = {}) {
    const id = randomUUID()
    const objectKey = `${filePrefix(id, 1)}00ff/SOW.csv`
    await world.store.objects.put(objectKey, Buffer.from('Services\r\n'))
    await world.insertJob({ id, status: 'COMPLETED', objectKey, ...columns })
    return { id, objectKey }
  }

  it('removes the file of a record that expired or was removed, and keeps the record', async () => {
    const expired = await finished({ expiresAt: past() })
    const removed = await finished({ deletedAt: past() })
    const future = world.knex.raw(`now() + interval '1 hour'`)
    const kept = [await finished({ expiresAt: future }), await finished({ expiresAt: null })]

    expect(await world.sweep('expireFiles')).toEqual({
      counts: { removed: 2, shared: 0 },
      isMoreLeft: false,
    })
    for (const { id, objectKey } of [expired, removed]) {
      expect(await isThere(objectKey)).toBe(false)
      expect(await world.record(id)).toMatchObject({ status: 'COMPLETED', objectKey: null })
    }
    for (const { id, objectKey } of kept) {
      expect(await isThere(objectKey)).toBe(true)
      expect(await world.record(id)).toMatchObject({ objectKey })
    }
    expect(await world.sweep('expireFiles')).toEqual(NOTHING)
  })

  it('keeps a file that another record shares, until the last one of them', async () => {
    const { id, objectKey } = await finished({ expiresAt: past() })
    const sharing = await world.insertJob({ status: 'COMPLETED', objectKey, reusedFrom: id })
    expect((await world.sweep('expireFiles')).counts).toEqual({ removed: 0, shared: 1 })
    expect(await isThere(objectKey)).toBe(true)
    expect(await world.record(id)).toMatchObject({ objectKey: null })

    await world.knex('ExportJob').where({ id: sharing }).update({ expiresAt: past() })
    expect((await world.sweep('expireFiles')).counts).toEqual({ removed: 1, shared: 0 })
    expect(await isThere(objectKey)).toBe(false)
  })

  it('waits for a request that is about to share the file, and then leaves it the file', async () => {
    const { id, objectKey } = await finished({ deletedAt: past() })
    const sharing = randomUUID()
    const request = await world.knex.transaction()
    await request('ExportJob').where({ id }).forShare().first('id')
    const sweeping = world.sweep('expireFiles')
    await eventually(async () => expect(await waitingForLocks(world.knex)).toBe(1))
    const columns = { type: 'SOW', fileType: 'CSV', status: 'COMPLETED', createdById: world.userId }
    await request('ExportJob').insert({ id: sharing, objectKey, reusedFrom: id, ...columns })
    await request.commit()
    expect((await sweeping).counts).toEqual({ removed: 0, shared: 1 })
    expect(await isThere(objectKey)).toBe(true)
  })

  it('removes each file once where two run at a time', async () => {
    for (let n = 0; n < 10; n += 1) await finished({ expiresAt: past() })
    const reports = await Promise.all([world.sweep('expireFiles'), world.sweep('expireFiles')])
    expect(reports.reduce((sum, { counts }) => sum + (counts['removed'] ?? 0), 0)).toBe(10)
    expect(await world.sweep('expireFiles')).toEqual(NOTHING)
  })

  it('removes the others where the store refuses one, and then fails with how many', async () => {
    const stuck = await finished({ expiresAt: past() })
    const others = [await finished({ expiresAt: past() }), await finished({ deletedAt: past() })]
    world.refused.add(stuck.objectKey)
    await expect(world.sweep('expireFiles')).rejects.toThrow(
      /^Files that could not be removed: 1\. .*Access/,
    )
    for (const { objectKey } of others) expect(await isThere(objectKey)).toBe(false)
    expect(await world.record(stuck.id)).toMatchObject({ objectKey: stuck.objectKey })
    world.refused.clear()
    expect((await world.sweep('expireFiles')).counts).toEqual({ removed: 1, shared: 0 })
  })

  it('touches no file of another type of job', async () => {
    const { id, objectKey } = await finished({ type: 'INVOICE', expiresAt: past() })
    expect(await world.sweep('expireFiles')).toEqual(NOTHING)
    expect(await isThere(objectKey)).toBe(true)
    await world.knex('ExportJob').where({ id }).delete()
  })
})

describe('what attempts leave behind', () => {
  /** An unfinished upload and staged rows of an attempt. */
  async function leftBy(exportId: string, attempt: number) {
    const upload = await world.store.objects.createUpload({
      key: `${filePrefix(exportId, attempt)}00ff/SOW.csv`,
      mediaType: 'text/csv',
      disposition: 'attachment',
      metadata: {},
    })
    const staged = `${stagedPrefix(exportId, attempt)}00ff/rows-00000`
    await world.store.objects.put(staged, Buffer.from('rows'))
    return { upload, staged }
  }

  async function sweepBoth() {
    const uploads = await world.sweep('abortOrphanedUploads')
    const staged = await world.sweep('removeOrphanedStaged')
    return [uploads.counts, staged.counts]
  }

  const areThere = async ({ upload, staged }: { upload: Upload; staged: string }) => {
    const { objects } = world.store
    const isUploading = (await objects.listParts(upload)) !== undefined
    return [isUploading, (await objects.get(staged)) !== undefined]
  }

  it('goes once its run is over and its record asks for nothing more, and not before', async () => {
    const lost = await world.insertJob({ status: 'CANCELLED' })
    const left = await leftBy(lost, 1)
    await world.startRun(lost)
    expect(await sweepBoth()).toEqual([
      { aborted: 0, kept: 1 },
      { removed: 0, objects: 0, kept: 1 },
    ])
    expect(await areThere(left)).toEqual([true, true])

    await world.terminateRun(lost)
    expect(await sweepBoth()).toEqual([
      { aborted: 1, kept: 0 },
      { removed: 1, objects: 1, kept: 0 },
    ])
    expect(await areThere(left)).toEqual([false, false])
  })

  it('goes where the record is at a later attempt, or there is none; that of the attempt stays', async () => {
    const exportId = await world.insertJob({ attempt: 2, startedAt: world.knex.fn.now() })
    const [old, current] = [await leftBy(exportId, 1), await leftBy(exportId, 2)]
    const ofNobody = await leftBy(randomUUID(), 1)
    expect(await sweepBoth()).toEqual([
      { aborted: 2, kept: 1 },
      { removed: 2, objects: 2, kept: 1 },
    ])
    expect(await areThere(current)).toEqual([true, true])
    for (const gone of [old, ofNobody]) expect(await areThere(gone)).toEqual([false, false])
    await world.store.objects.abortUploads('exports/')
    await world.knex('ExportJob').where({ id: exportId }).delete()
  })

  it('stays where a key is none of ours', async () => {
    const { objects } = world.store
    await objects.put('staging/somebody/else/rows', Buffer.from('rows'))
    expect((await world.sweep('removeOrphanedStaged')).counts).toMatchObject({ removed: 1 })
    expect(await objects.list('staging/')).toEqual(['staging/somebody/else/rows'])
  })

  it('goes for the others where the store refuses one, which fails the step', async () => {
    const [stuck, other] = [randomUUID(), randomUUID()].toSorted()
    const [kept, gone] = [await leftBy(String(stuck), 1), await leftBy(String(other), 1)]
    world.refused.add(`exports/${stuck}`).add(`staging/${stuck}`)
    const steps = [world.sweep('abortOrphanedUploads'), world.sweep('removeOrphanedStaged')]
    const [uploads, staged] = await Promise.allSettled(steps)
    expect(uploads).toMatchObject({
      reason: {
        message: expect.stringContaining('Attempts that keep unfinished uploads: 1. '),
      },
    })
    expect(staged).toMatchObject({
      reason: { message: expect.stringContaining('Attempts that keep staged rows: 1. ') },
    })
    expect([await areThere(kept), await areThere(gone)]).toEqual([
      [true, true],
      [false, false],
    ])
    world.refused.clear()
    await sweepBoth()
    expect(await areThere(kept)).toEqual([false, false])
  })
})
