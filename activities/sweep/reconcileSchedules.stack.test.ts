/** Records of schedules and Temporal, brought together again after a crash or an outage came between them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { backfillWorkflowIdOf, type ScheduleRequest } from '../../contract/index.ts'
import { type Timetable, temporalTimetable, timetableEntry } from '../../scheduling/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { knexBackfills, knexExportSchedules } from '../../stores/index.ts'
import { type Entry, openEntry } from '../../tests/support/entry.ts'
import { eventually } from '../../tests/support/eventually.ts'
import { workflowRuns } from '../../worker/workflowRuns.ts'
import { createReconcileSchedules } from './reconcileSchedules.ts'
import type { StepReport } from './stepReport.ts'

const CALLER = { userId: sampleUsers.DEMO_ADMIN_ID }
const ASKED: ScheduleRequest = {
  name: 'Each day',
  request: { type: 'RFP', fileType: 'CSV' },
  content: 'CHANGES',
  rule: { kind: 'DAILY', hour: 2, minute: 30 },
}

let entry: Entry
let timetable: Timetable
const made: string[] = []

beforeAll(async () => {
  entry = await openEntry({ rows: 60 })
  timetable = temporalTimetable(entry.temporal, entry.taskQueue)
})
afterAll(async () => {
  for (const id of made) await timetable.remove(id)
  await entry.dispose()
})

beforeEach(async () => {
  // What earlier tests left is as it should be.
  await reconcile()
})

async function reconcile() {
  const { sql, temporal } = entry
  const step = createReconcileSchedules({
    schedules: knexExportSchedules(sql),
    backfills: knexBackfills(sql, 0),
    runs: workflowRuns(temporal),
    timetable,
  })
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
  const { counts }: StepReport = await environment.run(step)
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

async function create(over: Partial<ScheduleRequest> = {}): Promise<string> {
  const { schedule } = await entry.exportData.schedules.create(CALLER, { ...ASKED, ...over })
  made.push(schedule.id)
  // The list of schedules is a moment late.
  await eventually(async () =>
    expect(await Array.fromAsync(timetable.list())).toContain(schedule.id),
  )
  return schedule.id
}

/** The record as whoever died before telling Temporal left it. */
async function untold(id: string, change: Record<string, unknown>): Promise<void> {
  const { sql } = entry
  await sql('ExportSchedule')
    .where({ id })
    .update({
      revision: sql.raw('"revision" + 1'),
      updatedAt: sql.raw(`now() - interval '2 minutes'`),
      ...change,
    })
}

const stateOf = async (id: string) => (await entry.exportData.schedules.get(CALLER, id)).state

it('changes nothing where the two agree', async () => {
  await create()
  expect(await reconcile()).toEqual({})
})

it('tells Temporal of a schedule that was recorded alone', async () => {
  const id = await create()
  await timetable.remove(id)
  await untold(id, { syncedRevision: 0 })
  expect(await stateOf(id)).toBe('STARTING')
  expect(await reconcile()).toEqual({ schedulesPut: 1 })
  expect(await stateOf(id)).toBe('ACTIVE')
  expect(await reconcile()).toEqual({})
})

it('tells Temporal of a change, and leaves a paused one paused', async () => {
  const id = await create()
  await entry.exportData.schedules.pause(CALLER, id, 'Holidays')
  await untold(id, { rule: JSON.stringify({ kind: 'DAILY', hour: 5, minute: 0 }) })
  expect(await reconcile()).toEqual({ schedulesPut: 1 })
  expect(await entry.exportData.schedules.resume(CALLER, id)).toMatchObject({
    state: 'ACTIVE',
    nextTimes: expect.arrayContaining([expect.stringContaining('T05:00')]),
  })
})

it('leaves to whoever is about to tell Temporal what changed just now', async () => {
  const id = await create()
  await untold(id, { updatedAt: new Date() })
  expect(await reconcile()).toEqual({})
})

it('takes from Temporal what was deleted', async () => {
  const id = await create()
  await untold(id, { deletedAt: new Date() })
  expect(await reconcile()).toEqual({ schedulesRemoved: 1 })
  expect(await timetable.describe(id)).toBeUndefined()
  expect(await reconcile()).toEqual({})
})

it('takes from Temporal what no record knows, and leaves other task queues alone', async () => {
  const id = await create()
  const record = await knexExportSchedules(entry.sql).find(id)
  if (!record) throw new Error('The schedule is there.')
  const [unknown, foreign] = [randomUUID(), randomUUID()]
  const other = temporalTimetable(entry.temporal, `other-${randomUUID()}`)
  await timetable.put({ ...timetableEntry(record), scheduleId: unknown })
  await other.put({ ...timetableEntry(record), scheduleId: foreign })
  try {
    await eventually(async () => {
      expect(await Array.fromAsync(timetable.list())).toContain(unknown)
      expect(await Array.fromAsync(other.list())).toEqual([foreign])
    })
    expect(await reconcile()).toEqual({ schedulesRemoved: 1 })
    expect(await timetable.describe(unknown)).toBeUndefined()
    expect(await other.describe(foreign)).toMatchObject({ isPaused: false })
  } finally {
    await other.remove(foreign)
  }
})

it('puts back what somebody deleted in Temporal', async () => {
  const id = await create()
  await timetable.remove(id)
  await eventually(async () => expect(await Array.fromAsync(timetable.list())).not.toContain(id))
  expect(await reconcile()).toEqual({ schedulesPut: 1 })
  expect(await stateOf(id)).toBe('ACTIVE')
})

it('does not let one that Temporal refuses hold the others', async () => {
  const refused = await create()
  const others = [await create(), await create()]
  await untold(refused, {
    rule: JSON.stringify({ kind: 'CRON', expression: '0 0 L * *' }),
    updatedAt: entry.sql.raw(`now() - interval '3 minutes'`),
  })
  for (const id of others) await untold(id, {})
  expect(await reconcile()).toEqual({ schedulesRefused: 1, schedulesPut: 2 })
  await untold(refused, { deletedAt: new Date() })
})

it('begins a backfill that nobody has begun, and ends one whose workflow is over', async () => {
  const id = await create()
  const { sql, temporal } = entry
  const asked = await entry.exportData.schedules.backfill(CALLER, id, {
    from: '2026-11-01',
    to: '2026-11-02',
  })
  const handle = temporal.workflow.getHandle(backfillWorkflowIdOf(asked.id))
  const row = () => sql('ExportBackfill').where({ id: asked.id })
  await row().update({ createdAt: sql.raw(`now() - interval '2 minutes'`) })
  expect(await reconcile()).toEqual({})
  await handle.terminate()
  expect(await reconcile()).toEqual({ backfillsEnded: 1 })
  expect(await reconcile()).toEqual({})

  const lost = randomUUID()
  await sql('ExportBackfill').insert({
    id: lost,
    scheduleId: id,
    fromDay: '2026-11-01',
    toDay: '2026-11-02',
    createdAt: sql.raw(`now() - interval '2 minutes'`),
  })
  expect(await reconcile()).toEqual({ backfillsStarted: 1 })
  const begun = temporal.workflow.getHandle(backfillWorkflowIdOf(lost))
  expect((await begun.describe()).status.name).toBe('RUNNING')
  await begun.terminate()
})
