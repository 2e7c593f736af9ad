/** The timetable in a real Temporal: when entries are due, what is left of them, and what operators see. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ScheduleRule } from '../contract/index.ts'
import { eventually } from '../tests/support/eventually.ts'
import { openTemporal, type TestTemporal } from '../tests/support/temporal.ts'
import { nextTimes } from './nextTimes.ts'
import { temporalTimetable } from './temporalTimetable.ts'
import type { Timetable, TimetableEntry } from './timetable.ts'

let temporal: TestTemporal
let timetable: Timetable
const put: string[] = []

beforeAll(async () => {
  temporal = await openTemporal()
  timetable = temporalTimetable(temporal.client, temporal.taskQueue)
})
afterAll(async () => {
  for (const scheduleId of put) await timetable.remove(scheduleId)
  await temporal.dispose()
})

const DAILY: ScheduleRule = { kind: 'DAILY', hour: 2, minute: 30 }

/** Daily at 02:30 UTC, unless it says otherwise. */
async function entry(over: Partial<TimetableEntry> = {}): Promise<TimetableEntry> {
  const made: TimetableEntry = {
    scheduleId: randomUUID(),
    revision: 1,
    type: 'SOW',
    fileType: 'CSV',
    content: 'FULL',
    rule: DAILY,
    timeZone: 'UTC',
    startAt: null,
    endAt: null,
    runs: null,
    pauseNote: null,
    ...over,
  }
  put.push(made.scheduleId)
  await timetable.put(made)
  return made
}

async function stateOf({ scheduleId }: TimetableEntry) {
  const state = await timetable.describe(scheduleId)
  if (!state) throw new Error(`There is no entry ${scheduleId}.`)
  return state
}

function iso(times: readonly Date[]): string[] {
  return times.map((at) => at.toISOString())
}

describe('Temporal and the preview say the same times', () => {
  const daily = (hour: number, minute: number): ScheduleRule => ({ kind: 'DAILY', hour, minute })
  const weekly = (...weekdays: number[]): ScheduleRule => ({
    kind: 'WEEKLY',
    weekdays,
    hour: 2,
    minute: 30,
  })
  const monthly = (day: number | 'LAST', hour = 6, minute = 0): ScheduleRule => ({
    kind: 'MONTHLY',
    day,
    hour,
    minute,
  })
  const cron = (expression: string): ScheduleRule => ({ kind: 'CRON', expression })
  it.each<[string, ScheduleRule, string, string]>([
    ['each day', daily(7, 15), 'Asia/Kolkata', '2027-01-01'],
    ['each day, as clocks go forward', daily(4, 0), 'America/New_York', '2027-03-12'],
    ['each day, as clocks go back', daily(4, 0), 'America/New_York', '2027-11-05'],
    ['each day at a time that clocks skip', daily(2, 30), 'America/New_York', '2027-03-12'],
    ['each day at midnight, which clocks skip', daily(0, 0), 'Africa/Cairo', '2027-04-28'],
    ['a Sunday on which clocks skip its time', weekly(7), 'America/New_York', '2027-03-12'],
    ['a date on which clocks skip its time', monthly(28, 2, 30), 'Europe/Berlin', '2027-03-12'],
    [
      'each day, where clocks shift by half an hour',
      daily(1, 15),
      'Australia/Lord_Howe',
      '2027-10-01',
    ],
    [
      'some weekdays',
      { kind: 'WEEKLY', weekdays: [7, 1, 3], hour: 23, minute: 59 },
      'Pacific/Auckland',
      '2027-04-01',
    ],
    ['the last day of months of a leap year', monthly('LAST'), 'Europe/Berlin', '2028-01-15'],
    ['day 31', monthly(31), 'UTC', '2028-01-15'],
    ['day 30', monthly(30), 'America/Sao_Paulo', '2028-01-15'],
    ['day 30 of a common year', monthly(30), 'America/Sao_Paulo', '2027-01-15'],
    ['day 29', monthly(29), 'UTC', '2027-01-15'],
    ['day 29 of a leap year', monthly(29), 'UTC', '2028-01-15'],
    ['day 1', monthly(1), 'Asia/Tokyo', '2027-12-15'],
    ['a cron expression', cron('*/20 7-9 * * 1-5'), 'Europe/London', '2027-03-26'],
    ['a cron expression of Sundays as 7', cron('0 5 * * 7'), 'UTC', '2027-03-26'],
    ['a cron expression of names', cron('15 10 * JAN,MAR MON'), 'UTC', '2027-01-01'],
    ['a cron expression of days and weekdays', cron('0 0 13 * 5'), 'UTC', '2027-01-01'],
    [
      'a cron expression, as clocks go back',
      cron('30 * * * *'),
      'America/New_York',
      '2027-11-07T04:00:00Z',
    ],
    [
      'a cron expression, as clocks go forward',
      cron('30 * * * *'),
      'America/New_York',
      '2027-03-14T05:00:00Z',
    ],
  ])('%s: %j in %s from %s', async (_, rule, timeZone, from) => {
    const startAt = new Date(from)
    const { nextTimes: kept } = await stateOf(await entry({ rule, timeZone, startAt }))
    expect(kept.length).toBeGreaterThanOrEqual(5)
    const timing = { rule, timeZone, startAt, endAt: null, runs: null }
    expect(iso(nextTimes(timing, new Date(), 5))).toEqual(iso(kept.slice(0, 5)))
  })

  it.each([
    ['America/New_York', '2027-11-05', daily(1, 30), ['05:30', '06:30']],
    ['Europe/Berlin', '2027-10-29', daily(2, 30), ['01:30']],
    ['Europe/Berlin', '2027-10-29', weekly(7), ['01:30']],
  ] as const)(
    'but for a time that clocks of %s show twice: Temporal takes one of them, or both',
    async (timeZone, from, rule, taken) => {
      const startAt = new Date(from)
      const { nextTimes: kept } = await stateOf(await entry({ rule, timeZone, startAt }))
      const preview = nextTimes({ rule, timeZone, startAt, endAt: null, runs: null }, new Date(), 5)
      const dayOf = (at: Date) => at.toLocaleDateString('en-CA', { timeZone })
      expect([...new Set(kept.map(dayOf))].slice(0, 5)).toEqual(preview.map(dayOf))
      const sunday = kept.filter((at) => ['2027-10-31', '2027-11-07'].includes(dayOf(at)))
      const shown = sunday.map((at) => at.toISOString().slice(11, 16))
      expect(shown.slice(0, taken.length)).toEqual(taken)
    },
  )
})

describe('an entry', () => {
  it('is due at its start, and no longer at its end', async () => {
    const bounds = {
      startAt: new Date('2027-05-01T02:30:00Z'),
      endAt: new Date('2027-05-04T02:30:00Z'),
    }
    const { nextTimes: kept } = await stateOf(await entry(bounds))
    const times = [
      '2027-05-01T02:30:00.000Z',
      '2027-05-02T02:30:00.000Z',
      '2027-05-03T02:30:00.000Z',
    ]
    expect(iso(kept)).toEqual(times)
    const timing = { rule: DAILY, timeZone: 'UTC', runs: null, ...bounds }
    expect(iso(nextTimes(timing, new Date(), 5))).toEqual(times)
  })

  it('tells operators what it is in words, and nobody’s name', async () => {
    const rule: ScheduleRule = { kind: 'WEEKLY', weekdays: [1, 5], hour: 6, minute: 5 }
    const { scheduleId } = await entry({ rule, content: 'CHANGES', timeZone: 'Europe/Berlin' })
    const handle = temporal.client.schedule.getHandle(`recurring-${scheduleId}`)
    const { memo, spec, action } = await handle.describe()
    expect(memo).toEqual({
      exports: 'Scopes of work',
      schedule: scheduleId,
      taskQueue: temporal.taskQueue,
    })
    expect(spec.calendars).toMatchObject([{ comment: 'Every Monday and Friday at 06:05' }])
    expect(spec.timezone).toBe('Europe/Berlin')
    expect(action).toMatchObject({ args: [{ scheduleId, revision: 1, runs: null }] })
  })

  it('that is paused stays so when it is replaced, with its note', async () => {
    const made = await entry()
    await timetable.pause(made.scheduleId, 'Holidays.')
    await timetable.put({ ...made, revision: 2, rule: { ...DAILY, hour: 5 } })
    expect(await stateOf(made)).toMatchObject({ revision: 2, isPaused: true, note: 'Holidays.' })
    await timetable.resume(made.scheduleId, 'Back.')
    const { isPaused, nextTimes: kept } = await stateOf(made)
    expect(isPaused).toBe(false)
    expect(kept[0]?.getUTCHours()).toBe(5)
  })

  it('is not replaced by what is older than itself', async () => {
    const made = await entry({ revision: 3 })
    await timetable.put({ ...made, revision: 2, rule: { ...DAILY, hour: 5 } })
    const { revision, nextTimes: kept } = await stateOf(made)
    expect({ revision, hour: kept[0]?.getUTCHours() }).toEqual({ revision: 3, hour: 2 })
  })

  it('is the same when it is put twice', async () => {
    const made = await entry({ runs: 4 })
    const before = await stateOf(made)
    await timetable.put(made)
    expect(await stateOf(made)).toEqual(before)
  })

  it('is in the list of its own task queue alone, until it is removed', async () => {
    const made = await entry()
    const other = temporalTimetable(temporal.client, `other-${randomUUID()}`)
    await eventually(async () =>
      expect(await Array.fromAsync(timetable.list())).toContain(made.scheduleId),
    )
    expect(await Array.fromAsync(other.list())).toEqual([])
    expect(await timetable.remove(made.scheduleId)).toBe(true)
    expect(await timetable.remove(made.scheduleId)).toBe(false)
    expect(await timetable.describe(made.scheduleId)).toBeUndefined()
  })

  it('that is not there can be neither paused, resumed nor made due', async () => {
    const nobody = randomUUID()
    expect(await timetable.pause(nobody, 'No.')).toBe(false)
    expect(await timetable.resume(nobody, 'No.')).toBe(false)
    expect(await timetable.trigger(nobody)).toBe(false)
  })

  it('is refused where Temporal can’t keep its rule', async () => {
    const rule: ScheduleRule = { kind: 'CRON', expression: '0 0 L * *' }
    await expect(entry({ rule })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      failures: [{ field: 'rule' }],
    })
  })
})

describe('a number of runs', () => {
  /** Due each second, which no rule of ours is: as an operator may set it. */
  async function quicken({ scheduleId }: TimetableEntry): Promise<void> {
    const handle = temporal.client.schedule.getHandle(`recurring-${scheduleId}`)
    const spec = { intervals: [{ every: '1s' }] }
    await handle.update((kept) => ({ ...kept, spec }))
  }

  it('goes on counting when the entry is replaced, and then it is never due again', async () => {
    const made = await entry({ runs: 3 })
    await quicken(made)
    await eventually(async () => expect((await stateOf(made)).runsLeft).toBeLessThan(3))
    const { runsLeft } = await stateOf(made)
    await timetable.put({ ...made, revision: 2 })
    expect((await stateOf(made)).runsLeft).toBeLessThanOrEqual(runsLeft ?? 0)
    await quicken(made)
    await eventually(async () =>
      expect(await stateOf(made)).toMatchObject({ runsLeft: 0, nextTimes: [] }),
    )
  })

  it('that is another one begins anew', async () => {
    const made = await entry({ runs: 3 })
    await quicken(made)
    await eventually(async () => expect((await stateOf(made)).runsLeft).toBeLessThan(3))
    await timetable.put({ ...made, revision: 2, runs: 10 })
    expect((await stateOf(made)).runsLeft).toBeGreaterThan(3)
    await timetable.put({ ...made, revision: 3, runs: null })
    expect((await stateOf(made)).runsLeft).toBeNull()
  })
})
