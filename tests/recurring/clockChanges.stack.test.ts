/**
 * One file for each day of a zone, also where its clocks change: windows that touch, which hold each
 * change once.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { RunStart } from '../../activities/recurring/index.ts'
import type { ExportRequest } from '../../contract/index.ts'
import { type DueSchedule, openSchedulesWorld, type SchedulesWorld } from './world.ts'

const TIME_ZONE = 'America/New_York'
const REQUEST: ExportRequest = { type: 'SOW', fileType: 'CSV', columns: ['scopeId'] }

let world: SchedulesWorld

beforeAll(async () => {
  world = await openSchedulesWorld({ rows: 3_000 })
  await changeNothing()
})
afterAll(() => world.dispose())

/** All rows were changed long ago. */
async function changeNothing(): Promise<void> {
  const long = `'2020-01-01T00:00:00Z'`
  await world.sql.raw(
    `UPDATE "ScopeOfWork" SET "createdAt" = ${long}, "updatedAt" = ${long}, "deletedAt" = NULL`,
  )
  await world.sql.raw(`UPDATE "ScopeOfWorkVersion" SET "createdAt" = ${long}`)
}

/** Changes as many rows, one at each of the times. */
async function changeAt(times: string): Promise<void> {
  await world.sql.raw(
    `UPDATE "ScopeOfWork" AS row SET "updatedAt" = change.at
       FROM (SELECT at, row_number() OVER () AS number FROM (${times}) AS times(at)) AS change
       JOIN (SELECT "id", row_number() OVER (ORDER BY "id") AS number FROM "ScopeOfWork"
              WHERE "updatedAt" < '2021-01-01') AS quiet USING (number)
      WHERE row."id" = quiet."id"`,
  )
}

async function changedIn(start: string, end: string): Promise<string[]> {
  return await world
    .sql('ScopeOfWork')
    .where('updatedAt', '>=', start)
    .where('updatedAt', '<', end)
    .orderBy('id')
    .pluck<string[]>('id')
}

/** Ids of a finished run's file. */
async function made(run: RunStart): Promise<string[]> {
  if (run.kind !== 'EXPORT') throw new Error(`Nothing was exported: ${JSON.stringify(run)}`)
  const { keys, rows } = await world.read(run.exportId)
  await world.end(run.exportId, 'COMPLETED')
  const at = keys.indexOf('scopeId')
  return rows.map((cells) => String(cells[at]))
}

async function daily(hour: number): Promise<DueSchedule> {
  const rule = { kind: 'DAILY', hour, minute: 30 } as const
  return await world.create({ rule, timeZone: TIME_ZONE, request: REQUEST })
}

describe('a backfill over days on which clocks change', () => {
  beforeAll(async () => {
    for (const [from, to] of [
      ['2026-03-05', '2026-03-11'],
      ['2026-10-29', '2026-11-04'],
    ]) {
      await changeAt(
        `SELECT generate_series('${from}T00:00:00Z'::timestamptz, '${to}T00:00:00Z', '15 minutes')`,
      )
    }
  })

  it.each([
    // 02:30 does not exist on 8 March: it is due when clocks skip it, at 07:00Z.
    [2, '2026-03-07', '2026-03-09', '06T07:30', '07T07:30', '08T07:00', '09T06:30'],
    [1, '2026-03-07', '2026-03-09', '06T06:30', '07T06:30', '08T06:30', '09T05:30'],
    [2, '2026-10-31', '2026-11-02', '30T06:30', '31T06:30', '01T07:30', '02T07:30'],
    // 01:30 is shown twice on 1 November, at 05:30Z and 06:30Z: it is due the first time.
    [1, '2026-10-31', '2026-11-02', '30T05:30', '31T05:30', '01T05:30', '02T06:30'],
  ] as const)(
    'makes a file a day at %i:30 from %s to %s, which hold together what one query finds',
    async (hour, from, to, ...edges) => {
      const schedule = await daily(hour)
      const { id, runIds } = await world.backfill(schedule, from, to)
      const ids: string[] = []
      for (const runId of runIds) ids.push(...(await made(await world.begin(schedule, runId))))

      const runs = await world.runs(schedule)
      const windows = runs.map(({ window }) => ({
        start: window?.start?.toISOString() ?? '',
        end: window?.end.toISOString() ?? '',
      }))
      const shown = [windows[0]?.start, ...windows.map(({ end }) => end)]
      expect(shown.map((at) => at?.slice(8, 16))).toEqual(edges)
      expect(windows.slice(1).map(({ start }) => start)).toEqual(
        windows.slice(0, -1).map(({ end }) => end),
      )
      expect(new Set(runs.map(({ localDay }) => localDay)).size).toBe(3)

      const [first, last] = [windows[0]?.start ?? '', windows.at(-1)?.end ?? '']
      const expected = await changedIn(first, last)
      expect(expected.length).toBeGreaterThan(280)
      expect(ids.toSorted()).toEqual(expected)
      expect(await world.progress(id)).toMatchObject({ windows: 3, completed: 3, alreadyThere: 0 })

      const again = await world.backfill(schedule, from, to)
      expect(again.runIds).toEqual([])
      expect(await world.progress(again.id)).toMatchObject({ windows: 0, alreadyThere: 3 })
    },
  )
})

describe('a schedule that is due on days on which clocks change', () => {
  /** Due at each of the times, until nothing is left to do; the days and ends of its files. */
  async function dueAt(schedule: DueSchedule, ...times: string[]): Promise<string[]> {
    for (const time of times) {
      for (let step = 0; ; step += 1) {
        const run = await world.plan(schedule, new Date(time), step)
        if (run.kind !== 'EXPORT') break
        await world.end(run.exportId, 'COMPLETED')
      }
    }
    return (await world.runs(schedule)).map(
      ({ localDay, window, reason }) =>
        reason ?? `${localDay}: until ${window?.end.toISOString().slice(0, 16)}`,
    )
  }

  async function since(createdAt: string, hour: number): Promise<DueSchedule> {
    const rule = { kind: 'DAILY', hour, minute: 30 } as const
    return await world.create({ rule, timeZone: TIME_ZONE, createdAt: new Date(createdAt) })
  }

  it('makes the day whose time clocks skip when they do', async () => {
    const schedule = await since('2026-03-07T00:00:00Z', 2)
    const times = ['2026-03-07T07:30:00Z', '2026-03-08T07:00:00Z', '2026-03-09T06:30:00Z']
    expect(await dueAt(schedule, ...times)).toEqual([
      '2026-03-07: until 2026-03-07T07:30',
      '2026-03-08: until 2026-03-08T07:00',
      '2026-03-09: until 2026-03-09T06:30',
    ])
  })

  it('makes it the day after where it was not due', async () => {
    const schedule = await since('2026-03-07T00:00:00Z', 2)
    const times = ['2026-03-07T07:30:00Z', '2026-03-09T06:30:00Z']
    expect(await dueAt(schedule, ...times)).toEqual([
      '2026-03-07: until 2026-03-07T07:30',
      '2026-03-08: until 2026-03-08T07:00',
      '2026-03-09: until 2026-03-09T06:30',
    ])
  })

  it('makes one file of a day whose time is shown twice, and says why not two', async () => {
    const schedule = await since('2026-10-31T00:00:00Z', 1)
    const times = ['2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z']
    expect(await dueAt(schedule, ...times, '2026-11-02T06:30:00Z')).toEqual([
      '2026-10-31: until 2026-10-31T05:30',
      '2026-11-01: until 2026-11-01T05:30',
      'The file of this day is there already.',
      '2026-11-02: until 2026-11-02T06:30',
    ])
  })
})

describe('rows on the edge of two windows', () => {
  const EDGE = '2026-10-01T00:00:00'
  const MIDNIGHT = { kind: 'DAILY', hour: 0, minute: 0 } as const

  it('are in the later one, all of them once; those a microsecond before are in the earlier', async () => {
    await changeNothing()
    await changeAt(`SELECT '${EDGE}Z'::timestamptz FROM generate_series(1, 2500)`)
    await changeAt(
      `SELECT '${EDGE}Z'::timestamptz - interval '1 microsecond' FROM generate_series(1, 10)`,
    )
    const [before, at] = [
      await changedIn('2026-09-30T00:00:00Z', `${EDGE}Z`),
      await changedIn(`${EDGE}Z`, '2026-10-02T00:00:00Z'),
    ]
    expect([before.length, at.length]).toEqual([10, 2_500])

    const schedule = await world.create({ rule: MIDNIGHT, request: REQUEST })
    const { runIds } = await world.backfill(schedule, '2026-10-01', '2026-10-02')
    expect(runIds).toHaveLength(2)
    const files: string[][] = []
    for (const runId of runIds) files.push(await made(await world.begin(schedule, runId)))
    expect(files.map((ids) => ids.toSorted())).toEqual([before, at])
  })

  it('are so for a schedule that is due there, after its first file', async () => {
    const schedule = await world.create({
      rule: MIDNIGHT,
      request: REQUEST,
      createdAt: new Date('2026-09-29T12:00:00Z'),
    })
    const files: string[][] = []
    for (const day of ['2026-09-30', '2026-10-01', '2026-10-02']) {
      files.push(await made(await world.plan(schedule, new Date(`${day}T00:00:00Z`))))
    }
    expect(files.map((ids) => new Set(ids).size)).toEqual([3_000, 10, 2_500])
  })
})
