/** Files that are made after the fact: beside each other, beside regular ones, and again where they failed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { sampleUsers } from '../../stack/sample/index.ts'
import { type DueSchedule, openSchedulesWorld, type SchedulesWorld } from './world.ts'

let world: SchedulesWorld
let schedule: DueSchedule

beforeAll(async () => {
  world = await openSchedulesWorld({ rows: 60 })
})
afterAll(() => world.dispose())

beforeEach(async () => {
  schedule = await world.create({
    rule: { kind: 'DAILY', hour: 0, minute: 0 },
    createdAt: new Date('2026-11-10T12:00:00Z'),
  })
})

/** Begins the runs, and ends them as it says; gives their outcomes and days. */
async function work(
  runIds: readonly string[],
  status: 'COMPLETED' | 'FAILED' | 'CANCELLED' = 'COMPLETED',
): Promise<void> {
  for (const runId of runIds) {
    const run = await world.begin(schedule, runId)
    if (run.kind === 'EXPORT') await world.end(run.exportId, status)
  }
}

/** `2026-11-05 COMPLETED: 04 – 05`, oldest first. */
async function shown(): Promise<string[]> {
  return (await world.runs(schedule)).map(({ localDay, outcome, window, reason }) => {
    const day = (at: Date | null | undefined) => at?.toISOString().slice(8, 10) ?? 'all'
    const held = window ? `: ${day(window.start)} – ${day(window.end)}` : ''
    return `${localDay} ${outcome}${held}${reason === null ? '' : `, ${reason}`}`
  })
}

describe('a backfill', () => {
  it('makes nothing a second time, and says how many days are there', async () => {
    const first = await world.backfill(schedule, '2026-11-03', '2026-11-05')
    await work(first.runIds)
    const second = await world.backfill(schedule, '2026-11-03', '2026-11-05')
    expect(second.runIds).toEqual([])
    expect(await world.progress(second.id)).toMatchObject({ windows: 0, alreadyThere: 3 })
    expect(await shown()).toEqual([
      '2026-11-03 COMPLETED: 02 – 03',
      '2026-11-04 COMPLETED: 03 – 04',
      '2026-11-05 COMPLETED: 04 – 05',
    ])
  })

  it('makes what another one that overlaps it has not, also while that one is going on', async () => {
    const first = await world.backfill(schedule, '2026-11-03', '2026-11-05')
    const second = await world.backfill(schedule, '2026-11-04', '2026-11-07')
    expect([first.runIds.length, second.runIds.length]).toEqual([3, 2])
    await work([...first.runIds, ...second.runIds])
    expect(await world.progress(second.id)).toMatchObject({ completed: 2, alreadyThere: 2 })
    expect(await shown()).toEqual([
      '2026-11-03 COMPLETED: 02 – 03',
      '2026-11-04 COMPLETED: 03 – 04',
      '2026-11-05 COMPLETED: 04 – 05',
      '2026-11-06 COMPLETED: 05 – 06',
      '2026-11-07 COMPLETED: 06 – 07',
    ])
  })

  it.each(['FAILED', 'CANCELLED'] as const)(
    'can be asked for again where a window was %s, and makes that one alone',
    async (status) => {
      const first = await world.backfill(schedule, '2026-11-03', '2026-11-05')
      const [before = '', failing = '', after = ''] = first.runIds
      await work([before, after])
      await work([failing], status)
      await world.endBackfill(first.id)
      expect(await world.progress(first.id)).toMatchObject({
        windows: 3,
        completed: 2,
        failed: 1,
        endedAt: expect.any(Date),
      })
      const second = await world.backfill(schedule, '2026-11-03', '2026-11-05')
      await work(second.runIds)
      expect(await world.progress(second.id)).toMatchObject({ completed: 1, alreadyThere: 2 })
      expect((await shown()).slice(-1)).toEqual(['2026-11-04 COMPLETED: 03 – 04'])
    },
  )

  it('holds what it plans until it has ended, and no longer', async () => {
    const first = await world.backfill(schedule, '2026-11-03', '2026-11-05')
    expect((await world.backfill(schedule, '2026-11-04', '2026-11-04')).runIds).toEqual([])
    await world.endBackfill(first.id)
    const second = await world.backfill(schedule, '2026-11-04', '2026-11-04')
    await work(second.runIds)
    await work(first.runIds)
    const [, taken] = await shown()
    expect(taken).toBe('2026-11-04 SKIPPED: 03 – 04, Another file holds these changes already.')
  })

  it('gives the same windows and jobs however often its steps are done', async () => {
    const { id, runIds } = await world.backfill(schedule, '2026-11-03', '2026-11-04')
    const [runId = ''] = runIds
    const first = await world.begin(schedule, runId)
    expect(await world.begin(schedule, runId)).toEqual(first)
    expect(await world.progress(id)).toMatchObject({ windows: 2, endedAt: null })
    expect(await shown()).toEqual(['2026-11-03 PENDING: 02 – 03', '2026-11-04 PLANNED: 03 – 04'])
  })

  it('makes nothing more once the schedule is deleted', async () => {
    const { runIds } = await world.backfill(schedule, '2026-11-03', '2026-11-04')
    await world.sql('ExportSchedule').where({ id: schedule.id }).update({ deletedAt: new Date() })
    expect(await world.begin(schedule, runIds[0] ?? '')).toEqual({ kind: 'DONE' })
  })

  it('makes nothing for an owner who is no longer active', async () => {
    const { runIds } = await world.backfill(schedule, '2026-11-03', '2026-11-03')
    const owner = world.sql('Users').where({ id: sampleUsers.DEMO_ADMIN_ID })
    await owner.clone().update({ isActive: false })
    try {
      expect(await world.begin(schedule, runIds[0] ?? '')).toEqual({
        kind: 'SKIP',
        reason: 'The schedule’s owner is no longer active in Connexus.',
      })
    } finally {
      await owner.clone().update({ isActive: true })
    }
  })
})

describe('a backfill of a schedule that is due meanwhile', () => {
  async function due(day: string, step = 0): Promise<string> {
    const run = await world.plan(schedule, new Date(`${day}T00:00:00Z`), step)
    if (run.kind !== 'EXPORT') return run.kind
    await world.end(run.exportId, 'COMPLETED')
    return `${run.windowStart?.slice(8, 10) ?? 'all'} – ${run.windowEnd?.slice(8, 10)}`
  }

  it('takes days that were left out, and the schedule goes on behind them', async () => {
    expect(await due('2026-11-11')).toBe('all – 11')
    const { runIds } = await world.backfill(schedule, '2026-11-12', '2026-11-13')
    expect(await due('2026-11-14')).toBe('13 – 14')
    await work(runIds)
    expect(await shown()).toEqual([
      '2026-11-11 COMPLETED: all – 11',
      '2026-11-12 COMPLETED: 11 – 12',
      '2026-11-13 COMPLETED: 12 – 13',
      '2026-11-14 COMPLETED: 13 – 14',
    ])
  })

  it('leaves what failed of it to the schedule’s next file', async () => {
    expect(await due('2026-11-11')).toBe('all – 11')
    const { id, runIds } = await world.backfill(schedule, '2026-11-12', '2026-11-13')
    await work(runIds, 'FAILED')
    await world.endBackfill(id)
    const files = [0, 1, 2].map((step) => () => due('2026-11-14', step))
    const made: string[] = []
    for (const file of files) made.push(await file())
    expect(made).toEqual(['11 – 12', '12 – 13', '13 – 14'])
  })

  it('does not stand in for the first file of every row', async () => {
    const { runIds } = await world.backfill(schedule, '2026-11-11', '2026-11-12')
    await work(runIds)
    expect(await due('2026-11-13')).toBe('all – 13')
  })
})
