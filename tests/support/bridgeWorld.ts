/** A database, queues and a task queue that only one test file's bridges use. */
import { randomUUID } from 'node:crypto'
import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { Client, Connection } from '@temporalio/client'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { Bridge, type BridgeOptions } from '../../bridge/index.ts'
import { migrate } from '../../migrations/index.ts'
import { sqsClient } from '../../stack/index.ts'
import { type ExportJob, openDatabase } from '../../stores/index.ts'
import { freshDatabase, freshQueues, stackAddresses } from './stack.ts'

export interface BridgeWorld {
  knex: Knex
  client: Client
  databaseUrl: string
  queueUrl: string
  dlqUrl: string
  taskQueue: string
  /** A CLIENT user, and the client that is theirs. */
  userId: string
  clientId: string
  /** Everything that the bridges logged, as text. */
  log(): string
  /** Starts a bridge; `stop` resolves when it has ended. */
  startBridge(overrides?: Partial<BridgeOptions>): { running: Promise<void>; stop(): Promise<void> }
  /** Inserts a job as Connexus does; gives its id. */
  insertJob(columns?: { id?: string; [column: string]: unknown }): Promise<string>
  job(exportId: string): Promise<ExportJob | undefined>
  /** Sends data as a TABLE_EXPORT message, or a body as it is. */
  send(message: { data: object } | { body: string }): Promise<void>
  /** Messages of the queue, visible or not. */
  depth(): Promise<number>
  /** Receives everything in the dead-letter queue. */
  deadLetters(): Promise<Message[]>
  /** Runs of a workflow id. */
  runsOf(workflowId: string): Promise<number>
  dispose(): Promise<void>
}

export interface WorldOptions {
  /** Type of all ids. Default uuid. */
  idType?: 'uuid' | 'text'
}

export async function bridgeWorld({ idType = 'uuid' }: WorldOptions = {}): Promise<BridgeWorld> {
  const { temporalAddress, temporalNamespace } = stackAddresses()
  const database = await freshDatabase()
  const queues = await freshQueues()
  const knex = openDatabase({ url: database.url, applicationName: 'bridge-test' })
  const connection = await Connection.connect({ address: temporalAddress })
  const client = new Client({ connection, namespace: temporalNamespace })
  const sqs = sqsClient(stackAddresses())
  const ids = { userId: randomUUID(), clientId: randomUUID(), taskQueue: `test-${randomUUID()}` }
  const lines: string[] = []
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const bridges: { stop(): Promise<void> }[] = []
  await createTables(knex, database.url, idType, ids)

  return {
    ...ids,
    ...queues,
    ...queueOf(sqs, queues),
    knex,
    client,
    databaseUrl: database.url,
    log: () => lines.join(''),
    startBridge(overrides) {
      const bridge = new Bridge({
        databaseUrl: database.url,
        queueUrl: queues.queueUrl,
        deadLetterQueueUrl: queues.dlqUrl,
        taskQueue: ids.taskQueue,
        concurrency: 10,
        temporal: {
          connectionOptions: { address: temporalAddress },
          namespace: temporalNamespace,
        },
        logger,
        sqs,
        waitSeconds: 1,
        ...overrides,
      })
      const running = bridge.run()
      const handle = {
        running,
        async stop() {
          bridge.stop()
          await running.catch(() => undefined)
        },
      }
      bridges.push(handle)
      return handle
    },
    async insertJob({ id = randomUUID(), ...columns } = {}) {
      const job = { id, type: 'SOW', fileType: 'XLSX', status: 'PENDING', createdById: ids.userId }
      await knex('ExportJob').insert({ ...job, ...columns })
      return id
    },
    job: async (id) => await knex<ExportJob>('ExportJob').where({ id }).first(),
    async runsOf(workflowId) {
      let runs = 0
      const query = `WorkflowId = '${workflowId}'`
      for await (const _ of client.workflow.list({ query })) runs++
      return runs
    },
    async dispose() {
      await Promise.all(bridges.map((bridge) => bridge.stop()))
      await terminateAll(client, ids.taskQueue)
      await Promise.all([knex.destroy(), connection.close()])
      await Promise.all([database.dispose(), queues.dispose()])
      sqs.destroy()
    },
  }
}

async function createTables(
  knex: Knex,
  url: string,
  idType: string,
  { userId, clientId }: { userId: string; clientId: string },
): Promise<void> {
  await knex.raw(`
    CREATE TABLE "Users" ("id" ${idType} PRIMARY KEY, "role" text, "clientId" ${idType},
      "timeZone" text, "isActive" boolean);
    CREATE TABLE "UserClient" ("userId" ${idType}, "clientId" ${idType});
    CREATE TABLE "ExportJob" ("id" ${idType} PRIMARY KEY, "type" text NOT NULL,
      "fileType" text NOT NULL, "status" text NOT NULL, "createdById" ${idType} NOT NULL,
      "createdAt" timestamptz DEFAULT now(), "startedAt" timestamptz, "completedAt" timestamptz,
      "fileUrl" text, "fileName" text, "errorMessage" text)`)
  const user = { id: userId, role: 'CLIENT', clientId, timeZone: 'UTC', isActive: true }
  await knex('Users').insert(user)
  await migrate(url)
}

function queueOf(sqs: SQSClient, { queueUrl, dlqUrl }: { queueUrl: string; dlqUrl: string }) {
  return {
    async send(message: { data: object } | { body: string }) {
      const body =
        'body' in message
          ? message.body
          : JSON.stringify({ message: 'TABLE_EXPORT', data: message.data })
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }))
    },
    async depth() {
      const { Attributes: counts } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
      )
      return (
        Number(counts?.ApproximateNumberOfMessages) +
        Number(counts?.ApproximateNumberOfMessagesNotVisible) +
        Number(counts?.ApproximateNumberOfMessagesDelayed)
      )
    },
    async deadLetters() {
      const all: Message[] = []
      for (;;) {
        const { Messages: messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: dlqUrl,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ['All'],
            VisibilityTimeout: 1,
          }),
        )
        const fresh = messages.filter((m) => !all.some((seen) => seen.MessageId === m.MessageId))
        if (fresh.length === 0) return all
        all.push(...fresh)
      }
    },
  }
}

async function terminateAll(client: Client, taskQueue: string): Promise<void> {
  const query = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running'`
  for await (const { workflowId } of client.workflow.list({ query })) {
    await client.workflow.getHandle(workflowId).terminate('the test is over')
  }
}
