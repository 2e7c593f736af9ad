/** A client of the run's Temporal server, and workers on task queues of their own. */
import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { Activities } from '../../activities/index.ts'
import { stackAddresses, workflowBundle } from './stack.ts'

export interface TestTemporal {
  client: Client
  /** Of this test file alone. */
  taskQueue: string
  /** Runs a worker with these activities until the work is done. */
  withWorker<T>(activities: Partial<Activities>, work: () => Promise<T>): Promise<T>
  dispose(): Promise<void>
}

/** Errors alone: what a worker says of its state and of failures that a test provokes would drown the names of the tests. */
const logger = new DefaultLogger('ERROR')

export async function openTemporal(): Promise<TestTemporal> {
  const { temporalAddress: address, temporalNamespace: namespace } = stackAddresses()
  Runtime.install({ logger })
  const connection = await Connection.connect({ address })
  const native = await NativeConnection.connect({ address })
  const taskQueue = `test-${randomUUID()}`
  return {
    client: new Client({ connection, namespace }),
    taskQueue,
    async withWorker(activities, work) {
      const worker = await Worker.create({
        connection: native,
        namespace,
        taskQueue,
        workflowBundle: { codePath: workflowBundle() },
        activities,
        maxHeartbeatThrottleInterval: '200ms',
        shutdownForceTime: '10s',
      })
      return await worker.runUntil(work)
    },
    async dispose() {
      await connection.close()
      await native.close()
      await Runtime.instance().shutdown()
    },
  }
}
