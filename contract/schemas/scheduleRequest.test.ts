import { describe, expect, it } from '@jest/globals'
import type { ScheduleRequest, ScheduleRule } from '../schedules.ts'
import { parseBackfillSpan, parseScheduleRequest, parseScheduleTiming } from './scheduleRequest.ts'

const DAILY: ScheduleRule = { kind: 'DAILY', hour: 6, minute: 30 }
const WEEKLY = { kind: 'WEEKLY', weekdays: [1, 4], hour: 6, minute: 0 }
const SCHEDULE: ScheduleRequest = {
  name: 'Scopes, each morning',
  request: { type: 'SOW', fileType: 'CSV' },
  rule: DAILY,
}

/** As JSON may bring it, whatever the types say; with the fields that are refused, and why. */
function parse(given: Record<string, unknown>) {
  return parseScheduleRequest({ ...SCHEDULE, ...given })
}

function faults(given: Record<string, unknown>): string[] {
  return parse(given).malformed.map(({ message }) => message)
}

const fields = (given: Record<string, unknown>) => parse(given).malformed.map(({ field }) => field)

describe('a well-formed schedule', () => {
  it('is given back, without nulls and what is not known', () => {
    const given = {
      content: 'CHANGES',
      fullEvery: 30,
      timeZone: 'Europe/Berlin',
      startAt: '2026-12-01T00:00:00+01:00',
      endAt: null,
      runs: 10_000,
      recipients: ['Ann@connexus.example', 'bo+lists@connexus.example'],
      webhook: { url: 'https://hooks.example/exports', secret: 'mine' },
      colour: 'red',
    }
    const { endAt: _, colour: __, ...kept } = given
    const { asked, malformed } = parse(given)
    expect(malformed).toEqual([])
    expect(asked).toEqual({
      ...SCHEDULE,
      ...kept,
      webhook: { url: 'https://hooks.example/exports' },
    })
  })

  it.each<[object]>([
    [DAILY],
    [{ ...WEEKLY, weekdays: [7, 1, 2, 3, 4, 5, 6] }],
    [{ kind: 'MONTHLY', day: 31, hour: 23, minute: 59 }],
    [{ kind: 'MONTHLY', day: 'LAST', hour: 0, minute: 0 }],
    [{ kind: 'CRON', expression: '*/15 6-18 1,L * MON-FRI' }],
  ])('can be due by the rule %j', (rule) => {
    expect(parse({ rule })).toMatchObject({ asked: { rule }, malformed: [] })
  })
})

describe('a rule', () => {
  const wholeNumber = (range: string) => `must be a whole number from ${range}.`

  it.each<[unknown, string[]]>([
    ['daily', ['rule must be an object.']],
    [undefined, ['rule must be an object.']],
    [{ hour: 6 }, ['rule.kind must be one of: DAILY WEEKLY MONTHLY CRON.']],
    [{ kind: 'HOURLY' }, ['rule.kind must be one of: DAILY WEEKLY MONTHLY CRON.']],
    [
      { kind: 'DAILY', hour: 24, minute: 1.5 },
      [`rule.hour ${wholeNumber('0 to 23')}`, `rule.minute ${wholeNumber('0 to 59')}`],
    ],
    [{ kind: 'DAILY', minute: 0 }, [`rule.hour ${wholeNumber('0 to 23')}`]],
    [
      { ...WEEKLY, weekdays: [] },
      ['rule.weekdays must be a list of 1 to 7 weekdays: 1 is Monday, 7 is Sunday.'],
    ],
    [
      { ...WEEKLY, weekdays: [1, 8, 1] },
      [`rule.weekdays[1] ${wholeNumber('1 to 7')}`, 'rule.weekdays[2] stands there twice.'],
    ],
    [
      { kind: 'MONTHLY', day: 32, hour: 6, minute: 0 },
      ['rule.day must be a whole number from 1 to 31, or LAST.'],
    ],
    [
      { kind: 'CRON', expression: `${'1,'.repeat(50)}1 * * * *` },
      ['rule.expression must have at most 100 characters.'],
    ],
  ])('can not be %j', (rule, messages) => {
    expect(faults({ rule })).toEqual(messages)
  })

  it.each(['@daily', '* * * *', '0 * * * * *', '0 6 * * $', '', '0\n6 * * *'])(
    'can not have the cron expression %j',
    (expression) => {
      expect(faults({ rule: { kind: 'CRON', expression } })).toEqual([
        'rule.expression must be five cron fields: minute, hour, day of month, month, day of week; for example 30 6 * * 1-5.',
      ])
    },
  )
})

describe('a timing', () => {
  it.each([
    'soon',
    '2026-03-29',
    '2026-03-29T06:00:00',
    '1999-12-31T00:00:00Z',
    '2101-01-01T00:00:00Z',
  ])('can not start at %s', (startAt) => {
    expect(faults({ startAt })).toEqual([
      'startAt must be an instant with its zone in the years 2000 to 2100, for example 2026-03-29T06:00:00Z.',
    ])
  })

  it('ends after it starts, whatever the zones, and is told so beside other faults', () => {
    const startAt = '2026-12-01T00:00:00+01:00'
    expect(faults({ startAt, endAt: '2026-11-30T23:00:01Z' })).toEqual([])
    expect(faults({ startAt, endAt: '2026-11-30T23:00:00Z', runs: 0 })).toEqual([
      'runs must be a whole number from 1 to 10,000.',
      'endAt must be after startAt.',
    ])
  })

  it('is read by itself in the same way', () => {
    expect(parseScheduleTiming({ rule: DAILY, runs: 3 })).toEqual({
      asked: { rule: DAILY, runs: 3 },
      malformed: [],
    })
    const given = { rule: { ...DAILY, hour: -1 }, timeZone: '+01:00' }
    const { asked, malformed } = parseScheduleTiming(given)
    expect(asked).toBeUndefined()
    expect(malformed.map(({ field }) => field)).toEqual(['rule.hour', 'timeZone'])
  })
})

describe('a malformed schedule', () => {
  it('has a failure for every wrong field, with its path', () => {
    const { asked, malformed } = parse({
      name: ' ',
      request: { type: 'SOW', fileType: 'ODS', columns: [7], reuseWithin: 60 },
      rule: { ...DAILY, hour: 25 },
      content: 'DELTA',
      fullEvery: 1_001,
      recipients: ['ann@connexus.example', 'no address', 7, 'ANN@connexus.example'],
      webhook: { url: '' },
    })
    expect(asked).toBeUndefined()
    expect(malformed.map(({ code, field }) => [code, field])).toEqual(
      [
        'name',
        'content',
        'fullEvery',
        'recipients[1]',
        'recipients[2]',
        'recipients[3]',
        'webhook.url',
        'rule.hour',
        'request.fileType',
        'request.columns[0]',
        'request.reuseWithin',
        'fullEvery',
      ].map((field) => ['INVALID_REQUEST', field]),
    )
  })

  it('keeps what is sound of the request, for whoever looks at its filters', () => {
    const filters = { status: 'ASLEEP' }
    const { request } = parse({
      name: '',
      request: { type: 'SOW', fileType: 'CSV', filters, sort: 7 },
    })
    expect(request).toEqual({ type: 'SOW', fileType: 'CSV', filters })
  })

  it('keeps whom to tell where that is sound, for whoever looks up who they are', () => {
    const webhook = { url: 'http://hooks.connexus.example' }
    const { told } = parse({ name: '', recipients: ['ann@connexus.example'], webhook })
    expect(told).toEqual({ recipients: ['ann@connexus.example'], webhook })
    expect(parse({ name: '', recipients: [7], webhook }).told).toEqual({ webhook })
  })

  it.each([[null], ['text'], [[]]])('can be %j as a whole', (given) => {
    const { malformed } = parseScheduleRequest(given as unknown as ScheduleRequest)
    expect(malformed).toMatchObject([{ message: 'The body must be an object.' }])
  })

  it('has files of every row again only where it has files of changes', () => {
    expect(faults({ fullEvery: 3 })).toEqual(['fullEvery is of content CHANGES alone.'])
    expect(faults({ fullEvery: 3, content: 'CHANGES' })).toEqual([])
  })

  it('reuses no file', () => {
    expect(faults({ request: { ...SCHEDULE.request, reuseWithin: 60 } })).toEqual([
      'request.reuseWithin must be left out: files of a schedule are made anew.',
    ])
  })

  it('tells no more than 20 people, and none of them twice', () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, index) => `p${index}@connexus.example`)
    expect(fields({ recipients: people(20) })).toEqual([])
    expect(faults({ recipients: people(21) })).toEqual([
      'recipients must hold at most 20 mail addresses.',
    ])
    expect(fields({ recipients: ['a@b', 'c@d', 'a@b', 'A@B'] })).toEqual([
      'recipients[2]',
      'recipients[3]',
    ])
  })

  it.each(['ann', 'a@b@c', 'a b@c', 'Ann <a@b>', 'a@b,c@d', `${'a'.repeat(250)}@b.cd`])(
    'can not tell %j',
    (address) => {
      expect(fields({ recipients: [address] })).toEqual(['recipients[0]'])
    },
  )
})

describe('a span of days', () => {
  it('has two real days in their order', () => {
    const span = { from: '2028-02-29', to: '2028-02-29' }
    expect(parseBackfillSpan(span)).toEqual({ asked: span, malformed: [] })
    const messages = (from: string, to: string) =>
      parseBackfillSpan({ from, to }).malformed.map(({ message }) => message)
    expect(messages('2026-02-29', '20260301')).toEqual([
      'from must be a day, for example 2026-03-29.',
      'to must be a day, for example 2026-03-29.',
    ])
    expect(messages('2026-03-02', '2026-03-01')).toEqual(['to must not be before from.'])
  })
})
