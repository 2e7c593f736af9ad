/** Jobs that stand still are put on their way again or ended; all others are left as they are. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { filePrefix, knexExportRequests } from '../../stores/index.ts'
import { eventually } from '../../tests/support/eventually.ts'
import { waitingForLocks } from '../../tests/support/locks.ts'
import { type SweepWorld, sweepWorld } from '../../tests/support/sweepWorld.ts'

let world: SweepWorld

beforeAll(async () => {
  world = await sweepWorld()
})
afterAll(() => world.dispose())

const NONE = { restarted: 0, sentAgain: 0, failed: 0, cancelled: 0 }
const ago = (interval: string) => world.knex.raw(`now() - ?::interval`, [interval])
const settle = async () => (await world.sweep('settleStuckJobs')).counts

const insertStarted = (columns: Record<string, unknown> = {}) =>
  world.insertJob({ startedAt: ago('3 minutes'), createdAt: ago('3 minutes'), ...columns })

describe('settleStuckJobs', () => {
  it('begins the next attempt of a started job without a run, once, from its record', async () => {
    const request = { type: 'SOW', fileType: 'XLSX', filters: { search: 'a' } }
    const id = await insertStarted({ request: JSON.stringify(request), workflowId: 'lost' })
    expect(await settle()).toEqual({ ...NONE, restarted: 1 })
    expect(await world.record(id)).toMatchObject({
      status: 'PENDING',
      attempt: 2,
      startedAt: null,
      workflowId: null,
      request,
    })
    expect(await world.outbox(id)).toEqual([
      {
        message: 'TABLE_EXPORT',
        data: { exportId: id, attempt: 2, type: 'SOW', fileType: 'XLSX', userId: world.userId },
      },
    ])
    expect(await settle()).toEqual(NONE)
  })

  it('waits for no store; the file that the lost attempt left goes with the step for files', async () => {
    const id = await insertStarted()
    const { objects } = world.store
    const left = `${filePrefix(id, 1)}00ff/SOW.xlsx`
    await objects.put(left, Buffer.from('complete, and published by nobody'))
    world.refused.add('exports/').add('staging/')
    expect(await settle()).toEqual({ ...NONE, restarted: 1 })
    world.refused.clear()
    expect(await objects.list(`exports/${id}/`)).toEqual([left])
    expect((await world.sweep('removeOrphanedFiles')).counts).toEqual({ removed: 1, kept: 0 })
    expect(await objects.list(`exports/${id}/`)).toEqual([])
  })

  it('changes each job once where two run at a time', async () => {
    const ids = [await insertStarted(), await insertStarted(), await insertStarted()]
    const reports = await Promise.all([settle(), settle()])
    expect(reports.reduce((sum, counts) => sum + (counts['restarted'] ?? 0), 0)).toBe(3)
    for (const id of ids) {
      expect(await world.record(id)).toMatchObject({ attempt: 2 })
      expect(await world.outbox(id)).toHaveLength(1)
    }
  })

  it('leaves a job whose run is open, however long it takes, and one that just started', async () => {
    const running = await insertStarted({ startedAt: ago('3 days') })
    await world.startRun(running)
    const fresh = await insertStarted({ startedAt: ago('1 minute') })
    expect(await settle()).toEqual(NONE)
    for (const id of [running, fresh]) {
      expect(await world.record(id)).toMatchObject({ status: 'PENDING', attempt: 1 })
    }
    await world.terminateRun(running)
    expect(await settle()).toEqual({ ...NONE, failed: 1 })
    expect(await world.record(running)).toMatchObject({
      status: 'FAILED',
      errorCode: 'RUN_LOST',
      errorMessage: 'An operator ended the run of this export by force.',
    })
  })

  it('ends a job whose third attempt is lost, and one that is to be stopped', async () => {
    const lost = await insertStarted({ attempt: 3 })
    const stopped = await insertStarted({ cancelRequestedAt: ago('2 minutes') })
    expect(await settle()).toEqual({ ...NONE, failed: 1, cancelled: 1 })
    expect(await world.record(lost)).toMatchObject({ status: 'FAILED', errorCode: 'RUN_LOST' })
    expect(await world.record(stopped)).toMatchObject({ status: 'CANCELLED' })
  })

  it('says of whose failure somebody is to be told, also of those that an earlier try failed', async () => {
    const request = JSON.stringify({ type: 'SOW', fileType: 'CSV', notify: 'NONE' })
    await insertStarted({ attempt: 3, request })
    const told = await insertStarted({ attempt: 3 })
    expect(await world.settleStuckJobs()).toEqual({
      counts: { ...NONE, failed: 2 },
      isMoreLeft: false,
      toTell: [{ exportId: told, attempt: 3 }],
    })
    const earlier = { counts: { ...NONE, failed: 2 }, failed: [{ exportId: told, attempt: 3 }] }
    expect(await world.settleStuckJobs(earlier)).toMatchObject({
      counts: { ...NONE, failed: 2 },
      toTell: [{ exportId: told, attempt: 3 }],
    })
    expect((await world.settleStuckJobs()).toTell).toEqual([])
  })

  it('sends the message of an unstarted job of ours again, at most once an hour', async () => {
    const id = await world.insertJob({ requestDigest: 'd', createdAt: ago('11 minutes') })
    const fresh = await world.insertJob({ requestDigest: 'd', createdAt: ago('9 minutes') })
    const reports = await Promise.all([settle(), settle()])
    expect(reports.reduce((sum, counts) => sum + (counts['sentAgain'] ?? 0), 0)).toBe(1)
    expect(await world.outbox(id)).toEqual([
      {
        message: 'TABLE_EXPORT',
        data: { exportId: id, attempt: 1, type: 'SOW', fileType: 'XLSX', userId: world.userId },
      },
    ])
    expect(await world.outbox(fresh)).toEqual([])

    await world.knex('ExportOutbox').where({ exportId: id }).delete()
    expect(await settle()).toEqual(NONE)
    await world
      .knex('ExportJob')
      .where({ id })
      .update({ sentAgainAt: ago('61 minutes') })
    expect(await settle()).toEqual({ ...NONE, sentAgain: 1 })
  })

  it('counts from where the attempt began, however old the job is', async () => {
    const old = { requestDigest: 'd', createdAt: ago('9 days') }
    const id = await world.insertJob({ ...old, status: 'FAILED', sentAgainAt: ago('8 days') })
    const beginning = await knexExportRequests(world.knex).beginAttempt({
      key: { exportId: id, attempt: 1 },
      createdById: world.userId,
      digest: 'd',
      message: 'again',
      maxOpen: 99,
      access: {
        action: 'RETRY',
        exportId: id,
        userId: world.userId,
        refusalCode: null,
        address: null,
        userAgent: null,
      },
    })
    expect(beginning.kind).toBe('BEGUN')
    await world.knex('ExportOutbox').where({ exportId: id }).delete()
    expect(await settle()).toEqual(NONE)

    const begun = (interval: string) => ({ attemptBegunAt: ago(interval) })
    await world.knex('ExportJob').where({ id }).update(begun('10 minutes'))
    expect(await settle()).toEqual({ ...NONE, sentAgain: 1 })
    const undated = await world.insertJob({ ...old, createdAt: null })
    expect(await settle()).toEqual({ ...NONE, sentAgain: 1 })
    expect(await world.outbox(undated)).toHaveLength(1)
  })

  it('gives an attempt that it began itself its time as well', async () => {
    const id = await insertStarted({ createdAt: ago('9 days') })
    expect(await settle()).toEqual({ ...NONE, restarted: 1 })
    await world.knex('ExportOutbox').where({ exportId: id }).delete()
    expect(await settle()).toEqual(NONE)
  })

  it('sends the message of Connexus’ own again that was taken up, and whose run is unknown', async () => {
    const request = { type: 'SOW', fileType: 'XLSX', filters: { search: 'a' } }
    const id = await world.insertJob({
      request: JSON.stringify(request),
      workflowId: 'lost',
      createdAt: ago('5 days'),
    })
    expect(await settle()).toEqual({ ...NONE, sentAgain: 1 })
    expect(await world.record(id)).toMatchObject({ status: 'PENDING', attempt: 1, request })
    expect(await world.outbox(id)).toHaveLength(1)
  })

  it('leaves a job of Connexus’ own until its queue can have no message for it, then ends it', async () => {
    // SQS keeps messages for four days where nobody says otherwise.
    const within = await world.insertJob({ createdAt: ago('4 days') })
    const beyond = await world.insertJob({ createdAt: ago('4 days 2 hours') })
    expect(await settle()).toEqual({ ...NONE, failed: 1 })
    expect(await world.record(within)).toMatchObject({ status: 'PENDING', attempt: 1 })
    expect(await world.record(beyond)).toMatchObject({
      status: 'FAILED',
      errorCode: 'REQUEST_NEVER_ARRIVED',
      errorRemedy:
        'Ask for the export again; if it happens often, operators look at what should send it.',
    })
    expect(await world.outbox(within)).toEqual([])
  })

  it.each([
    ['has begun', () => ({ startedAt: world.knex.fn.now() })],
    ['was taken up', (id: string) => ({ workflowId: `export-${id}` })],
  ])(
    'does not end a job whose message came late after all, and that %s meanwhile',
    async (_, by) => {
      const id = await world.insertJob({ createdAt: ago('5 days') })
      const bridge = await world.knex.transaction()
      await bridge('ExportJob').where({ id }).update(by(id))
      const settling = settle()
      await eventually(async () => expect(await waitingForLocks(world.knex)).toBe(1))
      await bridge.commit()
      expect(await settling).toEqual(NONE)
      expect(await world.record(id)).toMatchObject({ status: 'PENDING', attempt: 1 })
      await world.knex('ExportJob').where({ id }).delete()
    },
  )

  it('begins the next attempt of a schedule’s job that its run never began', async () => {
    const scheduleId = '3f2a1b2c-0000-4000-8000-000000000009'
    const id = await world.insertJob({ scheduleId, createdAt: ago('11 minutes') })
    expect(await settle()).toEqual({ ...NONE, restarted: 1 })
    expect(await world.record(id)).toMatchObject({ attempt: 2, scheduleId })
    expect(await world.outbox(id)).toHaveLength(1)
  })

  it('never touches jobs of types that are not ours', async () => {
    const id = await insertStarted({ type: 'INVOICE', createdAt: ago('1 year') })
    const before = await world.record(id)
    expect(await settle()).toEqual(NONE)
    expect(await world.record(id)).toEqual(before)
  })
})

describe('resendOutbox', () => {
  it('sends what lies there for over a minute, and leaves the rest to the bridge', async () => {
    await world.knex('ExportOutbox').delete()
    const [old, young] = [await world.insertJob(), await world.insertJob()]
    await world.knex('ExportOutbox').insert([
      { exportId: old, attempt: 1, body: 'old', createdAt: ago('61 seconds') },
      { exportId: young, attempt: 1, body: 'young', createdAt: ago('50 seconds') },
    ])
    const report = await world.sweep('resendOutbox')
    expect(report).toEqual({ counts: { sent: 1 }, isMoreLeft: false })
    expect(await world.depth()).toBe(1)
    expect(await world.knex('ExportOutbox').pluck('body')).toEqual(['young'])
    expect((await world.sweep('resendOutbox')).counts).toEqual({ sent: 0 })
  })
})
