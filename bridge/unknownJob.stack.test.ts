import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { type BridgeWorld, bridgeWorld } from '../tests/support/bridgeWorld.ts'
import { eventually } from '../tests/support/eventually.ts'

let world: BridgeWorld

beforeAll(async () => {
  world = await bridgeWorld()
})

afterAll(() => world?.dispose())

it('waits most of a minute for the record of a job, then puts the message aside', async () => {
  world.startBridge()
  const exportId = randomUUID()
  const laterAttempt = await world.insertJob()
  const data = { type: 'SOW', fileType: 'XLSX', userId: world.userId }
  const sentAt = Date.now()
  await world.send({ data: { ...data, exportId } })
  await world.send({ data: { ...data, exportId: laterAttempt, attempt: 2 } })
  const letters = await eventually(async () => {
    const found = await world.deadLetters()
    expect(found).toHaveLength(2)
    return found
  }, 80_000)
  expect(Date.now() - sentAt).toBeGreaterThan(40_000)
  expect(letters.map((letter) => letter.MessageAttributes?.FailureCode?.StringValue)).toEqual([
    'UNKNOWN_JOB',
    'UNKNOWN_JOB',
  ])
  expect(await world.depth()).toBe(0)
  expect(await world.job(laterAttempt)).toMatchObject({ status: 'PENDING', attempt: 1 })
}, 100_000)
