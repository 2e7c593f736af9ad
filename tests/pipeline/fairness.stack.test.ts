/** One client's flood of exports does not hold up another client's one. */
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

/** Somebody of another client. */
async function userOfAnotherClient(): Promise<string> {
  const { rows } = await pipeline.sql.query<{ id: string }>(
    `SELECT "id" FROM "Users" WHERE "role" = 'CLIENT' AND "isActive" AND "clientId" <>
      (SELECT "clientId" FROM "Users" WHERE "id" = $1) LIMIT 1`,
    [sampleUsers.DEMO_CLIENT_ID],
  )
  return rows[0]?.id ?? ''
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

it('starts the one among the next few, and completes all', async () => {
  const flood = await Promise.all(
    Array.from({ length: FLOOD }, () => request(sampleUsers.DEMO_CLIENT_ID)),
  )
  await untilWaiting(flood)
  const one = await request(await userOfAnotherClient())
  await untilWaiting([one])

  await pipeline.start('worker', { EXPORT_WORKER_CONCURRENCY: '2' })
  const jobs = await Promise.all([...flood, one].map((id) => pipeline.untilOver(id)))
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['COMPLETED']))
  const inOrder = jobs.toSorted((a, b) => Number(a['startedAt']) - Number(b['startedAt']))
  // Two slots are taken at once, and then one of the next five is the other client's.
  expect(inOrder.findIndex(({ id }) => id === one)).toBeLessThan(7)
}, 120_000)
