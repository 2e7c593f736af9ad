import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
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

let world: BridgeWorld
let temporal: TcpProxy
let database: TcpProxy

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

it('starts while the database is out of reach, and stops when told to all the same', async () => {
  database.cut()
  const bridge = startBridge()
  await eventually(() => Promise.resolve(expect(count('out of reach: database')).toBe(1)))
  await bridge.stop()
  await bridge.running
})

it('refuses to begin on a namespace without the search attributes, and says what to run', async () => {
  const namespace = `bare-${randomUUID()}`
  await world.client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  })
  const { temporalAddress: address } = stackAddresses()
  await eventually(async () => {
    const bridge = world.startBridge({ temporal: { connectionOptions: { address }, namespace } })
    await expect(bridge.running).rejects.toThrow(
      /lacks search attributes.*ExportTenant.*temporal operator search-attribute create --namespace .* --name ExportType --type Keyword/,
    )
  }, 30_000)
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
