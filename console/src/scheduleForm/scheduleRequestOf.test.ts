import { describe, expect, it } from '@jest/globals'
import type { ExportSchedule, ExportTypeDescription } from '../../../contract/index.ts'
import { scheduleOf } from '../../../tests/support/scheduleSamples.ts'
import { emptyForm } from '../request/exportForm.ts'
import { emptyScheduleForm, type ScheduleForm } from './scheduleForm.ts'
import { scheduleFormOf } from './scheduleFormOf.ts'
import { scheduleRequestOf, timingOf } from './scheduleRequestOf.ts'

const SOW: ExportTypeDescription = {
  type: 'SOW',
  title: 'Scopes of work',
  roles: ['ADMIN'],
  columns: [{ key: 'status', heading: 'Status', type: 'text', isDefault: true }],
  filters: [],
}
const BERLIN = 'Europe/Berlin'
const EMPTY = emptyScheduleForm(emptyForm(SOW))

function asked(changes: Partial<ScheduleForm>) {
  return scheduleRequestOf({ ...EMPTY, ...changes }, SOW, BERLIN)
}

describe('the schedule of a form', () => {
  it('says no more than when and what where nothing else was chosen', () => {
    expect(asked({ name: ' Nightly ' })).toEqual({
      name: 'Nightly',
      request: { type: 'SOW', fileType: 'XLSX' },
      rule: { kind: 'DAILY', hour: 7, minute: 0 },
    })
  })

  it.each<[Partial<ScheduleForm>, object]>([
    [
      { kind: 'WEEKLY', weekdays: [1, 5], time: '23:59' },
      { kind: 'WEEKLY', weekdays: [1, 5], hour: 23, minute: 59 },
    ],
    [
      { kind: 'MONTHLY', day: '30' },
      { kind: 'MONTHLY', day: 30, hour: 7, minute: 0 },
    ],
    [
      { kind: 'MONTHLY', day: 'LAST' },
      { kind: 'MONTHLY', day: 'LAST', hour: 7, minute: 0 },
    ],
    [
      { kind: 'CRON', expression: ' 0 7 * * 1 ' },
      { kind: 'CRON', expression: '0 7 * * 1' },
    ],
    [{ kind: 'DAILY', time: '' }, { kind: 'DAILY' }],
  ])('has the rule of %j', (changes, rule) => {
    expect(asked(changes).rule).toEqual(rule)
  })

  it('begins and ends by the clock of its zone, else of the user’s', () => {
    const period = { from: '2026-03-29T07:00', until: '2026-12-31T00:00', runs: ' 12 ' }
    expect(asked(period)).toMatchObject({
      startAt: '2026-03-29T05:00:00.000Z',
      endAt: '2026-12-30T23:00:00.000Z',
      runs: 12,
    })
    expect(asked({ ...period, timeZone: 'UTC' })).toMatchObject({
      timeZone: 'UTC',
      startAt: '2026-03-29T07:00:00.000Z',
    })
  })

  it('sends what is no number as it was typed, for the API to refuse', () => {
    expect(asked({ runs: 'ten', content: 'CHANGES', fullEvery: '1.5' })).toMatchObject({
      runs: 'ten',
      fullEvery: '1.5',
    })
  })

  it('has files of every row after changes where it has changes', () => {
    expect(asked({ fullEvery: '6' })).toEqual(asked({}))
    expect(asked({ content: 'CHANGES', fullEvery: '6' })).toMatchObject({
      content: 'CHANGES',
      fullEvery: 6,
    })
  })

  it('tells each address that is typed or pasted, and the webhook', () => {
    const told = {
      recipients: 'ann@c.example, bo@c.example\n\n',
      webhookUrl: ' https://h.example ',
    }
    expect(asked(told)).toMatchObject({
      recipients: ['ann@c.example', 'bo@c.example'],
      webhook: { url: 'https://h.example' },
    })
  })

  it('asks for no file that is there already', () => {
    expect(emptyScheduleForm({ ...emptyForm(SOW), reuseWithin: '300' }).export.reuseWithin).toBe('')
  })
})

describe('the form of a schedule', () => {
  it.each<Partial<ExportSchedule>>([
    {},
    { rule: { kind: 'WEEKLY', weekdays: [2, 4], hour: 0, minute: 5 } },
    { rule: { kind: 'MONTHLY', day: 'LAST', hour: 12, minute: 0 } },
    { rule: { kind: 'CRON', expression: '0 7 * * 1' }, runs: 3 },
    { startAt: '2026-03-29T05:00:30.000Z', endAt: '2026-10-25T00:30:00.000Z' },
    { content: 'CHANGES', fullEvery: 6, webhook: { url: 'https://h.example' } },
    { recipients: [{ userId: '7', email: 'ann@c.example' }] },
  ])('asks for the same again, of %j', (over) => {
    const schedule = scheduleOf(over)
    const { startAt, endAt, runs, fullEvery, webhook } = schedule
    expect(scheduleRequestOf(scheduleFormOf(schedule, SOW), SOW, 'UTC')).toEqual({
      name: schedule.name,
      request: schedule.request,
      rule: schedule.rule,
      timeZone: schedule.timeZone,
      ...(startAt ? { startAt } : {}),
      ...(endAt ? { endAt } : {}),
      ...(runs ? { runs } : {}),
      ...(schedule.content === 'CHANGES' ? { content: 'CHANGES', fullEvery } : {}),
      ...(schedule.recipients.length > 0
        ? { recipients: schedule.recipients.map(({ email }) => email) }
        : {}),
      ...(webhook ? { webhook } : {}),
    })
  })

  it('has the timing that a preview is asked for with', () => {
    expect(timingOf(scheduleFormOf(scheduleOf(), SOW), 'UTC')).toEqual({
      rule: { kind: 'DAILY', hour: 7, minute: 0 },
      timeZone: BERLIN,
    })
  })
})
