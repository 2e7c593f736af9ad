/**
 * Checks of Temporal: reached, its namespace, the search attributes, workers that wait for work, and
 * the schedule of the sweep.
 */
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
// Its exports have no names that an ES module could see.
import proto from '@temporalio/proto'
import { BridgeNotReady } from '../../../bridge/index.ts'
import { requireSearchAttributes } from '../../../bridge/searchAttributes.ts'
import { sweepIdOf } from '../../../contract/index.ts'
import { type CheckGroup, failed, type Outcome, ok, warning } from './finding.ts'
import { type Polls, pollsOf, pollWords } from './pollers.ts'
import { NO_SWEEP, sweepOutcome } from './sweep.ts'

const DEADLINE_MS = 5_000
const SEE = 'See docs/production.md#temporal.'
const REACH_REMEDY = `Check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and what signs in. ${SEE}`
/** A worker asks for no step while it is at as many as it does at once. */
const NO_WORKER_REMEDY =
  'Start a worker, with the same EXPORT_TASK_QUEUE as the bridge, unless all are at as many steps as they do at once.'
const { TaskQueueType } = proto.temporal.api.enums.v1
/** Workers poll for decisions and for steps. */
const POLLED = [
  { kind: 'workflows', type: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW },
  { kind: 'activities', type: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY },
]

interface Target {
  connection: Connection
  namespace: string
}

export function temporalChecks(taskQueue: string): CheckGroup {
  let target: Target | undefined
  // A broken configuration file is the check's to tell, so it is read within it.
  const open = (): Target => {
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig()
    target ??= { connection: Connection.lazy(connectionOptions), namespace }
    return target
  }
  const check = (name: string, run: (target: Target) => Promise<Outcome>) => ({
    name,
    remedy: REACH_REMEDY,
    run: async () => await run(open()),
  })
  return {
    checks: [
      check('Temporal', reach),
      check('search attributes', searchAttributes),
      check('workers', (given) => workers(given, taskQueue)),
      check('sweep', (given) => sweep(given, taskQueue)),
    ],
    close: () => target?.connection.close(),
  }
}

async function reach({ connection, namespace }: Target): Promise<Outcome> {
  await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    connection.workflowService.describeNamespace({ namespace }),
  )
  return ok(`The namespace ${namespace} is there.`)
}

async function searchAttributes({ connection, namespace }: Target): Promise<Outcome> {
  try {
    await requireSearchAttributes(connection, namespace)
    return ok('Not missing, as far as Temporal lets us look.')
  } catch (error) {
    if (!(error instanceof BridgeNotReady)) throw error
    const message = 'Some that every export sets are missing, or of another type.'
    return failed(message, error.remedy)
  }
}

async function workers(target: Target, taskQueue: string): Promise<Outcome> {
  const seen = await Promise.all(
    POLLED.map(async ({ kind, type }) => ({ kind, polls: await pollsAt(target, taskQueue, type) })),
  )
  const message = `On ${taskQueue}: ${seen.map(({ kind, polls }) => pollWords(kind, polls)).join(', ')}.`
  return seen.some(({ polls }) => polls.alive === 0)
    ? warning(message, NO_WORKER_REMEDY)
    : ok(message)
}

async function sweep({ connection, namespace }: Target, taskQueue: string): Promise<Outcome> {
  const schedule = new Client({ connection, namespace }).schedule.getHandle(sweepIdOf(taskQueue))
  try {
    const described = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
      schedule.describe(),
    )
    return sweepOutcome(described, Date.now())
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return NO_SWEEP
    throw error
  }
}

async function pollsAt(
  { connection, namespace }: Target,
  name: string,
  taskQueueType: proto.temporal.api.enums.v1.TaskQueueType,
): Promise<Polls> {
  const { pollers } = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType }),
  )
  return pollsOf(pollers ?? [], Date.now())
}
