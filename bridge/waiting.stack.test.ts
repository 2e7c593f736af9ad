import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { Client } from '@temporalio/client'
import { pino } from 'pino'
import { sqsClient } from '../stack/index.ts'
import { sqsQueue } from '../stores/index.ts'
import { type BridgeWorld, bridgeWorld } from '../tests/support/bridgeWorld.ts'
import { eventually } from '../tests/support/eventually.ts'
import { stackAddresses } from '../tests/support/stack.ts'
import { type TcpProxy, tcpProxy } from '../tests/support/tcpProxy.ts'
import { Dependency, Outage } from './outage.ts'
import { OutcomeKind } from './outcome.ts'
import { settleMessage } from './settleMessage.ts'
import { temporalStarter } from './startExport.ts'

/** Its messages name jobs that never come; its bridge waits for them while the other tests run. */
let patient: BridgeWorld
let patientSince: number
let world: BridgeWorld
let temporal: TcpProxy
let database: TcpProxy

beforeAll(async () => {
  patient = await bridgeWorld()
  patient.startBridge()
  const data = { type: 'SOW', fileType: 'XLSX', userId: patient.userId }
  patientSince = Date.now()
  await patient.send({ data: { ...data, exportId: randomUUID() } })
  await patient.send({ data: { ...data, exportId: await patient.insertJob(), attempt: 2 } })
})

afterAll(() => patient?.dispose())

beforeEach(async () => {
  world = await bridgeWorld()
  temporal = await tcpProxy(stackAddresses().temporalAddress)
  database = await tcpProxy(new URL(world.databaseUrl).host)
})

afterEach(async () => {
  await world.dispose()
  await Promise.all([temporal.close(), database.close()])
})

function startBridge() {
  const databaseUrl = new URL(world.databaseUrl)
  databaseUrl.host = database.address
  return world.startBridge({
    databaseUrl: databaseUrl.href,
    temporal: {
      connectionOptions: { address: temporal.address },
      namespace: stackAddresses().temporalNamespace,
    },
  })
}

const count = (text: string) => world.log().split(text).length - 1

const started = (exportId: string) =>
  eventually(() => world.client.workflow.getHandle(`export-${exportId}`).describe(), 40_000)

async function sendExport(): Promise<string> {
  const exportId = await world.insertJob()
  const data = { exportId, type: 'SOW', fileType: 'XLSX', userId: world.userId }
  await world.send({ data })
  return exportId
}

it.each([
  ['Temporal', () => temporal],
  ['the database', () => database],
])('keeps every message while %s is out of reach, and goes on by itself', async (_, proxy) => {
  startBridge()
  await started(await sendExport())
  proxy().cut()
  const waiting = [await sendExport(), await sendExport(), await sendExport()]
  await eventually(() => Promise.resolve(expect(count('receiving stops')).toBe(1)), 20_000)
  await eventually(() => Promise.resolve(expect(count('out of reach: ')).toBe(1)), 20_000)
  const received = count('receiving"')
  await sleep(3_000)
  // Not one poll during the outage: messages are not used up, and the state is logged once.
  expect(count('receiving"')).toBe(received)
  expect(count('out of reach: ')).toBe(1)
  expect(await world.depth()).toBe(3)
  expect(await world.deadLetters()).toEqual([])

  proxy().restore()
  await Promise.all(waiting.map(started))
  await eventually(async () => expect(await world.depth()).toBe(0))
  expect(count('everything is in reach again')).toBe(1)
  expect(await world.deadLetters()).toEqual([])
})

it('goes on by itself when the queue was out of reach', async () => {
  const queue = await tcpProxy(new URL(world.queueUrl).host)
  const sqs = sqsClient({ ...stackAddresses(), sqsEndpoint: `http://${queue.address}` })
  const queueUrl = world.queueUrl.replace(/\/\/[^/]+/, `//${queue.address}`)
  const bridge = world.startBridge({ queueUrl, sqs })
  await started(await sendExport())
  queue.cut()
  await eventually(() => Promise.resolve(expect(count('the queue is out of reach')).toBe(1)))
  const waiting = await sendExport()
  queue.restore()
  await started(waiting)
  await bridge.stop()
  await queue.close()
  sqs.destroy()
})

it('starts while the database is out of reach, and stops when told to all the same', async () => {
  database.cut()
  const bridge = startBridge()
  await eventually(() => Promise.resolve(expect(count('out of reach: database')).toBe(1)))
  await bridge.stop()
  await bridge.running
})

/** A new namespace, without search attributes of ours. */
async function bareNamespace(): Promise<string> {
  const namespace = `bare-${randomUUID()}`
  await world.client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  })
  return namespace
}

it('refuses to begin on a namespace without the search attributes, and says what to run', async () => {
  const namespace = await bareNamespace()
  const { temporalAddress: address } = stackAddresses()
  await eventually(async () => {
    const bridge = world.startBridge({ temporal: { connectionOptions: { address }, namespace } })
    await expect(bridge.running).rejects.toThrow(
      /lacks search attributes.*ExportTenant.*temporal operator search-attribute create --namespace .* --name ExportType --type Keyword/,
    )
  }, 30_000)
})

it('takes a namespace that lost its search attributes for an outage, not for a refusal', async () => {
  const namespace = await bareNamespace()
  const client = new Client({ connection: world.client.connection, namespace })
  const exportId = randomUUID()
  const start = temporalStarter(
    client,
    'any',
  )({
    exportId,
    attempt: 1,
    type: 'SOW',
    fileType: 'CSV',
    workflowId: `export-${exportId}`,
    tenantId: null,
    fairnessKey: exportId,
  })
  await expect(start).rejects.toMatchObject({
    dependency: 'Temporal',
    cause: { cause: { message: expect.stringMatching(/search attribute/) } },
  })
})

it('puts a copy in the place of a message that an outage has nearly used up', async () => {
  const sqs = sqsClient(stackAddresses())
  const { queueUrl, dlqUrl } = world
  const queue = sqsQueue(sqs, { queueUrl, deadLetterQueueUrl: dlqUrl })
  const message = {
    messageId: 'm',
    body: '{"a":1}',
    receiptHandle: 'none',
    receiveCount: 4,
    sentAt: Date.now(),
  }
  const outcome = {
    kind: OutcomeKind.OUTAGE,
    outage: new Outage(Dependency.DATABASE, new Error('down')),
  }
  expect(await settleMessage(message, { outcome }, queue, pino({ level: 'silent' }))).toBe(true)
  expect(await world.depth()).toBe(1)
  sqs.destroy()
})

it('waits most of a minute for the record of a job, then puts the message aside', async () => {
  const letters = await eventually(async () => {
    const found = await patient.deadLetters()
    expect(found).toHaveLength(2)
    return found
  }, 80_000)
  expect(letters.map((letter) => letter.MessageAttributes?.FailureCode?.StringValue)).toEqual([
    'UNKNOWN_JOB',
    'UNKNOWN_JOB',
  ])
  const lastLook = patient.log().match(/"time":(\d+)[^}]*"message put aside"/)?.[1]
  expect(Number(lastLook) - patientSince).toBeGreaterThan(40_000)
  expect(await patient.depth()).toBe(0)
}, 100_000)
