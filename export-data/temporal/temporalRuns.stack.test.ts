/** Runs of the real workflow, with activities that stand still where a test wants to look at them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Context } from '@temporalio/activity'
import { Client } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { ExportActivities, NoticeActivities, RenderedFile } from '../../activities/index.ts'
import { EXPORT_TABLE, type ExportProgress, FailureCode, ReadFrom } from '../../contract/index.ts'
import { eventually } from '../../tests/support/eventually.ts'
import { stackAddresses } from '../../tests/support/stack.ts'
import { type TcpProxy, tcpProxy } from '../../tests/support/tcpProxy.ts'
import { openTemporal, type TestTemporal } from '../../tests/support/temporal.ts'
import type { ExportRuns } from '../exportRuns.ts'
import { ProgressHub } from '../progress/index.ts'
import { temporalClient, temporalRuns } from './index.ts'

/** The steps of an export, and of its notices. */
type Told = ExportActivities & NoticeActivities

const SNAPSHOT_AT = '2026-11-25T12:00:00.000Z'
const FETCHED = { manifestKey: 'm', rows: 7, snapshotAt: SNAPSHOT_AT, readFrom: ReadFrom.PRIMARY }
const FILE: RenderedFile = {
  key: 'exports/e/1-t/SOW.csv',
  uploadId: 'u',
  token: 't',
  fileName: 'SOW.csv',
  mediaType: 'text/csv',
  rows: 7,
  snapshotAt: SNAPSHOT_AT,
  parts: 1,
  bytes: 99,
  sha256: 'ab',
  crc32: 'AAAAAA==',
  warnings: {},
}
const BETWEEN_STEPS = {
  isOpen: true,
  step: undefined,
  isStarted: false,
  details: undefined,
  tries: 0,
  trouble: undefined,
}

let temporal: TestTemporal
let runs: ExportRuns
let activities: Told
let exportId: string
let workflowId: string

beforeAll(async () => {
  temporal = await openTemporal()
  runs = temporalRuns(temporal.client)
})
afterAll(() => temporal.dispose())

beforeEach(() => {
  exportId = randomUUID()
  workflowId = `export-${exportId}`
  activities = {
    markProcessing: async () => ({ tenantId: null }),
    fetchRows: async () => FETCHED,
    renderFile: async () => FILE,
    uploadFile: async () => undefined,
    recordCompletion: async () => ({ hasNotices: false }),
    recordFailure: async () => ({ hasNotices: false }),
    recordCancellation: async () => undefined,
    removeStaged: async () => undefined,
    planNotices: async () => ({ noticeIds: [] }),
    deliverNotice: async () => ({ outcome: 'DELIVERED' }),
    recordUndelivered: async () => undefined,
  }
})

const start = () =>
  temporal.client.workflow.start(EXPORT_TABLE, {
    workflowId,
    taskQueue: temporal.taskQueue,
    args: [{ exportId, attempt: 1, type: 'SOW', fileType: 'CSV' }],
  })

/** Starts the export, looks, and waits until it has closed. */
async function during(look: () => Promise<void>): Promise<void> {
  await temporal.withWorker(activities, async () => {
    const handle = await start()
    await look()
    await handle.result().catch(() => undefined)
  })
}

/** A step that says what it is told to say until it is let go or cancelled. */
function standstill<T>(details: object, result: T) {
  const gate = Promise.withResolvers<T>()
  const step = async () => {
    const { heartbeat, cancelled } = Context.current()
    const timer = setInterval(() => heartbeat(details), 50)
    try {
      return await Promise.race([gate.promise, cancelled])
    } finally {
      clearInterval(timer)
    }
  }
  return { step, letGo: () => gate.resolve(result) }
}

describe('temporalRuns', () => {
  it('tells what the running step says, and at once when the run has closed', async () => {
    const fetch = standstill({ rows: 5, of: 10 }, FETCHED)
    const render = standstill({ rows: 2, of: 7, bytes: 33 }, FILE)
    activities.fetchRows = fetch.step
    activities.renderFile = render.step
    const running = { ...BETWEEN_STEPS, isStarted: true, tries: 1 }
    await during(async () => {
      await eventually(async () =>
        expect(await runs.describe(workflowId)).toEqual({
          ...running,
          step: 'fetchRows',
          details: { rows: 5, of: 10 },
        }),
      )
      fetch.letGo()
      await eventually(async () =>
        expect(await runs.describe(workflowId)).toEqual({
          ...running,
          step: 'renderFile',
          details: { rows: 2, of: 7, bytes: 33 },
        }),
      )
      render.letGo()
    })
    expect(await runs.describe(workflowId)).toEqual({ ...BETWEEN_STEPS, isOpen: false })
  })

  it('tells of a run that no worker has taken, and of none', async () => {
    expect(await runs.describe(workflowId)).toBeUndefined()
    await start()
    expect(await runs.describe(workflowId)).toEqual(BETWEEN_STEPS)
    expect(await runs.cancel(workflowId)).toBe(true)
    await temporal.withWorker(activities, async () => {
      await eventually(async () =>
        expect(await runs.describe(workflowId)).toMatchObject({ isOpen: false }),
      )
    })
  })

  it.each([
    ['in our words, cut', FailureCode.DATABASE_UNAVAILABLE, 'x'.repeat(300)],
    [
      'in none but ours',
      'KeyError',
      'The step met an unexpected error, or its worker fell silent.',
    ],
  ])('tells what the next try waits for, %s', async (_, type, trouble) => {
    activities.fetchRows = async () => {
      Context.current().heartbeat({ rows: 5, of: 10 })
      throw ApplicationFailure.create({ type, message: 'x'.repeat(400), nextRetryDelay: '1h' })
    }
    await during(async () => {
      await eventually(async () =>
        expect(await runs.describe(workflowId)).toMatchObject({
          step: 'fetchRows',
          isStarted: false,
          tries: 2,
          trouble,
        }),
      )
      await runs.cancel(workflowId)
    })
  })

  it('cancels a run while it is open, and no other', async () => {
    activities.fetchRows = standstill({ rows: 1, of: 2 }, FETCHED).step
    let isRecorded = false
    activities.recordCancellation = async () => {
      isRecorded = true
    }
    expect(await runs.cancel(workflowId)).toBe(false)
    await during(async () => {
      await eventually(async () =>
        expect(await runs.describe(workflowId)).toMatchObject({ details: { rows: 1 } }),
      )
      expect(await runs.cancel(workflowId)).toBe(true)
    })
    expect(isRecorded).toBe(true)
    expect(await runs.describe(workflowId)).toMatchObject({ isOpen: false })
    expect(await runs.cancel(workflowId)).toBe(false)
  })

  it('is watched from its start to its end', async () => {
    const render = standstill({ rows: 2, of: 4, bytes: 33 }, FILE)
    activities.renderFile = render.step
    const isOver = async () => (await runs.describe(workflowId))?.isOpen === false
    const hub = new ProgressHub({ runs, isOver })
    const seen: ExportProgress[] = []
    const watched = (async () => {
      const job = { exportId, attempt: 1, workflowId, fileType: 'CSV' } as const
      for await (const progress of hub.watch(job)) {
        seen.push(progress)
        if (progress.rows === 2) render.letGo()
      }
    })()
    await eventually(() => Promise.resolve(expect(seen).toHaveLength(1)))
    await during(() => watched)
    expect(seen[0]).toMatchObject({ step: 'WAITING', rows: 0, of: null, percent: 0 })
    expect(seen.at(-1)).toMatchObject({ step: 'RENDERING', rows: 2, of: 4, percent: 74 })
    expect(hub.size).toBe(0)
  })
})

describe('temporalRuns without Temporal', () => {
  const unavailable = {
    code: 'TEMPORAL_UNAVAILABLE',
    failures: [{ message: expect.stringContaining('Temporal'), remedy: expect.any(String) }],
  }
  const { temporalAddress, temporalNamespace: namespace } = stackAddresses()

  /** Tries runs that are asked through a proxy, which can misbehave. */
  async function askedThrough(
    attempt: (proxy: TcpProxy, away: ExportRuns, close: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const proxy = await tcpProxy(temporalAddress)
    const client = temporalClient({ connectionOptions: { address: proxy.address }, namespace })
    const close = () => client.connection.close()
    try {
      await attempt(proxy, temporalRuns(client), close)
    } finally {
      await close()
      await proxy.close()
    }
  }

  async function expectAllRejected(away: ExportRuns): Promise<void> {
    const startedAt = Date.now()
    await Promise.all([
      expect(away.describe(workflowId)).rejects.toMatchObject(unavailable),
      expect(away.cancel(workflowId)).rejects.toMatchObject(unavailable),
      expect(away.probe()).rejects.toMatchObject(unavailable),
    ])
    expect(Date.now() - startedAt).toBeLessThan(7_000)
  }

  it('rejects in time where nothing listens, and goes on by itself', () =>
    askedThrough(async (proxy, away) => {
      proxy.cut()
      await expectAllRejected(away)
      proxy.restore()
      await eventually(() => away.probe())
      expect(await away.describe(workflowId)).toBeUndefined()
    }))

  it('rejects in time where nothing answers', () =>
    askedThrough(async (proxy, away) => {
      proxy.fallSilent()
      await expectAllRejected(away)
    }))

  it('is asked again where the connection was lost in the meantime', () =>
    askedThrough(async (proxy, away) => {
      await away.probe()
      proxy.cut()
      proxy.restore()
      expect(await away.describe(workflowId)).toBeUndefined()
    }))

  it('can be closed in the middle of an outage', () =>
    askedThrough(async (proxy, away, close) => {
      proxy.cut()
      const asked = away.describe(workflowId)
      await close()
      await expect(asked).rejects.toMatchObject(unavailable)
    }))

  it('rejects where the namespace is missing', async () => {
    const { connection } = temporal.client
    const astray = temporalRuns(new Client({ connection, namespace: 'nowhere' }))
    await expect(astray.describe(workflowId)).rejects.toMatchObject(unavailable)
    await expect(astray.probe()).rejects.toMatchObject(unavailable)
  })
})
