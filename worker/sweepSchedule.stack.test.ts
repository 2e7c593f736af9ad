/** The schedule of the sweep, made over the worker's own connection to a real Temporal. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { Client, type ScheduleHandle } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import { pino } from 'pino'
import { stackAddresses } from '../tests/support/stack.ts'
import { ensureSweepSchedule, keepSweepScheduled } from './sweepSchedule.ts'

let connection: NativeConnection
let client: Client
let taskQueue: string
let schedule: ScheduleHandle

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const { temporalAddress: address, temporalNamespace: namespace } = stackAddresses()
  connection = await NativeConnection.connect({ address })
  client = new Client({ connection, namespace })
})
afterAll(async () => {
  await connection.close()
  await Runtime.instance().shutdown()
})
beforeEach(() => {
  taskQueue = `test-${randomUUID()}`
  schedule = client.schedule.getHandle(`exports-sweep-${taskQueue}`)
})

it('starts the sweep every few minutes, one at a time', async () => {
  expect(await ensureSweepSchedule(client, { taskQueue, sweepMinutes: 5 })).toBe('created')
  const { spec, action, policies, state } = await schedule.describe()
  expect(spec.intervals).toMatchObject([{ every: 300_000 }])
  expect(action).toMatchObject({
    workflowType: 'sweep',
    workflowId: `exports-sweep-${taskQueue}`,
    taskQueue,
  })
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 60_000 })
  expect(state.paused).toBe(false)
  await schedule.delete()
})

it('is made by one of several workers, and changed by none that wants the same', async () => {
  const made = await Promise.all(
    Array.from({ length: 4 }, () => ensureSweepSchedule(client, { taskQueue, sweepMinutes: 5 })),
  )
  expect(made.toSorted()).toEqual(['created', 'none', 'none', 'none'])
  expect(await ensureSweepSchedule(client, { taskQueue, sweepMinutes: 5 })).toBe('none')
  expect((await schedule.describe()).info.lastUpdatedAt).toBeUndefined()
  await schedule.delete()
})

it('follows another setting, and stays paused where an operator paused it', async () => {
  await ensureSweepSchedule(client, { taskQueue, sweepMinutes: 5 })
  await schedule.pause('The bucket is being moved.')
  expect(await ensureSweepSchedule(client, { taskQueue, sweepMinutes: 10 })).toBe('changed')
  const { spec, state } = await schedule.describe()
  expect(spec.intervals).toMatchObject([{ every: 600_000 }])
  expect(state).toMatchObject({ paused: true, note: 'The bucket is being moved.' })
  await schedule.delete()
})

it('logs what keeps it from being made, and ends with the worker', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const stopping = new AbortController()
  const elsewhere = new Client({ connection, namespace: 'no-such-namespace' })
  const settings = { taskQueue, sweepMinutes: 5 }
  const keeping = keepSweepScheduled(elsewhere, settings, log, stopping.signal)
  while (lines.length === 0) await new Promise(setImmediate)
  stopping.abort()
  await keeping
  expect(lines.join('')).toMatch(/the sweep could not be scheduled/)
})
