/** Jobs whose message the API could not send: a bridge starts them all the same. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { type BridgeWorld, bridgeWorld } from '../tests/support/bridgeWorld.ts'
import { eventually } from '../tests/support/eventually.ts'
import { stackAddresses } from '../tests/support/stack.ts'
import { tcpProxy } from '../tests/support/tcpProxy.ts'

let world: BridgeWorld

beforeEach(async () => {
  world = await bridgeWorld()
})
afterEach(() => world.dispose())

/** A job as the API records it; its message became due a moment ago. */
async function recordExport(): Promise<string> {
  const exportId = await world.insertJob()
  const data = { exportId, attempt: 1, type: 'SOW', fileType: 'XLSX', userId: world.userId }
  await world.knex('ExportOutbox').insert({
    exportId,
    attempt: 1,
    body: JSON.stringify({ message: 'TABLE_EXPORT', data }),
    createdAt: world.knex.raw(`now() - interval '11 seconds'`),
  })
  return exportId
}

const unsent = async () => await world.knex('ExportOutbox').pluck<string[]>('exportId')
const started = (exportId: string) =>
  eventually(() => world.client.workflow.getHandle(`export-${exportId}`).describe(), 20_000)

it('sends each message once, however many bridges relay', async () => {
  const exportIds = await Promise.all(Array.from({ length: 12 }, recordExport))
  world.startBridge()
  world.startBridge()
  await Promise.all(exportIds.map(started))
  expect(await unsent()).toEqual([])
  await eventually(async () => expect(await world.depth()).toBe(0))
  const sent = [...world.log().matchAll(/"sent":(\d+)/g)].map(([, count]) => Number(count))
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(12)
  expect(world.log().split('"message done"')).toHaveLength(12 + 1)
})

it('sends a message that is recorded while it runs', async () => {
  world.startBridge()
  await started(await recordExport())
  await started(await recordExport())
})

it('leaves messages where they are while Temporal is out of reach', async () => {
  const temporal = await tcpProxy(stackAddresses().temporalAddress)
  try {
    temporal.cut()
    world.startBridge({
      temporal: {
        connectionOptions: { address: temporal.address },
        namespace: stackAddresses().temporalNamespace,
      },
    })
    const exportId = await recordExport()
    await eventually(() => Promise.resolve(expect(world.log()).toContain('out of reach: Temporal')))
    await sleep(1_000)
    expect(await unsent()).toEqual([exportId])
    temporal.restore()
    await started(exportId)
    expect(await unsent()).toEqual([])
  } finally {
    await temporal.close()
  }
})
