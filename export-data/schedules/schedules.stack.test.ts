/** Schedules of one owner and another's, over real records and a real timetable. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  ExportFailure,
  type ExportSchedule,
  FailureCode,
  type ScheduleRequest,
} from '../../contract/index.ts'
import { type Timetable, temporalTimetable } from '../../scheduling/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { type Entry, openEntry } from '../../tests/support/entry.ts'
import { eventually } from '../../tests/support/eventually.ts'
import type { Schedules } from './schedules.ts'

const ADMIN = { userId: sampleUsers.DEMO_ADMIN_ID }
const STAFF = { userId: sampleUsers.DEMO_STAFF_ID }
const CLIENT = { userId: sampleUsers.DEMO_CLIENT_ID }

const ASKED: ScheduleRequest = {
  name: 'Each day',
  request: { type: 'RFP', fileType: 'CSV' },
  content: 'CHANGES',
  rule: { kind: 'DAILY', hour: 2, minute: 30 },
  webhook: { url: 'https://hooks.example/exports' },
}
const SPAN = { from: '2026-11-01', to: '2026-11-02' }

let entry: Entry
let schedules: Schedules
let timetable: Timetable

beforeAll(async () => {
  entry = await openEntry({ rows: 60 })
  schedules = entry.exportData.schedules
  timetable = temporalTimetable(entry.temporal, entry.taskQueue)
})
afterAll(async () => {
  for (const id of await entry.sql('ExportSchedule').pluck<string[]>('id')) {
    await timetable.remove(id)
  }
  await entry.dispose()
})

async function create(
  over: Partial<ScheduleRequest> = {},
  caller = ADMIN,
): Promise<ExportSchedule> {
  return (await schedules.create(caller, { ...ASKED, ...over })).schedule
}

describe('another’s schedule', () => {
  let id: string

  beforeAll(async () => {
    ;({ id } = await create())
  })

  /** Every call that is given a schedule. */
  const calls: [string, (caller: typeof ADMIN, scheduleId: string) => Promise<unknown>][] = [
    ['get', (caller, scheduleId) => schedules.get(caller, scheduleId)],
    ['update', (caller, scheduleId) => schedules.update(caller, scheduleId, ASKED)],
    ['pause', (caller, scheduleId) => schedules.pause(caller, scheduleId)],
    ['resume', (caller, scheduleId) => schedules.resume(caller, scheduleId)],
    ['trigger', (caller, scheduleId) => schedules.trigger(caller, scheduleId)],
    ['remove', (caller, scheduleId) => schedules.remove(caller, scheduleId)],
    ['runs', (caller, scheduleId) => schedules.runs(caller, scheduleId)],
    ['backfill', (caller, scheduleId) => schedules.backfill(caller, scheduleId, SPAN)],
    ['backfills', (caller, scheduleId) => schedules.backfills(caller, scheduleId)],
    ['renewSecret', (caller, scheduleId) => schedules.renewSecret(caller, scheduleId)],
  ]

  it('is asked for by every call that names one', () => {
    const others = ['create', 'list', 'preview']
    expect([...calls.map(([name]) => name), ...others].toSorted()).toEqual(
      Object.keys(schedules).toSorted(),
    )
  })

  it.each(calls)('can’t be told from one that is not there, by %s', async (_, call) => {
    const refusalOf = async (caller: typeof ADMIN, scheduleId: string) => {
      const refused: unknown = await call(caller, scheduleId).catch((error: unknown) => error)
      if (!(refused instanceof ExportFailure)) throw new Error('It was not refused.')
      return refused.failures
    }
    const expected = await refusalOf(ADMIN, randomUUID())
    expect(expected).toMatchObject([{ code: 'UNKNOWN_SCHEDULE' }])
    for (const caller of [STAFF, CLIENT]) expect(await refusalOf(caller, id)).toEqual(expected)
    expect(await refusalOf(STAFF, 'no id at all')).toEqual(expected)
  })

  it('is not in their list, and is as it was', async () => {
    expect((await schedules.list(STAFF)).schedules).toEqual([])
    expect((await schedules.list(ADMIN)).schedules.map((listed) => listed.id)).toEqual([id])
    expect(await schedules.get(ADMIN, id)).toMatchObject({ state: 'ACTIVE', lastRun: null })
    expect(await schedules.backfills(ADMIN, id)).toEqual([])
  })

  it.each(calls)('is refused to somebody who is no user at all, by %s', async (_, call) => {
    await expect(call({ userId: randomUUID() }, id)).rejects.toMatchObject({
      code: 'REQUESTER_NOT_ALLOWED',
    })
  })
})

describe('people who are told', () => {
  const own = `(SELECT "clientId" FROM "Users" WHERE "id" = '${CLIENT.userId}')`

  beforeAll(async () => {
    await entry.sql.raw(
      `UPDATE "Users" SET "isActive" = false WHERE "id" = (SELECT "id" FROM "Users"
        WHERE "role" = 'CLIENT' AND "clientId" = ${own} AND "id" <> ? ORDER BY "id" LIMIT 1)`,
      [CLIENT.userId],
    )
  })

  async function addressesOf(condition: string): Promise<string[]> {
    const found = await entry.sql('Users').whereRaw(condition).limit(1).pluck<string[]>('email')
    expect(found).toHaveLength(1)
    return found
  }

  it('may be colleagues of the same client for a client’s user', async () => {
    const recipients = await addressesOf(`"role" = 'CLIENT' AND "isActive" AND "clientId" = ${own}`)
    const { recipients: told } = await create({ recipients }, CLIENT)
    expect(told.map(({ email }) => email)).toEqual(recipients)
  })

  it.each([
    ['another client', `"role" = 'CLIENT' AND "isActive" AND "clientId" <> ${own}`],
    ['the staff', `"role" = 'STAFF' AND "isActive"`],
    ['those who are no longer active', `NOT "isActive" AND "clientId" = ${own}`],
  ])('may not be %s for a client’s user, who can’t tell them from nobody', async (_, condition) => {
    const recipients = await addressesOf(condition)
    const refusalOf = (emails: string[]) =>
      create({ recipients: emails }, CLIENT).catch((error: unknown) =>
        error instanceof ExportFailure ? error.failures : error,
      )
    const expected = await refusalOf(['nobody@connexus.example'])
    expect(expected).toMatchObject([{ code: 'INVALID_REQUEST', field: 'recipients[0]' }])
    expect(await refusalOf(recipients)).toEqual(expected)
  })

  it('are told of together with everything else that is wrong', async () => {
    const refused: unknown = await create({
      name: ' ',
      request: { type: 'RFP', fileType: 'CSV', columns: ['nope'] },
      recipients: ['nobody@connexus.example'],
      webhook: { url: 'http://hooks.example/exports' },
    }).catch((error: unknown) => error)
    const failures = refused instanceof ExportFailure ? refused.failures : []
    expect(failures.map(({ field }) => field)).toEqual([
      'name',
      'request.columns[0]',
      'recipients[0]',
      'webhook.url',
    ])
  })
})

describe('a schedule', () => {
  it('that is deleted is gone, and deleting it again changes nothing', async () => {
    const { id } = await create()
    await schedules.remove(ADMIN, id)
    await schedules.remove(ADMIN, id)
    await expect(schedules.get(ADMIN, id)).rejects.toMatchObject({ code: 'UNKNOWN_SCHEDULE' })
    expect(await timetable.describe(id)).toBeUndefined()
    await expect(schedules.remove(STAFF, id)).rejects.toMatchObject({ code: 'UNKNOWN_SCHEDULE' })
  })

  it('that is paused stays so when it is changed, and can be resumed', async () => {
    const { id } = await create()
    await schedules.pause(ADMIN, id, 'Holidays')
    const { schedule: changed } = await schedules.update(ADMIN, id, { ...ASKED, name: 'Each week' })
    expect(changed).toMatchObject({ name: 'Each week', state: 'PAUSED', note: 'Holidays' })
    expect(await schedules.resume(ADMIN, id)).toMatchObject({ state: 'ACTIVE', note: null })
  })

  it('whose end has come has ended', async () => {
    const { id } = await create({ endAt: '2027-01-01T00:00:00Z' })
    expect(await schedules.get(ADMIN, id)).toMatchObject({ state: 'ACTIVE' })
    const { schedule: ended } = await schedules.update(ADMIN, id, {
      ...ASKED,
      endAt: '2026-01-01T00:00:00Z',
    })
    expect(ended).toMatchObject({ state: 'ENDED', nextTimes: [] })
  })

  it('that somebody deleted in Temporal is there again when it is paused', async () => {
    const { id } = await create()
    await timetable.remove(id)
    expect(await schedules.get(ADMIN, id)).toMatchObject({ state: 'STARTING' })
    expect(await schedules.pause(ADMIN, id, 'Holidays')).toMatchObject({
      state: 'PAUSED',
      note: 'Holidays',
    })
  })
})

describe('while Temporal is out of reach', () => {
  const unreachable = () =>
    Promise.reject(
      new ExportFailure({
        code: FailureCode.TEMPORAL_UNAVAILABLE,
        message: 'Temporal does not answer.',
        remedy: 'Try again.',
      }),
    )

  function cutOff(): Schedules {
    const down = { ...timetable }
    for (const call of Object.keys(down) as (keyof Timetable)[]) {
      if (call !== 'list') Object.assign(down, { [call]: unreachable })
    }
    return entry.entry({ timetable: down }).schedules
  }

  it('a schedule is recorded, and shown with its times as one that is starting', async () => {
    const { schedule } = await cutOff().create(ADMIN, { ...ASKED, timeZone: 'UTC' })
    expect(schedule).toMatchObject({ state: 'STARTING', note: null, runsLeft: null })
    expect(schedule.nextTimes).toHaveLength(5)
    expect(schedule.nextTimes[0]).toMatch(/T02:30:00\.000Z$/)
  })

  it('one that runs is of an unknown state, can be changed, and can’t be paused', async () => {
    const { id } = await create()
    expect(await cutOff().get(ADMIN, id)).toMatchObject({ state: 'UNKNOWN', nextTimes: [] })
    const { schedule: changed } = await cutOff().update(ADMIN, id, { ...ASKED, name: 'Renamed' })
    expect(changed).toMatchObject({ name: 'Renamed' })
    await expect(cutOff().pause(ADMIN, id)).rejects.toMatchObject({ code: 'TEMPORAL_UNAVAILABLE' })
    expect(await schedules.get(ADMIN, id)).toMatchObject({ state: 'STARTING' })
  })

  it('one can be deleted', async () => {
    const { id } = await create()
    await cutOff().remove(ADMIN, id)
    await expect(schedules.get(ADMIN, id)).rejects.toMatchObject({ code: 'UNKNOWN_SCHEDULE' })
  })

  it('a backfill is on record, and begins later', async () => {
    const { id } = await create()
    const asked = await cutOff().backfill(ADMIN, id, SPAN)
    expect(asked).toMatchObject({ ...SPAN, endedAt: null, windows: 0 })
    await eventually(async () => expect(await schedules.backfills(ADMIN, id)).toEqual([asked]))
  })
})

describe('a backfill', () => {
  it.each<[string, Partial<ScheduleRequest>, { from: string; to: string }, string]>([
    ['a day that is not over yet', {}, { from: '2026-11-01', to: '2099-01-01' }, 'to'],
    ['days in the wrong order', {}, { from: '2026-11-02', to: '2026-11-01' }, 'to'],
    ['more than two years', {}, { from: '2023-11-01', to: '2025-11-02' }, 'to'],
    ['a day that no calendar has', {}, { from: '2026-02-30', to: '2026-03-01' }, 'from'],
    ['files of every row', { content: 'FULL' }, SPAN, 'from'],
  ])('is refused for %s', async (_, over, span, field) => {
    const { id } = await create(over)
    await expect(schedules.backfill(ADMIN, id, span)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      failures: [{ field }],
    })
  })
})
