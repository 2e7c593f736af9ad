/** One client's flood of exports does not hold up another client's one, also where that comes last. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { sampleUsers } from '../../stack/sample/index.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'

const FLOOD = 40

let pipeline: Pipeline

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 60 })
  await pipeline.start('bridge')
}, 120_000)
afterAll(() => pipeline.dispose(), 60_000)

/** Somebody of each of three other clients. */
async function usersOfOtherClients(): Promise<string[]> {
  const { rows } = await pipeline.sql.query<{ id: string }>(
    `SELECT DISTINCT ON ("clientId") "id" FROM "Users"
      WHERE "role" = 'CLIENT' AND "isActive" AND "clientId" <>
        (SELECT "clientId" FROM "Users" WHERE "id" = $1) ORDER BY "clientId", "id" LIMIT 3`,
    [sampleUsers.DEMO_CLIENT_ID],
  )
  return rows.map(({ id }) => id)
}

async function request(userId: string): Promise<string> {
  const exportId = await pipeline.insertJob({ type: 'RFP', userId })
  await pipeline.send(exportId)
  return exportId
}

async function untilWaiting(ids: readonly string[]): Promise<void> {
  await Promise.all(
    ids.map((id) =>
      eventually(() => pipeline.temporal.workflow.getHandle(`export-${id}`).describe()),
    ),
  )
}

it('starts the one among the first, and completes all', async () => {
  const flood = await Promise.all(
    Array.from({ length: FLOOD }, () => request(sampleUsers.DEMO_CLIENT_ID)),
  )
  await untilWaiting(flood)
  const others = await Promise.all((await usersOfOtherClients()).map(request))
  await untilWaiting(others)

  await pipeline.start('worker', { EXPORT_WORKER_CONCURRENCY: '2' })
  const jobs = await Promise.all([...flood, ...others].map((id) => pipeline.untilOver(id)))
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['COMPLETED']))
  const inOrder = jobs.toSorted((a, b) => Number(a['startedAt']) - Number(b['startedAt']))
  const places = others.map((id) => inOrder.findIndex((job) => job['id'] === id))
  // They came last, and take turns with the flood and with each other, two at a time.
  expect(Math.max(...places)).toBeLessThan(8)
}, 120_000)
