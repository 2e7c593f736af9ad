/** Runs the SQL that docs/operating.md gives for schedules. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { openSchedulesWorld, type SchedulesWorld } from '../recurring/world.ts'

const page = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8')
const [, section = ''] = /^## Schedules\n(.*?)^## /ms.exec(page) ?? []

let world: SchedulesWorld

beforeAll(async () => {
  world = await openSchedulesWorld({ rows: 20 })
})
afterAll(() => world.dispose())

/** What the only query under the heading gives, with the id in the place that it leaves for one. */
async function ask(heading: string, id = ''): Promise<unknown[]> {
  const [, below = ''] = section.split(`### ${heading}\n`)
  const [, sql = ''] = /^```sql\n(.*?)^```$/ms.exec(below) ?? []
  const query = sql.replaceAll(/<\w+>/g, id)
  expect(query).not.toBe('')
  const { rows } = await world.sql.raw<{ rows: unknown[] }>(query)
  return rows
}

const at = (time: string): Date => new Date(`2026-11-26T${time}:00Z`)

/** Ids of the jobs of a file of every row and two files of changes. */
async function threeFiles() {
  const schedule = await world.create({ createdAt: at('00:00') })
  const ids: string[] = []
  for (const time of ['01:00', '02:00', '03:00']) {
    const run = await world.plan(schedule, at(time))
    if (run.kind !== 'EXPORT') throw new Error(`Nothing is exported at ${time}.`)
    await world.end(run.exportId, 'COMPLETED')
    ids.push(run.exportId)
  }
  return { schedule, ids }
}

it('windows that touch are no gap, a file that is missing is one', async () => {
  const { schedule, ids } = await threeFiles()
  const [full, first, second] = ids
  expect(await ask('Is there a gap?', schedule.id)).toMatchObject([
    { id: second, windowStart: at('02:00'), windowEnd: at('03:00'), fault: null },
    { id: first, windowStart: at('01:00'), windowEnd: at('02:00'), fault: null },
    { id: full, windowStart: null, windowEnd: at('01:00'), fault: null },
  ])
  await world.end(String(first), 'FAILED')
  expect(await ask('Is there a gap?', schedule.id)).toMatchObject([
    { id: second, fault: 'gap before it' },
    { id: full, fault: null },
  ])
})

it('windows that overlap are seen', async () => {
  const { schedule, ids } = await threeFiles()
  await world
    .sql('ExportJob')
    .where({ id: ids[2] })
    .update({ windowStart: at('01:59') })
  expect(await ask('Is there a gap?', schedule.id)).toMatchObject([
    { fault: 'overlaps' },
    { fault: null },
    { fault: null },
  ])
})

it('what was skipped is counted by its reason', async () => {
  const { schedule } = await threeFiles()
  await world.plan(schedule, at('03:00'))
  await world.plan(schedule, at('03:00'))
  expect(await ask('What was skipped, and why', schedule.id)).toEqual([
    { skipReason: expect.stringContaining('files that are there'), count: '2', last: at('03:00') },
  ])
})

it('the transaction that holds windows back is found', async () => {
  const transaction = await world.sql.transaction()
  await transaction.raw('SELECT 1')
  const [oldest] = await ask('What holds a window back')
  await transaction.rollback()
  expect(oldest).toMatchObject({
    application_name: 'schedules-test',
    state: 'idle in transaction',
    query: 'SELECT 1',
  })
})

it('a backfill that stands still is ended', async () => {
  const { id: scheduleId } = await world.create()
  const backfill = randomUUID()
  const days = { fromDay: '2026-11-01', toDay: '2026-11-02' }
  await world.sql('ExportBackfill').insert({ id: backfill, scheduleId, ...days })
  await ask('A backfill that stands still', backfill)
  const ended = await world.sql('ExportBackfill').where({ id: backfill }).pluck<Date[]>('endedAt')
  expect(ended).toEqual([expect.any(Date)])
})
