/**
 * `npm run record-histories`: runs the workflows on an embedded stack, with activities that only
 * answer, and writes those histories to `tests/histories/` that are not there yet. To be run when a
 * workflow is changed on purpose, with a new name for what is new: what was recorded before stays and
 * must still replay, or running exports would break.
 */
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Context } from '@temporalio/activity'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { ExportActivities, NoticeActivities } from '../activities/index.ts'
import { EXPORT_TABLE, ReadFrom } from '../contract/index.ts'
import { startStack } from '../stack/index.ts'
import type { exportTable } from '../workflows/index.ts'

/** The steps of an export, and of its notices. */
type Told = ExportActivities & NoticeActivities

const DIRECTORY = fileURLToPath(new URL('./histories', import.meta.url))
const SNAPSHOT = '2026-11-25T12:00:00.000Z'

const answering: Told = {
  markProcessing: async () => ({ tenantId: 'tenant-1' }),
  fetchRows: async () => ({
    manifestKey: 'manifest',
    rows: 7,
    snapshotAt: SNAPSHOT,
    readFrom: ReadFrom.PRIMARY,
  }),
  renderFile: async () => ({
    key: 'exports/recorded/1-t/SOW.csv',
    uploadId: 'u',
    token: 't',
    fileName: 'SOW.csv',
    mediaType: 'text/csv',
    rows: 7,
    snapshotAt: SNAPSHOT,
    readFrom: ReadFrom.PRIMARY,
    parts: 1,
    bytes: 99,
    sha256: 'ab',
    crc32: 'AAAAAA==',
    warnings: {},
  }),
  uploadFile: async () => undefined,
  recordCompletion: async () => ({ hasNotices: true }),
  recordFailure: async () => ({ hasNotices: true }),
  recordCancellation: async () => undefined,
  removeStaged: async () => undefined,
  planNotices: async () => ({ noticeIds: ['delivered', 'undelivered'] }),
  deliverNotice: async ({ noticeId }) => {
    if (noticeId === 'delivered') return { outcome: 'DELIVERED' }
    throw ApplicationFailure.nonRetryable('The tries are used up')
  },
  recordUndelivered: async () => undefined,
}

const waiting: Told = {
  ...answering,
  fetchRows: async () => {
    const context = Context.current()
    while (!context.cancellationSignal.aborted) {
      context.heartbeat()
      await new Promise((resolve) => {
        setTimeout(resolve, 50)
      })
    }
    throw new CancelledFailure('stopped')
  },
}

const failing: Told = {
  ...answering,
  fetchRows: async () => {
    throw ApplicationFailure.nonRetryable('The rows can’t be fetched')
  },
}

const directory = await mkdtemp(join(tmpdir(), 'connexus-histories-'))
const stack = await startStack({ directory })
try {
  await mkdir(DIRECTORY, { recursive: true })
  await record('completed', answering, async () => undefined)
  await record('cancelled', waiting, (handle) => untilFetching(handle).then(() => handle.cancel()))
  await record('completed-and-told', answering, async () => undefined)
  await record('failed-and-told', failing, async () => undefined)
  await record('completed-and-told-first', answering, async () => undefined)
  await record('failed-and-told-first', failing, async () => undefined)
} finally {
  await stack.stop()
  await rm(directory, { recursive: true, force: true })
}

async function record(
  name: string,
  activities: Told,
  whileRunning: (handle: WorkflowHandle) => Promise<unknown>,
): Promise<void> {
  if (await isRecorded(name)) return
  const { temporalAddress: address, temporalNamespace: namespace } = stack.addresses
  const connection = await Connection.connect({ address })
  const native = await NativeConnection.connect({ address })
  const client = new Client({ connection, namespace, identity: 'recorder' })
  const worker = await Worker.create({
    connection: native,
    namespace,
    identity: 'recorder',
    taskQueue: name,
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    activities,
    maxHeartbeatThrottleInterval: '200ms',
  })
  await worker.runUntil(async () => {
    const handle = await client.workflow.start<typeof exportTable>(EXPORT_TABLE, {
      workflowId: `export-${name}`,
      taskQueue: name,
      args: [{ exportId: name, attempt: 1, type: 'SOW', fileType: 'CSV' }],
    })
    await whileRunning(handle)
    await handle.result().catch(() => undefined)
    await write(name, handle)
    const notices = client.workflow.getHandle(`notices-export-${name}`)
    const isTold = await notices.result().then(
      () => true,
      () => false,
    )
    if (isTold) await write(`notices-${name}`, notices)
  })
  await native.close()
  await connection.close()
}

async function write(name: string, handle: WorkflowHandle): Promise<void> {
  const history: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()))
  // Stack traces name folders of the machine, and nothing replays them.
  const text = JSON.stringify(
    history,
    (key, value: unknown) => (key === 'stackTrace' ? '' : value),
    2,
  )
  await writeFile(pathOf(name), `${text}\n`)
}

async function isRecorded(name: string): Promise<boolean> {
  return await access(pathOf(name)).then(
    () => true,
    () => false,
  )
}

function pathOf(name: string): string {
  return join(DIRECTORY, `${name}.json`)
}

async function untilFetching(handle: WorkflowHandle): Promise<void> {
  for (;;) {
    const { raw } = await handle.describe()
    const running = raw.pendingActivities?.[0]
    if (running?.activityType?.name === 'fetchRows' && running.lastHeartbeatTime) return
  }
}
