/** The order of the sweep's steps, and what is told of them, with activities that only answer. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { WorkflowFailedError, WorkflowHandle } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { NoticeActivities, StepReport, SweepActivities } from '../activities/index.ts'
import { SWEEP } from '../contract/index.ts'
import { openTemporal, type TestTemporal } from '../tests/support/temporal.ts'
import type { sweep } from './index.ts'

let temporal: TestTemporal
let calls: string[]
let activities: SweepActivities & Pick<NoticeActivities, 'planNotices'>

beforeAll(async () => {
  temporal = await openTemporal()
})
afterAll(() => temporal.dispose())

beforeEach(() => {
  calls = []
  const answering = (step: string, counts: Record<string, number>, isMoreLeft = false) => {
    return async (): Promise<StepReport> => (calls.push(step), { counts, isMoreLeft })
  }
  activities = {
    expireFiles: answering('expireFiles', { removed: 499, shared: 1 }, true),
    abortOrphanedUploads: answering('abortOrphanedUploads', { aborted: 0, kept: 2 }),
    removeOrphanedStaged: answering('removeOrphanedStaged', { removed: 0, objects: 0, kept: 2 }),
    removeOrphanedFiles: answering('removeOrphanedFiles', { removed: 1, kept: 0 }),
    resendOutbox: answering('resendOutbox', { sent: 1_234 }),
    settleStuckJobs: async () => (
      calls.push('settleStuckJobs'),
      {
        counts: { restarted: 1, sentAgain: 0, failed: 0, cancelled: 0 },
        isMoreLeft: false,
        toTell: [],
      }
    ),
    reconcileSchedules: answering('reconcileSchedules', { schedulesPut: 2 }),
    planNotices: async () => ({ noticeIds: [] }),
  }
})

async function run() {
  return await temporal.withWorker(activities, async () => {
    const handle: WorkflowHandle<typeof sweep> = await temporal.client.workflow.start<typeof sweep>(
      SWEEP,
      { workflowId: `sweep-${randomUUID()}`, taskQueue: temporal.taskQueue },
    )
    const result = await handle.result().catch((error: unknown) => error)
    const details = await handle.query<string>('__temporal_workflow_metadata')
    const { events } = await handle.fetchHistory()
    return {
      result,
      status: (await handle.describe()).status.name,
      details: inspect(details),
      scheduled: (events ?? []).flatMap(
        (event) => event.activityTaskScheduledEventAttributes ?? [],
      ),
    }
  })
}

function inspect(metadata: unknown): string {
  return (metadata as { currentDetails: string }).currentDetails
}

const ORDER = [
  'settleStuckJobs',
  'resendOutbox',
  'reconcileSchedules',
  'expireFiles',
  'abortOrphanedUploads',
  'removeOrphanedStaged',
  'removeOrphanedFiles',
]

it('runs its steps in order, and tells what each has done', async () => {
  const { result, status, details } = await run()
  expect(calls).toEqual(ORDER)
  expect(status).toBe('COMPLETED')
  expect(result).toEqual({
    expireFiles: { counts: { removed: 499, shared: 1 }, isMoreLeft: true },
    abortOrphanedUploads: { counts: { aborted: 0, kept: 2 }, isMoreLeft: false },
    removeOrphanedStaged: { counts: { removed: 0, objects: 0, kept: 2 }, isMoreLeft: false },
    removeOrphanedFiles: { counts: { removed: 1, kept: 0 }, isMoreLeft: false },
    resendOutbox: { counts: { sent: 1_234 }, isMoreLeft: false },
    settleStuckJobs: {
      counts: { restarted: 1, sentAgain: 0, failed: 0, cancelled: 0 },
      isMoreLeft: false,
      toTell: [],
    },
    reconcileSchedules: { counts: { schedulesPut: 2 }, isMoreLeft: false },
  })
  expect(details).toContain('| expireFiles | done | 499 removed, 1 shared, more is left |')
  expect(details).toContain('| resendOutbox | done | 1,234 sent |')
})

it('ends within its hour, also where each step takes all the time that it may', async () => {
  const { scheduled } = await run()
  expect(scheduled).toHaveLength(ORDER.length)
  const seconds = scheduled.map(({ startToCloseTimeout, retryPolicy }) => {
    return Number(startToCloseTimeout?.seconds) * Number(retryPolicy?.maximumAttempts)
  })
  // 4 minutes, twice.
  expect(seconds).toEqual(ORDER.map(() => 480))
  expect(seconds.reduce((sum, step) => sum + step)).toBeLessThan(3_600)
})

it('runs every step whatever became of the others, and then fails with what failed', async () => {
  const refused = (code: string, message: string) => () => {
    throw ApplicationFailure.create({
      type: code,
      nonRetryable: true,
      details: [{ code, message, remedy: 'Mend it.' }],
    })
  }
  activities.expireFiles = refused('STORAGE_UNAVAILABLE', 'The store refused.')
  activities.resendOutbox = refused('INTERNAL_ERROR', 'The queue refused.')
  const { result, status, details } = await run()
  const refusing = ['expireFiles', 'resendOutbox']
  expect(calls).toEqual(ORDER.filter((step) => !refusing.includes(step)))
  expect(status).toBe('FAILED')
  const { cause } = result as WorkflowFailedError
  expect(cause).toMatchObject({
    type: 'INTERNAL_ERROR',
    message:
      'resendOutbox: INTERNAL_ERROR The queue refused.\n' +
      'expireFiles: STORAGE_UNAVAILABLE The store refused.',
  })
  expect((cause as ApplicationFailure).details).toMatchObject([
    { report: { settleStuckJobs: { counts: { restarted: 1 } } }, failed: [{}, {}] },
  ])
  expect(details).toContain('| expireFiles | failed |  |')
  expect(details).toContain('**2 of 7 failed**')
})

it('has people told of exports that it failed, whatever becomes of the telling', async () => {
  const [first, again] = [randomUUID(), randomUUID()]
  const subjects: unknown[] = []
  activities.settleStuckJobs = async () => ({
    counts: { restarted: 0, sentAgain: 0, failed: 3, cancelled: 0 },
    isMoreLeft: false,
    toTell: [
      { exportId: first, attempt: 1 },
      { exportId: again, attempt: 3 },
    ],
  })
  activities.planNotices = async (subject) => (subjects.push(subject), { noticeIds: [] })
  const notices = [`notices-export-${first}`, `notices-export-${again}-3`]
  await temporal.withWorker(activities, async () => {
    // Also beside a sweep that has begun them already: of one attempt's end people are told once.
    for (let sweeps = 0; sweeps < 2; sweeps += 1) {
      await temporal.client.workflow.execute<typeof sweep>(SWEEP, {
        workflowId: `sweep-${randomUUID()}`,
        taskQueue: temporal.taskQueue,
      })
    }
    const results = notices.map((id) => temporal.client.workflow.getHandle(id).result())
    expect(await Promise.all(results)).toEqual([
      { delivered: 0, givenUp: 0 },
      { delivered: 0, givenUp: 0 },
    ])
  })
  expect(subjects).toHaveLength(2)
  expect(subjects).toEqual(
    expect.arrayContaining([
      { kind: 'EXPORT', exportId: first, attempt: 1 },
      { kind: 'EXPORT', exportId: again, attempt: 3 },
    ]),
  )
})
