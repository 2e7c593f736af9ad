/** Wires the bridge and runs it: wait for health, receive and relay until an outage, wait again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Message, SQSClient } from '@aws-sdk/client-sqs'
import { Client, Connection, type ConnectionOptions } from '@temporalio/client'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { handlerOf } from '../handlers/index.ts'
import {
  describeError,
  knexExportJobs,
  knexOutbox,
  knexRequesters,
  openDatabase,
  type Queue,
  sqsProducer,
  sqsQueue,
} from '../stores/index.ts'
import type { Decision, ExportIntake } from './acceptExport.ts'
import { handleMessage } from './handleMessage.ts'
import { HealthProbe } from './healthProbe.ts'
import { Dependency, Outage } from './outage.ts'
import { relayUntil } from './outboxRelay.ts'
import { OutcomeKind } from './outcome.ts'
import { toBridgeMessage } from './receivedMessage.ts'
import { receiveUntil } from './receiver.ts'
import { requireSearchAttributes } from './searchAttributes.ts'
import { settleMessage } from './settleMessage.ts'
import { temporalStarter } from './startExport.ts'

export interface BridgeOptions {
  databaseUrl: string
  queueUrl: string
  deadLetterQueueUrl: string
  taskQueue: string
  /** Messages handled at once. */
  concurrency: number
  temporal: { connectionOptions: ConnectionOptions; namespace: string }
  logger: Logger
  /** Default: a client as the environment describes it. */
  sqs?: SQSClient
  /** How long a poll waits for a message, in seconds. Default 10. Stopping can take as long. */
  waitSeconds?: number
}

/** A message needs its connection for milliseconds; more messages than these take turns. */
const MAX_CONNECTIONS = 10
const STATEMENT_TIMEOUT_MS = 10_000
const PROBE_DEADLINE_MS = 5_000
const WAIT_SECONDS = 10
const ASK_AGAIN_MS = 2_000
const RELAY_EVERY_MS = 5_000
/** Above the longest poll: a connection that died without a word must not hold a poll for ever. */
const SOCKET_TIMEOUT_MS = 40_000
/** grpc-js would wait up to two minutes before it tries a lost connection again. */
const RECONNECT_MS = 2_000

export class Bridge {
  readonly #options: BridgeOptions
  readonly #logger: Logger
  readonly #stopping = new AbortController()
  readonly #database: Knex
  readonly #sqs: SQSClient
  readonly #connection: Connection
  readonly #queue: Queue
  readonly #intake: ExportIntake

  constructor(options: BridgeOptions) {
    this.#options = options
    this.#logger = options.logger
    this.#database = openDatabase({
      url: options.databaseUrl,
      applicationName: 'connexus-exports-bridge',
      maxConnections: Math.min(options.concurrency, MAX_CONNECTIONS),
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    })
    this.#sqs =
      options.sqs ?? new SQSClient({ requestHandler: { socketTimeout: SOCKET_TIMEOUT_MS } })
    this.#connection = Connection.lazy({
      ...options.temporal.connectionOptions,
      channelArgs: { 'grpc.max_reconnect_backoff_ms': RECONNECT_MS },
    })
    this.#queue = sqsQueue(this.#sqs, options)
    const { namespace } = options.temporal
    this.#intake = {
      jobs: knexExportJobs(this.#database),
      requesters: knexRequesters(this.#database),
      startExport: temporalStarter(
        new Client({ connection: this.#connection, namespace }),
        options.taskQueue,
      ),
      validate: (type, request) => handlerOf(type).validate(request),
    }
  }

  /**
   * Runs until `stop` is called. Resolves when no message is half done and every connection closed.
   * @throws BridgeNotReady when the namespace lacks search attributes.
   */
  async run(): Promise<void> {
    const { signal } = this.#stopping
    const health = new HealthProbe(this.#probes(), this.#logger)
    try {
      await this.#untilReady(health)
      while (!signal.aborted) {
        this.#logger.info('receiving')
        await this.#workUntilOutage()
        await health.untilHealthy(signal)
      }
    } finally {
      await this.#close()
      this.#logger.info('stopped')
    }
  }

  /** Polls and handlers in flight end first; `run` resolves then. */
  stop(): void {
    this.#stopping.abort()
  }

  async #untilReady(health: HealthProbe): Promise<void> {
    const { signal } = this.#stopping
    for (;;) {
      await health.untilHealthy(signal)
      if (signal.aborted) return
      try {
        return await requireSearchAttributes(this.#connection, this.#options.temporal.namespace)
      } catch (error) {
        if (!(error instanceof Outage)) throw error
        this.#logger.warn({ error: describeError(error) }, 'search attributes could not be listed')
        await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  async #workUntilOutage(): Promise<void> {
    const outage = new AbortController()
    const until = AbortSignal.any([this.#stopping.signal, outage.signal])
    const { queueUrl, concurrency, waitSeconds = WAIT_SECONDS } = this.#options
    const [sqs, logger] = [this.#sqs, this.#logger]
    await Promise.all([
      receiveUntil(until, {
        sqs,
        queueUrl,
        concurrency,
        waitSeconds,
        logger,
        handle: (message) => this.#handle(message, outage),
      }),
      relayUntil(until, {
        outbox: knexOutbox(this.#database),
        producer: sqsProducer(sqs, queueUrl),
        everyMs: RELAY_EVERY_MS,
        logger,
      }),
    ])
  }

  async #handle(received: Message, outage: AbortController): Promise<boolean> {
    const message = toBridgeMessage(received)
    const decision = await this.#decide(message, outage)
    if (decision.outcome.kind === OutcomeKind.OUTAGE && !outage.signal.aborted) {
      const error = describeError(decision.outcome.outage)
      this.#logger.error({ error }, 'receiving stops until a probe succeeds')
      outage.abort(decision.outcome.outage)
    }
    return await settleMessage(message, decision, this.#queue, this.#logger)
  }

  /** A poll that ends after the outage began still brings messages: they go back untouched. */
  async #decide(
    message: ReturnType<typeof toBridgeMessage>,
    { signal }: AbortController,
  ): Promise<Decision> {
    const reason: unknown = signal.reason
    if (reason instanceof Outage) return { outcome: { kind: OutcomeKind.OUTAGE, outage: reason } }
    return await handleMessage(message, this.#intake)
  }

  #probes(): ConstructorParameters<typeof HealthProbe>[0] {
    const { namespace } = this.#options.temporal
    return [
      [Dependency.DATABASE, () => this.#database.raw('SELECT 1')],
      [
        Dependency.TEMPORAL,
        () =>
          this.#connection.withDeadline(Date.now() + PROBE_DEADLINE_MS, () =>
            this.#connection.workflowService.describeNamespace({ namespace }),
          ),
      ],
      [Dependency.QUEUE, () => this.#queue.probe()],
    ]
  }

  async #close(): Promise<void> {
    await Promise.all([this.#database.destroy(), this.#connection.close()])
    if (!this.#options.sqs) this.#sqs.destroy()
  }
}
