import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { environment } from '../config/index.ts'
import { type BridgeWorld, bridgeWorld } from '../tests/support/bridgeWorld.ts'
import { eventually } from '../tests/support/eventually.ts'
import { stackAddresses } from '../tests/support/stack.ts'
import { type TcpProxy, tcpProxy } from '../tests/support/tcpProxy.ts'

let world: BridgeWorld
let queueProxy: TcpProxy
const children: ChildProcess[] = []

beforeEach(async () => {
  world = await bridgeWorld()
  queueProxy = await tcpProxy(new URL(world.queueUrl).host)
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await world.dispose()
  await queueProxy.close()
})

const throughProxy = (url: string) => url.replace(/\/\/[^/]+/, `//${queueProxy.address}`)

/** `npm run bridge`, its queue behind the proxy. */
function startProcess(): ChildProcess {
  const addresses = stackAddresses()
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: environment.PATH,
      DATABASE_URL: world.databaseUrl,
      EXPORT_QUEUE_URL: throughProxy(world.queueUrl),
      EXPORT_DLQ_URL: throughProxy(world.dlqUrl),
      AWS_ENDPOINT_URL_SQS: `http://${queueProxy.address}`,
      EXPORT_TASK_QUEUE: world.taskQueue,
      AWS_REGION: addresses.region,
      AWS_ACCESS_KEY_ID: addresses.accessKeyId,
      AWS_SECRET_ACCESS_KEY: addresses.secretAccessKey,
      TEMPORAL_ADDRESS: addresses.temporalAddress,
      TEMPORAL_NAMESPACE: addresses.temporalNamespace,
    },
  })
  child.stdout.resume()
  children.push(child)
  return child
}

/** Until the bridge says that it works: before, a signal ends it as it ends any program. */
async function receiving(child: ChildProcess): Promise<void> {
  let log = ''
  child.stdout?.on('data', (chunk) => {
    log += String(chunk)
  })
  await eventually(() => Promise.resolve(expect(log).toContain('"receiving"')))
}

async function sendExport(): Promise<string> {
  const exportId = await world.insertJob()
  await world.send({ data: { exportId, type: 'SOW', fileType: 'XLSX', userId: world.userId } })
  return exportId
}

const started = (exportId: string) =>
  eventually(() => world.client.workflow.getHandle(`export-${exportId}`).describe(), 20_000)

it('killed between start and acknowledgement: the message returns, and one run is all', async () => {
  queueProxy.holdRequestsWith('DeleteMessage')
  const killed = startProcess()
  const exportId = await sendExport()
  await started(exportId)
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(await world.depth()).toBe(1)

  const bridge = world.startBridge()
  await eventually(async () => expect(await world.depth()).toBe(0), 50_000)
  await bridge.stop()
  expect(await world.runsOf(`export-${exportId}`)).toBe(1)
  expect(await world.deadLetters()).toEqual([])
}, 90_000)

it('ends with 0 on SIGTERM and on SIGINT, nothing half done', async () => {
  const bridges = [startProcess(), startProcess()] as const
  await Promise.all(bridges.map(receiving))
  await started(await sendExport())
  bridges[0].kill('SIGTERM')
  bridges[1].kill('SIGINT')
  const codes = await Promise.all(bridges.map((bridge) => once(bridge, 'exit')))
  expect(codes).toEqual([
    [0, null],
    [0, null],
  ])
  expect(await world.depth()).toBe(0)
  // A message that comes after the end is left to the next bridge.
  await sendExport()
  expect(await world.depth()).toBe(1)
})
