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
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { Activities } from '../activities/index.ts'
import {
  BACKFILL_EXPORTS,
  type BackfillExportsInput,
  EXPORT_TABLE,
  type ExportTableInput,
  RECURRING_EXPORTS,
  type RecurringExportsInput,
  SWEEP,
} from '../contract/index.ts'
import { startStack } from '../stack/index.ts'
import {
  answering,
  failing,
  stopped,
  sweepFailing,
  waiting,
} from './support/answeringActivities.ts'

const DIRECTORY = fileURLToPath(new URL('./histories', import.meta.url))

interface Recording {
  workflow: string
  args: unknown[]
  activities: Activities
  whileRunning?: (handle: WorkflowHandle) => Promise<unknown>
}

const RECORDINGS: Record<string, Recording> = {
  completed: exportOf('completed', answering),
  cancelled: {
    ...exportOf('cancelled', waiting),
    whileRunning: (handle) => untilFetching(handle).then(() => handle.cancel()),
  },
  'completed-and-told': exportOf('completed-and-told', answering),
  'failed-and-told': exportOf('failed-and-told', failing),
  'completed-and-told-first': exportOf('completed-and-told-first', answering),
  'failed-and-told-first': exportOf('failed-and-told-first', failing),
  recurring: recurringOf('recurring', answering),
  'recurring-failed': recurringOf('recurring-failed', failing),
  'recurring-stopped': recurringOf('recurring-stopped', stopped),
  backfill: backfillOf('backfill', answering),
  'backfill-failed': backfillOf('backfill-failed', failing),
  sweep: { workflow: SWEEP, args: [], activities: answering },
  'sweep-failed': { workflow: SWEEP, args: [], activities: sweepFailing },
}

const directory = await mkdtemp(join(tmpdir(), 'connexus-histories-'))
const stack = await startStack({ directory })
try {
  await mkdir(DIRECTORY, { recursive: true })
  for (const [name, recording] of Object.entries(RECORDINGS)) await record(name, recording)
} finally {
  await stack.stop()
  await rm(directory, { recursive: true, force: true })
}

function exportOf(exportId: string, activities: Activities): Recording {
  const input: ExportTableInput = { exportId, attempt: 1, type: 'SOW', fileType: 'CSV' }
  return { workflow: EXPORT_TABLE, args: [input], activities }
}

function recurringOf(scheduleId: string, activities: Activities): Recording {
  const input: RecurringExportsInput = { scheduleId, revision: 1, runs: null }
  return { workflow: RECURRING_EXPORTS, args: [input], activities }
}

function backfillOf(scheduleId: string, activities: Activities): Recording {
  const input: BackfillExportsInput = { scheduleId, backfillId: 'b' }
  return { workflow: BACKFILL_EXPORTS, args: [input], activities }
}

async function record(name: string, recording: Recording): Promise<void> {
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
    activities: recording.activities,
    maxHeartbeatThrottleInterval: '200ms',
  })
  await worker.runUntil(async () => {
    const handle = await client.workflow.start(recording.workflow, {
      workflowId: `export-${name}`,
      taskQueue: name,
      args: recording.args,
    })
    await recording.whileRunning?.(handle)
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
