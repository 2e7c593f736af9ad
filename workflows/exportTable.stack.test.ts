/** The order of the steps and every way out, with activities that only say what they were asked. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Context } from '@temporalio/activity'
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client'
import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import type { ExportActivities, NoticeActivities, RenderedFile } from '../activities/index.ts'
import {
  EXPORT_TABLE,
  type Failure,
  FailureCode,
  ReadFrom,
  SEND_NOTICES,
} from '../contract/index.ts'
import { openTemporal, type TestTemporal } from '../tests/support/temporal.ts'
import type { exportTable } from './index.ts'

/** The steps of an export, and of its notices. */
type Told = ExportActivities & NoticeActivities

const FILE: RenderedFile = {
  key: 'exports/e/1-t/SOW.csv',
  uploadId: 'u',
  token: 't',
  fileName: 'SOW.csv',
  mediaType: 'text/csv',
  rows: 7,
  snapshotAt: '2026-11-25T12:00:00.000Z',
  parts: 1,
  bytes: 99,
  sha256: 'ab',
  crc32: 'AAAAAA==',
  warnings: {},
}

describe('exportTable', () => {
  let temporal: TestTemporal
  let calls: string[]
  let recorded: Failure | undefined
  let exportId: string
  let activities: Told

  beforeAll(async () => {
    temporal = await openTemporal()
  })
  afterAll(() => temporal.dispose())

  beforeEach(() => {
    calls = []
    recorded = undefined
    exportId = randomUUID()
    const said = (name: string) => calls.push(name)
    activities = {
      markProcessing: async () => (said('markProcessing'), { tenantId: 'tenant-1' }),
      fetchRows: async () => (
        said('fetchRows'),
        {
          manifestKey: `m${calls.length}`,
          rows: 7,
          snapshotAt: FILE.snapshotAt,
          readFrom: ReadFrom.PRIMARY,
        }
      ),
      renderFile: async (_job, manifest) => (said(`renderFile ${manifest}`), FILE),
      uploadFile: async () => void said('uploadFile'),
      recordCompletion: async () => (said('recordCompletion'), { hasNotices: false }),
      recordFailure: async (_job, failure) => {
        said('recordFailure')
        recorded = failure
        return { hasNotices: false }
      },
      recordCancellation: async () => void said('recordCancellation'),
      removeStaged: async () => void said('removeStaged'),
      planNotices: async () => (said('planNotices'), { noticeIds: [] }),
      deliverNotice: async ({ noticeId }) => (
        said(`deliverNotice ${noticeId}`), { outcome: 'DELIVERED' }
      ),
      recordUndelivered: async ({ noticeId }) => void said(`recordUndelivered ${noticeId}`),
    }
  })

  function start(): Promise<WorkflowHandle<typeof exportTable>> {
    return temporal.client.workflow.start<typeof exportTable>(EXPORT_TABLE, {
      workflowId: `export-${exportId}`,
      taskQueue: temporal.taskQueue,
      args: [{ exportId, attempt: 1, type: 'SOW', fileType: 'CSV' }],
    })
  }

  async function run(whileRunning?: (handle: WorkflowHandle) => Promise<void>) {
    return await temporal.withWorker(activities, async () => {
      const handle = await start()
      await whileRunning?.(handle)
      const result = await handle.result().catch((error: unknown) => error)
      return { handle, result, description: await handle.describe() }
    })
  }

  it('marks, fetches, renders, uploads, records and removes, in this order', async () => {
    const { result, description } = await run()
    expect(calls).toEqual([
      'markProcessing',
      'fetchRows',
      'renderFile m2',
      'uploadFile',
      'recordCompletion',
      'removeStaged',
    ])
    expect(result).toEqual({ outcome: 'COMPLETED', rows: 7, bytes: 99, objectKey: FILE.key })
    expect(description.searchAttributes).toMatchObject({
      ExportStatus: ['COMPLETED'],
      ExportTenant: ['tenant-1'],
      ExportRows: [7],
    })
  })

  it.each(['COMPLETED', 'FAILED'])(
    'has people told of %s in a workflow of its own, however long the clean-up takes',
    async (status) => {
      const told = Promise.withResolvers<void>()
      const reject = async () => {
        throw ApplicationFailure.nonRetryable('No')
      }
      if (status === 'FAILED') activities.fetchRows = reject
      activities.recordCompletion = async () => ({ hasNotices: true })
      activities.recordFailure = async () => ({ hasNotices: true })
      activities.planNotices = async (subject) => {
        calls.push(`planNotices ${JSON.stringify(subject)}`)
        told.resolve()
        return await reject()
      }
      activities.removeStaged = async () => {
        await told.promise
        calls.push('removeStaged')
      }
      const { description } = await run()
      // What comes of the notices is not the export's.
      expect(description.status.name).toBe(status)
      expect(calls.slice(-2)).toEqual([
        `planNotices {"kind":"EXPORT","exportId":"${exportId}","attempt":1}`,
        'removeStaged',
      ])
    },
  )

  it('completes where the notices were begun by an earlier run', async () => {
    activities.recordCompletion = async () => ({ hasNotices: true })
    const earlier = await temporal.client.workflow.start(SEND_NOTICES, {
      workflowId: `notices-export-${exportId}`,
      taskQueue: temporal.taskQueue,
      args: [{ kind: 'EXPORT', exportId, attempt: 1 }],
    })
    await earlier.terminate()
    const { result } = await run()
    expect(result).toMatchObject({ outcome: 'COMPLETED' })
    expect(calls).not.toContain('planNotices')
  })

  it('records a requester’s failure at once, with code, message and remedy', async () => {
    const failure = {
      code: FailureCode.INVALID_REQUEST,
      message: 'filters.status[0] is no status.',
      remedy: 'Choose one of DRAFT, ACTIVE.',
    }
    activities.fetchRows = () => {
      calls.push('fetchRows')
      throw ApplicationFailure.create({
        type: failure.code,
        nonRetryable: true,
        details: [failure],
      })
    }
    const { result, description } = await run()
    expect(calls).toEqual(['markProcessing', 'fetchRows', 'recordFailure', 'removeStaged'])
    expect(recorded).toEqual(failure)
    expect(description.status.name).toBe('FAILED')
    expect(result).toBeInstanceOf(WorkflowFailedError)
    expect((result as WorkflowFailedError).cause).toMatchObject({
      type: 'INVALID_REQUEST',
      category: 'BENIGN',
    })
  })

  it('gives up on our failures after ten tries, and says so', async () => {
    activities.renderFile = () => {
      calls.push('renderFile')
      throw ApplicationFailure.create({
        type: FailureCode.STORAGE_UNAVAILABLE,
        nextRetryDelay: '1ms',
        details: [
          { code: 'STORAGE_UNAVAILABLE', message: 'The store refused.', remedy: 'Retry later.' },
        ],
      })
    }
    const { description } = await run()
    expect(calls.filter((call) => call === 'renderFile')).toHaveLength(10)
    expect(calls.slice(-2)).toEqual(['recordFailure', 'removeStaged'])
    expect(recorded).toEqual({
      code: 'STORAGE_UNAVAILABLE',
      message: 'The store refused. Gave up after 10 tries.',
      remedy: 'Retry later.',
    })
    expect(description.status.name).toBe('FAILED')
  })

  it('fetches once more when the staged rows are gone, and renders the new ones', async () => {
    const render = activities.renderFile
    activities.renderFile = async (job, manifest) => {
      const file = await render(job, manifest)
      if (manifest === 'm2') throw gone(FailureCode.STAGED_ROWS_MISSING)
      return file
    }
    await run()
    expect(calls.slice(1, 5)).toEqual(['fetchRows', 'renderFile m2', 'fetchRows', 'renderFile m4'])
    expect(calls.at(-1)).toBe('removeStaged')
  })

  it('renders once more, without fetching, when the upload is gone', async () => {
    activities.uploadFile = async () => {
      calls.push('uploadFile')
      if (calls.filter((call) => call === 'uploadFile').length === 1) {
        throw gone(FailureCode.UPLOAD_MISSING)
      }
    }
    await run()
    expect(calls.slice(2)).toEqual([
      'renderFile m2',
      'uploadFile',
      'renderFile m2',
      'uploadFile',
      'recordCompletion',
      'removeStaged',
    ])
  })

  it('does not go on for ever when what it needs keeps going missing', async () => {
    activities.uploadFile = () => {
      throw gone(FailureCode.UPLOAD_MISSING)
    }
    const { description } = await run()
    expect(calls.filter((call) => call === 'renderFile m2')).toHaveLength(3)
    expect(recorded?.code).toBe('UPLOAD_MISSING')
    expect(description.status.name).toBe('FAILED')
  })

  it('changes no record when the job is not active, and ends plainly', async () => {
    activities.markProcessing = () => {
      throw gone(FailureCode.JOB_NOT_ACTIVE)
    }
    const { result, description } = await run()
    expect(calls).toEqual(['removeStaged'])
    expect(result).toEqual({ outcome: 'NOT_ACTIVE', reason: 'JOB_NOT_ACTIVE' })
    expect(description.searchAttributes['ExportStatus']).toEqual(['JOB_NOT_ACTIVE'])
    expect(description.status.name).toBe('COMPLETED')
  })

  it('runs a step again, without counting, when its worker shut down', async () => {
    let times = 0
    const fetch = activities.fetchRows
    activities.fetchRows = (job) => {
      times += 1
      if (times <= 12) throw gone(FailureCode.WORKER_SHUTDOWN)
      return fetch(job)
    }
    const { result } = await run()
    expect(times).toBe(13)
    expect(result).toMatchObject({ outcome: 'COMPLETED' })
  })

  it('records cancelled, not failed, when the requester cancels while it fetches', async () => {
    activities.fetchRows = async () => {
      calls.push('fetchRows')
      await untilCancelled()
      throw new CancelledFailure('stopped')
    }
    const { description } = await run((handle) => cancelOnce(handle, 'fetchRows'))
    expect(calls).toEqual(['markProcessing', 'fetchRows', 'recordCancellation', 'removeStaged'])
    expect(description.status.name).toBe('CANCELLED')
    expect(description.searchAttributes['ExportStatus']).toEqual(['CANCELLED'])
  })

  it('closes as cancelled when a step fails after the cancel', async () => {
    const cancelSent = Promise.withResolvers<void>()
    activities.uploadFile = async () => {
      calls.push('uploadFile')
      await cancelSent.promise
      await pause()
      throw ApplicationFailure.create({ type: FailureCode.INTERNAL_ERROR, nonRetryable: true })
    }
    const { description } = await run(async (handle) => {
      await cancelOnce(handle, 'uploadFile')
      cancelSent.resolve()
    })
    expect(calls.slice(-2)).toEqual(['recordCancellation', 'removeStaged'])
    expect(description.status.name).toBe('CANCELLED')
  })

  it('completes when the cancel comes while the upload is being completed', async () => {
    const cancelSent = Promise.withResolvers<void>()
    activities.uploadFile = async () => {
      calls.push('uploadFile')
      await cancelSent.promise
      await pause()
    }
    const { result } = await run(async (handle) => {
      await cancelOnce(handle, 'uploadFile')
      cancelSent.resolve()
    })
    expect(calls.slice(-3)).toEqual(['uploadFile', 'recordCompletion', 'removeStaged'])
    expect(result).toMatchObject({ outcome: 'COMPLETED' })
  })

  async function cancelOnce(handle: WorkflowHandle, call: string): Promise<void> {
    while (!calls.includes(call)) await pause()
    await handle.cancel()
  }
})

function gone(code: FailureCode): ApplicationFailure {
  return ApplicationFailure.create({
    type: code,
    nonRetryable: true,
    details: [{ code, message: code, remedy: '' }],
  })
}

async function untilCancelled(): Promise<void> {
  const context = Context.current()
  while (!context.cancellationSignal.aborted) {
    context.heartbeat()
    await pause()
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 50)
  })
}
