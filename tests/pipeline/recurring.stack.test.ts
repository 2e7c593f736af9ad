/** Schedules over real processes and a real Temporal: runs that overlap, are cancelled, killed or lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { createPlanRun } from '../../activities/recurring/index.ts'
import {
  backfillWorkflowIdOf,
  type ExportSchedule,
  type ScheduledRun,
} from '../../contract/index.ts'
import type { Schedules } from '../../export-data/index.ts'
import { temporalTimetable } from '../../scheduling/index.ts'
import type { Child } from '../../stack/child.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import {
  knexExportSchedules,
  knexRequesters,
  knexScheduleRuns,
  openDatabase,
} from '../../stores/index.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline, pause } from '../support/pipeline.ts'
import { openRecurring, type Recurring } from '../support/recurring.ts'
import { whileHeld } from '../support/whileHeld.ts'

const OWNER = { userId: sampleUsers.DEMO_ADMIN_ID }
const SETTINGS = { EXPORT_SETTLE_SECONDS: '0' }

let pipeline: Pipeline
let recurring: Recurring
let schedules: Schedules
let worker: Child
let schedule: ExportSchedule

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 300 })
  await pipeline.start('bridge')
  worker = await pipeline.start('worker', SETTINGS)
  recurring = openRecurring(pipeline, 0)
  schedules = recurring.exportData.schedules
}, 120_000)

afterAll(async () => {
  await recurring.dispose()
  await pipeline.dispose()
}, 60_000)

beforeEach(async () => {
  schedule = await recurring.create({ content: 'CHANGES', timeZone: 'UTC' })
})

/** Changes the scope of work of this place in the order of ids; gives its id. */
async function change(place: number): Promise<string> {
  const { rows } = await pipeline.sql.query<{ id: string }>(
    `UPDATE "ScopeOfWork" SET "updatedAt" = now() WHERE "id" = (SELECT "id" FROM "ScopeOfWork"
      WHERE "deletedAt" IS NULL ORDER BY "id" OFFSET $1 LIMIT 1) RETURNING "id"`,
    [place],
  )
  return rows[0]?.id ?? ''
}

async function idsOf({ exportId }: ScheduledRun): Promise<string[]> {
  const rows = parse<Record<string, string>>(await pipeline.file(String(exportId)), {
    columns: true,
    bom: true,
  })
  return rows.map((row) => row['Scope Id'] ?? '')
}

/** Makes it due, and waits for what that has recorded. Temporal tells triggers apart by their second. */
async function trigger(): Promise<ScheduledRun> {
  const before = (await recurring.runs(schedule)).length
  await pause(1_100)
  await schedules.trigger(OWNER, schedule.id)
  return await eventually(async () => {
    const run = (await recurring.runs(schedule))[before]
    if (!run) throw new Error('Nothing is recorded yet.')
    return run
  })
}

/** Waits until the fetch of the run's export stands before the lock. */
async function untilFetching({ exportId }: ScheduledRun): Promise<void> {
  await eventually(async () => {
    const { rowCount } = await pipeline.sql.query(
      `SELECT FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`,
      [`connexus-export ${exportId}`],
    )
    expect(rowCount).toBe(1)
  })
}

async function over({ id }: ScheduledRun, seconds = 30): Promise<ScheduledRun> {
  return await eventually(async () => {
    const run = (await recurring.runs(schedule)).find((found) => found.id === id)
    if (!run || run.outcome === 'PENDING') throw new Error('It is still going.')
    return run
  }, seconds * 1_000)
}

function expectTouching(runs: readonly (ScheduledRun | undefined)[]): void {
  const windows = runs.map((run) => run?.window)
  expect(windows.slice(1).map((window) => window?.start)).toEqual(
    windows.slice(0, -1).map((window) => window?.end),
  )
}

describe('a run', () => {
  it('that comes while the one before goes on is skipped, and the next file holds its rows', async () => {
    const [full] = await recurring.run(schedule)
    const early = await change(1)
    const { going, skipped } = await whileHeld(pipeline.sql, async () => {
      const first = await trigger()
      await untilFetching(first)
      return { going: first, skipped: await trigger() }
    })
    const reason = 'The run before is still going. The next file holds this one’s rows as well.'
    expect(skipped).toMatchObject({ outcome: 'SKIPPED', reason, exportId: null, window: null })
    const first = await over(going)
    const late = await change(2)
    const [next] = await recurring.run(schedule)
    expect([first.outcome, next?.outcome]).toEqual(['COMPLETED', 'COMPLETED'])
    expectTouching([full, first, next])
    expect(await idsOf(first)).toEqual([early])
    expect(next && (await idsOf(next))).toEqual([late])
  })

  it('that is cancelled can be retried until another file holds its window', async () => {
    const { exportData } = recurring
    const [full] = await recurring.run(schedule)
    const cancelled = async () => {
      const run = await whileHeld(pipeline.sql, async () => {
        const begun = await trigger()
        await untilFetching(begun)
        await exportData.cancel(OWNER, String(begun.exportId))
        return begun
      })
      expect(await over(run)).toMatchObject({ outcome: 'CANCELLED' })
      return run
    }
    const early = await change(3)
    const again = await cancelled()
    await exportData.retry(OWNER, String(again.exportId))
    await pipeline.send(String(again.exportId), { attempt: 2 })
    const retried = await over(again)
    expect(retried).toMatchObject({ outcome: 'COMPLETED', window: again.window })
    expect(await idsOf(retried)).toEqual([early])

    const late = await change(4)
    const lost = await cancelled()
    const [next] = await recurring.run(schedule)
    expectTouching([full, retried, next])
    expect(next && (await idsOf(next))).toEqual([late])
    await expect(exportData.retry(OWNER, String(lost.exportId))).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    })
  }, 90_000)

  it('goes on after its worker was killed, to one file', async () => {
    const [full] = await recurring.run(schedule)
    const changed = await change(5)
    const begun = await whileHeld(pipeline.sql, async () => {
      const run = await trigger()
      await untilFetching(run)
      process.kill(worker.pid, 'SIGKILL')
      await worker.exited
      worker = await pipeline.start('worker', SETTINGS)
      return run
    })
    const run = await over(begun, 60)
    expect(run).toMatchObject({ outcome: 'COMPLETED', rows: 1 })
    expect(await idsOf(run)).toEqual([changed])
    expect(await pipeline.objects.list(`exports/${run.exportId}/`)).toHaveLength(1)
    const [next] = await recurring.run(schedule)
    expectTouching([full, run, next])
    expect(await recurring.runs(schedule)).toHaveLength(3)
  }, 120_000)

  it('whose job the sweep began anew is waited for, and the next one goes on where it ends', async () => {
    const [full] = await recurring.run(schedule)
    const changed = await change(6)
    await worker.stop()
    await schedules.trigger(OWNER, schedule.id)
    const exportId = await recordJob(await firingOf(schedule))
    await pipeline.sql.query(`UPDATE "ExportJob" SET "attempt" = 2 WHERE "id" = $1`, [exportId])
    await pipeline.send(exportId, { attempt: 2 })
    worker = await pipeline.start('worker', SETTINGS)

    const [, begun] = await recurring.runs(schedule)
    expect(begun).toMatchObject({ exportId, outcome: 'PENDING' })
    const lost = begun && (await over(begun))
    expect(lost).toMatchObject({ outcome: 'COMPLETED', rows: 1 })
    expect(lost && (await idsOf(lost))).toEqual([changed])
    const first = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
    expect(await eventually(() => first.result())).toMatchObject({ outcome: 'NOT_ACTIVE' })
    const [next] = await recurring.run(schedule)
    expectTouching([full, lost, next])
    expect(await schedules.get(OWNER, schedule.id)).toMatchObject({ note: 'A test makes it due.' })
  }, 90_000)

  /** Id of the workflow of the schedule that no worker has taken up. */
  async function firingOf({ id }: ExportSchedule): Promise<string> {
    const query = `WorkflowType = "recurringExports" AND ExportSchedule = "${id}" AND ExecutionStatus = "Running"`
    return await eventually(async () => {
      for await (const { workflowId } of pipeline.temporal.workflow.list({ query })) {
        return workflowId
      }
      throw new Error('It is not due yet.')
    })
  }

  /** As a worker that dies after it has recorded the job of the firing. */
  async function recordJob(firing: string): Promise<string> {
    const url = pipeline.environmentOf('worker')['DATABASE_URL'] ?? ''
    const database = openDatabase({ url, applicationName: 'recurring-test worker' })
    try {
      const run = await createPlanRun({
        schedules: knexExportSchedules(database),
        scheduleRuns: knexScheduleRuns(database, 0),
        requesters: knexRequesters(database),
        timetable: temporalTimetable(pipeline.temporal, pipeline.taskQueue),
        settleSeconds: 0,
      })({ scheduleId: schedule.id, firing, step: 0, dueAt: new Date().toISOString() })
      return run.kind === 'EXPORT' ? run.exportId : ''
    } finally {
      await database.destroy()
    }
  }
})

describe('a backfill', () => {
  const SPAN = { from: '2026-11-01', to: '2026-11-06' }

  async function pending(): Promise<ScheduledRun[]> {
    const runs = await recurring.runs(schedule)
    return runs.filter(({ outcome }) => outcome === 'PENDING')
  }

  async function progressOf(id: string, isOver: boolean) {
    return await eventually(async () => {
      const found = (await schedules.backfills(OWNER, schedule.id)).find((one) => one.id === id)
      if (!found || (found.endedAt !== null) !== isOver) throw new Error('Not yet.')
      return found
    }, 45_000)
  }

  it('makes three files at a time, says how far it is, and is made whole where one is cancelled', async () => {
    const { id } = await whileHeld(pipeline.sql, async () => {
      const asked = await schedules.backfill(OWNER, schedule.id, SPAN)
      await eventually(async () => expect(await pending()).toHaveLength(3))
      const [first] = await pending()
      if (first) {
        await untilFetching(first)
        await recurring.exportData.cancel(OWNER, String(first.exportId))
      }
      // The next one takes its place.
      await eventually(async () => expect((await pending()).at(-1)?.localDay).toBe('2026-11-04'))
      expect(await pending()).toHaveLength(3)
      expect(await progressOf(asked.id, false)).toMatchObject({ windows: 6, failed: 1 })
      return asked
    })
    expect(await progressOf(id, true)).toMatchObject({ windows: 6, completed: 5, failed: 1 })

    const again = await schedules.backfill(OWNER, schedule.id, SPAN)
    expect(await progressOf(again.id, true)).toMatchObject({
      windows: 1,
      completed: 1,
      failed: 0,
      alreadyThere: 5,
    })
    const made = (await recurring.runs(schedule)).filter(({ outcome }) => outcome === 'COMPLETED')
    expectTouching(made.toSorted((a, b) => ((a.localDay ?? '') < (b.localDay ?? '') ? -1 : 1)))
    const last = await schedules.backfill(OWNER, schedule.id, SPAN)
    expect(await progressOf(last.id, true)).toMatchObject({ windows: 0, alreadyThere: 6 })
  }, 120_000)

  it('that an operator cancels leaves its days free', async () => {
    const { id } = await whileHeld(pipeline.sql, async () => {
      const asked = await schedules.backfill(OWNER, schedule.id, SPAN)
      await eventually(async () => expect(await pending()).toHaveLength(3))
      for (const run of await pending()) await untilFetching(run)
      await pipeline.temporal.workflow.getHandle(backfillWorkflowIdOf(asked.id)).cancel()
      await progressOf(asked.id, true)
      return asked
    })
    await eventually(async () =>
      expect(await progressOf(id, true)).toMatchObject({ windows: 6, completed: 0, failed: 3 }),
    )
    const again = await schedules.backfill(OWNER, schedule.id, SPAN)
    expect(await progressOf(again.id, true)).toMatchObject({ completed: 6, alreadyThere: 0 })
  }, 90_000)
})
