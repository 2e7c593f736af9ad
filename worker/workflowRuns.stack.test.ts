/** The states of real workflows, as the sweep asks for them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { Context } from '@temporalio/activity'
import { Client, Connection } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { ExportActivities } from '../activities/index.ts'
import { EXPORT_TABLE } from '../contract/index.ts'
import { openTemporal, type TestTemporal } from '../tests/support/temporal.ts'
import { workflowRuns } from './workflowRuns.ts'

let temporal: TestTemporal

beforeAll(async () => {
  temporal = await openTemporal()
})
afterAll(() => temporal.dispose())

/** What `markProcessing` does decides how the workflow ends; the others only answer. */
function endingBy(markProcessing: ExportActivities['markProcessing']) {
  const answer = async () => undefined
  const others = {
    recordFailure: async () => ({ hasNotices: false }),
    recordCancellation: answer,
    removeStaged: answer,
  }
  return { markProcessing, ...others }
}

async function start() {
  const id = randomUUID()
  return await temporal.client.workflow.start(EXPORT_TABLE, {
    workflowId: `export-${id}`,
    taskQueue: temporal.taskQueue,
    args: [{ exportId: id, attempt: 1, type: 'SOW', fileType: 'CSV' }],
  })
}

const stateOf = (workflowId: string) => workflowRuns(temporal.client).stateOf(workflowId)

async function untilCancelled(): Promise<never> {
  const context = Context.current()
  const timer = setInterval(() => context.heartbeat(), 50)
  try {
    return await context.cancelled
  } finally {
    clearInterval(timer)
  }
}

it('knows a run that waits for a worker, and one that was terminated', async () => {
  const handle = await start()
  expect(await stateOf(handle.workflowId)).toBe('OPEN')
  await handle.terminate()
  expect(await stateOf(handle.workflowId)).toBe('TERMINATED')
})

it.each([
  ['COMPLETED', 'JOB_NOT_ACTIVE'],
  ['FAILED', 'INVALID_REQUEST'],
])('knows one that %s', async (state, code) => {
  const activities = endingBy(() => {
    throw ApplicationFailure.create({ type: code, nonRetryable: true })
  })
  await temporal.withWorker(activities, async () => {
    const handle = await start()
    await handle.result().catch(() => undefined)
    expect(await stateOf(handle.workflowId)).toBe(state)
  })
})

it('knows one that was cancelled', async () => {
  await temporal.withWorker(endingBy(untilCancelled), async () => {
    const handle = await start()
    await handle.cancel()
    await handle.result().catch(() => undefined)
    expect(await stateOf(handle.workflowId)).toBe('CANCELED')
  })
})

it('tells an unknown workflow from a Temporal that does not answer', async () => {
  expect(await stateOf(`export-${randomUUID()}`)).toBeUndefined()
  const connection = Connection.lazy({ address: '127.0.0.1:1', interceptors: [] })
  const nowhere = workflowRuns(new Client({ connection }))
  await expect(nowhere.stateOf('export-e')).rejects.toMatchObject({ code: 'TEMPORAL_UNAVAILABLE' })
  await connection.close()
})
