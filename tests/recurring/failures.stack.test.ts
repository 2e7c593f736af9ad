/** What becomes of runs that make no file: the next one holds what theirs would have held. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { ExportRequest } from '../../contract/index.ts'
import { type DueSchedule, openSchedulesWorld, type SchedulesWorld } from './world.ts'

type Status = Parameters<SchedulesWorld['end']>[1]

let world: SchedulesWorld
let schedule: DueSchedule

beforeAll(async () => {
  world = await openSchedulesWorld({ rows: 60 })
})
afterAll(() => world.dispose())

beforeEach(async () => {
  schedule = await world.create({
    rule: { kind: 'DAILY', hour: 0, minute: 0 },
    createdAt: new Date('2026-11-01T12:00:00Z'),
  })
})

/** Due at the midnight of the day; gives the id of its export. */
async function begin(day: string, step = 0): Promise<string> {
  const run = await world.plan(schedule, new Date(`${day}T00:00:00Z`), step)
  if (run.kind !== 'EXPORT') throw new Error(`Nothing was exported: ${JSON.stringify(run)}`)
  return run.exportId
}

/** Days that are due one after the other, each ended as it says from its first file on. */
async function days(first: string, ...statuses: Status[]): Promise<void> {
  for (const [index, status] of statuses.entries()) {
    const day = new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10)
    await world.end(await begin(day), status)
  }
}

/** `2026-11-05 COMPLETED: 04 – 05`, oldest first. */
async function shown(): Promise<string[]> {
  return (await world.runs(schedule)).map(({ localDay, outcome, window, reason }) => {
    const day = (at: Date | null | undefined) => at?.toISOString().slice(8, 10) ?? 'all'
    return reason ?? `${localDay} ${outcome}: ${day(window?.start)} – ${day(window?.end)}`
  })
}

describe('a run without a file', () => {
  it.each(['FAILED', 'CANCELLED'] as const)(
    'that was %s leaves its window to the next',
    async (status) => {
      await days('2026-11-02', 'COMPLETED', status)
      await world.end(await begin('2026-11-04'), 'COMPLETED')
      await world.end(await begin('2026-11-04', 1), 'COMPLETED')
      expect(await shown()).toEqual([
        '2026-11-02 COMPLETED: all – 02',
        `2026-11-03 ${status}: 02 – 03`,
        '2026-11-03 COMPLETED: 02 – 03',
        '2026-11-04 COMPLETED: 03 – 04',
      ])
    },
  )

  it('of every row is made anew, before there are any of changes', async () => {
    await days('2026-11-02', 'FAILED', 'COMPLETED', 'COMPLETED')
    expect(await shown()).toEqual([
      '2026-11-02 FAILED: all – 02',
      '2026-11-02 COMPLETED: all – 02',
      '2026-11-03 COMPLETED: 02 – 03',
    ])
  })

  it('is no reason to skip; one that is going on is, and its owner sees why', async () => {
    await days('2026-11-02', 'COMPLETED')
    const going = await begin('2026-11-03')
    const skipped = await world.plan(schedule, new Date('2026-11-04T00:00:00Z'))
    expect(skipped.kind).toBe('SKIP')
    await world.end(going, 'COMPLETED')
    await world.end(await begin('2026-11-05'), 'COMPLETED')
    await world.end(await begin('2026-11-05', 1), 'COMPLETED')
    expect(await shown()).toEqual([
      '2026-11-02 COMPLETED: all – 02',
      '2026-11-03 COMPLETED: 02 – 03',
      'The run before is still going. The next file holds this one’s rows as well.',
      '2026-11-04 COMPLETED: 03 – 04',
      '2026-11-05 COMPLETED: 04 – 05',
    ])
  })
})

describe('a firing that is skipped while a run is going on', () => {
  it('is made up for by that run, as the next firing may be a month away', async () => {
    await days('2026-11-02', 'COMPLETED')
    const going = await begin('2026-11-03')
    const skipped = await world.plan(schedule, new Date('2026-11-04T00:00:00Z'))
    expect(skipped.kind).toBe('SKIP')
    await world.end(going, 'COMPLETED')
    schedule.firings -= 1
    await world.end(await begin('2026-11-03', 1), 'COMPLETED')
    expect((await world.plan(schedule, new Date('2026-11-03T00:00:00Z'), 2)).kind).toBe('DONE')
    expect((await shown()).at(-1)).toBe('2026-11-04 COMPLETED: 03 – 04')
  })
})

describe('a schedule that asks for other rows', () => {
  it('begins with a file of every row, also where it asks again for what it asked before', async () => {
    const ask = (request: ExportRequest) =>
      world.sql('ExportSchedule').where({ id: schedule.id }).update({ request })
    await days('2026-11-02', 'COMPLETED', 'COMPLETED')
    await ask({ type: 'SOW', fileType: 'CSV', filters: { status: ['ACTIVE'] } })
    await days('2026-11-04', 'COMPLETED', 'COMPLETED')
    await ask({ type: 'SOW', fileType: 'CSV' })
    await days('2026-11-06', 'COMPLETED', 'COMPLETED')
    expect(await shown()).toEqual([
      '2026-11-02 COMPLETED: all – 02',
      '2026-11-03 COMPLETED: 02 – 03',
      '2026-11-04 COMPLETED: all – 04',
      '2026-11-05 COMPLETED: 04 – 05',
      '2026-11-06 COMPLETED: all – 06',
      '2026-11-07 COMPLETED: 06 – 07',
    ])
  })
})

describe('a step that is done again', () => {
  it('gives the same job, also when that is over by now', async () => {
    const due = new Date('2026-11-02T00:00:00Z')
    const first = await world.plan(schedule, due)
    schedule.firings -= 1
    expect(await world.plan(schedule, due)).toEqual(first)
    if (first.kind === 'EXPORT') await world.end(first.exportId, 'COMPLETED')
    schedule.firings -= 1
    expect(await world.plan(schedule, due)).toEqual(first)
    expect(await shown()).toEqual(['2026-11-02 COMPLETED: all – 02'])
  })

  it('gives one job where two workers do it at once', async () => {
    const due = new Date('2026-11-02T00:00:00Z')
    const both = [world.plan(schedule, due)]
    schedule.firings -= 1
    both.push(world.plan(schedule, due))
    const [one, other] = await Promise.all(both)
    expect(one?.kind).toBe('EXPORT')
    expect(other).toEqual(one)
    expect(await shown()).toEqual(['2026-11-02 PENDING: all – 02'])
  })

  it('decides alike where two firings come at once: one exports, the other says why it does not', async () => {
    const due = new Date('2026-11-02T00:00:00Z')
    const kinds = await Promise.all([world.plan(schedule, due), world.plan(schedule, due)])
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['EXPORT', 'SKIP'])
  })
})

describe('a run whose job the sweep has begun anew', () => {
  it('is waited for by the next one, which goes on where it ends', async () => {
    await days('2026-11-02', 'COMPLETED')
    const exportId = await begin('2026-11-03')
    // As an operator who cancels the run's workflow, and not the export, leaves it.
    await world.sql('ExportJob').where({ id: exportId }).update({ attempt: 2 })
    expect(await world.judge(schedule)).toEqual({ pausedAt: null })
    expect((await world.plan(schedule, new Date('2026-11-04T00:00:00Z'))).kind).toBe('SKIP')
    await world.end(exportId, 'COMPLETED')
    await world.end(await begin('2026-11-05'), 'COMPLETED')
    await world.end(await begin('2026-11-05', 1), 'COMPLETED')
    expect((await shown()).filter((run) => run.startsWith('2026'))).toEqual([
      '2026-11-02 COMPLETED: all – 02',
      '2026-11-03 COMPLETED: 02 – 03',
      '2026-11-04 COMPLETED: 03 – 04',
      '2026-11-05 COMPLETED: 04 – 05',
    ])
  })
})

describe('a schedule that keeps failing', () => {
  const NOTE = '3 of its last runs failed. Mend what they failed of, then resume it.'

  it.each<[Status[], boolean]>([
    [['FAILED', 'FAILED'], false],
    [['FAILED', 'FAILED', 'FAILED'], true],
    [['FAILED', 'COMPLETED', 'FAILED', 'COMPLETED', 'FAILED'], true],
    [['FAILED', 'COMPLETED', 'COMPLETED', 'FAILED', 'COMPLETED', 'FAILED'], false],
    [['FAILED', 'FAILED', 'FAILED', 'COMPLETED'], false],
    [['FAILED', 'FAILED', 'FAILED', 'CANCELLED'], false],
    [['FAILED', 'CANCELLED', 'FAILED', 'FAILED'], true],
  ])('that has %j behind it pauses itself: %j', async (statuses, isPaused) => {
    await days('2026-11-02', ...statuses)
    const { pausedAt } = await world.judge(schedule)
    expect(pausedAt !== null).toBe(isPaused)
    expect(world.paused.get(schedule.id)).toBe(isPaused ? NOTE : undefined)
  })

  it('pauses once, and again only for what fails after it was resumed', async () => {
    await days('2026-11-02', 'FAILED', 'FAILED', 'FAILED')
    const { pausedAt } = await world.judge(schedule)
    expect(await world.judge(schedule)).toEqual({ pausedAt })
    world.paused.delete(schedule.id)
    await days('2026-11-05', 'FAILED', 'FAILED')
    expect(await world.judge(schedule)).toEqual({ pausedAt: null })
    await days('2026-11-07', 'FAILED')
    const again = await world.judge(schedule)
    expect(Date.parse(again.pausedAt ?? '')).toBeGreaterThan(Date.parse(pausedAt ?? ''))
  })

  it('is not judged by what failed before, while a job of it is tried again', async () => {
    await days('2026-11-02', 'FAILED', 'FAILED', 'FAILED')
    await begin('2026-11-05')
    expect(await world.judge(schedule)).toEqual({ pausedAt: null })
  })

  it('does not count the windows of backfills', async () => {
    const { runIds } = await world.backfill(schedule, '2026-10-01', '2026-10-04')
    for (const runId of runIds) {
      const run = await world.begin(schedule, runId)
      if (run.kind === 'EXPORT') await world.end(run.exportId, 'FAILED')
    }
    expect(await world.judge(schedule)).toEqual({ pausedAt: null })
  })
})
