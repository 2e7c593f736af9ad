/** Records, objects, queue and runs for the steps of the sweep, which are run here without a worker. */
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { ActivityDependencies } from '../../activities/index.ts'
import {
  createSweepSteps,
  type SettledJobs,
  type StepReport,
} from '../../activities/sweep/index.ts'
import { EXPORT_TABLE, workflowIdOf } from '../../contract/index.ts'
import { sqsClient } from '../../stack/index.ts'
import {
  knexExportFiles,
  knexExportJobs,
  knexExportRequests,
  knexExportSchedules,
  knexOpenJobs,
  knexOutbox,
  type Mailer,
  type ObjectStore,
  queueRetention,
  sqsProducer,
} from '../../stores/index.ts'
import { workflowRuns } from '../../worker/workflowRuns.ts'
import { type BridgeWorld, bridgeWorld } from './bridgeWorld.ts'
import { freshObjectStore, type TestObjectStore } from './objectStore.ts'
import { stackAddresses } from './stack.ts'

type Step = keyof ReturnType<typeof createSweepSteps>

/** That mail is set up is all that the sweep asks. */
const NEVER_USED: Mailer = {
  send: () => Promise.reject(new Error('The sweep sends no mail')),
  close: () => undefined,
}

export interface SweepWorld extends BridgeWorld {
  store: TestObjectStore
  /** Beginnings of keys that the store refuses to remove, or whose uploads it refuses to abort. */
  refused: Set<string>
  sweep(step: Step): Promise<StepReport>
  /** `earlier` is what an earlier try of the step heartbeated last. */
  settleStuckJobs(earlier?: unknown): Promise<SettledJobs>
  /** Starts the workflow of an attempt, which no worker takes up. */
  startRun(exportId: string, attempt?: number): Promise<void>
  terminateRun(exportId: string, attempt?: number): Promise<void>
  /** The record, whole. */
  record(exportId: string): Promise<Record<string, unknown>>
  /** Bodies of the outbox, parsed. */
  outbox(exportId: string): Promise<{ message: string; data: Record<string, unknown> }[]>
}

export async function sweepWorld(): Promise<SweepWorld> {
  const world = await bridgeWorld()
  const store = await freshObjectStore()
  const sqs = sqsClient(stackAddresses())
  const { knex, client } = world
  const refused = new Set<string>()
  refuse(store.objects, refused)
  const parts: Partial<ActivityDependencies> = {
    openJobs: knexOpenJobs(knex),
    files: knexExportFiles(knex),
    outbox: knexOutbox(knex),
    jobs: knexExportJobs(knex),
    objects: store.objects,
    queue: {
      ...sqsProducer(sqs, world.queueUrl),
      retentionSeconds: () => queueRetention(sqs, world.queueUrl),
    },
    runs: workflowRuns(client),
    records: knexExportRequests(knex),
    schedules: knexExportSchedules(knex),
    mailer: NEVER_USED,
  }
  // The steps take no other part.
  const steps = createSweepSteps(parts as ActivityDependencies)
  const environment = (info = {}) =>
    new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') })

  return {
    ...world,
    store,
    refused,
    sweep: (step) => environment().run(steps[step]),
    settleStuckJobs: (earlier) =>
      environment(earlier === undefined ? {} : { heartbeatDetails: earlier }).run(
        steps.settleStuckJobs,
      ),
    async startRun(exportId, attempt = 1) {
      await client.workflow.start(EXPORT_TABLE, {
        workflowId: workflowIdOf(exportId, attempt),
        taskQueue: world.taskQueue,
        args: [{ exportId, attempt, type: 'SOW', fileType: 'CSV' }],
      })
    },
    async terminateRun(exportId, attempt = 1) {
      await client.workflow.getHandle(workflowIdOf(exportId, attempt)).terminate('by the test')
    },
    async record(id) {
      const row = await knex('ExportJob').where({ id }).first<Record<string, unknown> | undefined>()
      if (!row) throw new Error(`There is no job ${id}`)
      return row
    },
    async outbox(exportId) {
      const bodies = await knex('ExportOutbox').where({ exportId }).pluck<string[]>('body')
      return bodies.map(
        (body) => JSON.parse(body) as { message: string; data: Record<string, unknown> },
      )
    },
    async dispose() {
      sqs.destroy()
      await world.dispose()
      await store.dispose()
    },
  }
}

function refuse(objects: ObjectStore, refused: ReadonlySet<string>): void {
  const remove = objects.remove.bind(objects)
  const abortUploads = objects.abortUploads.bind(objects)
  const check = (key: string) => {
    const isRefused = [...refused].some((beginning) => key.startsWith(beginning))
    if (isRefused) throw new Error(`AccessDenied for ${key}`)
  }
  objects.remove = async (keys) => {
    keys.forEach(check)
    await remove(keys)
  }
  objects.abortUploads = async (prefix) => {
    check(prefix)
    return await abortUploads(prefix)
  }
}
