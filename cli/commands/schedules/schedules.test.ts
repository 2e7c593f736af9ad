/** `exports schedules`, against a stand-in for the API: what is asked, printed, and refused at once. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { describeExportTypes } from '../../../handlers/index.ts'
import { eventually } from '../../../tests/support/eventually.ts'
import { BACKFILL, RUN, SCHEDULE } from '../../../tests/support/fakeSchedules.ts'
import { type FakeIo, fakeIo, screenOf } from '../../../tests/support/fakeTerminal.ts'
import { json, type StandInApi, standInApi } from '../../../tests/support/standInApi.ts'
import { run } from '../../index.ts'

let api: StandInApi

beforeEach(async () => {
  api = await standInApi()
})

afterEach(() => api.close())

const ioOf = (isTerminal: boolean) =>
  fakeIo({ environment: { API_URL: api.url, API_TOKEN: 'mine' }, isTerminal })

/** A script, unless it is a terminal. */
async function schedules(
  args: string[],
  isTerminal = false,
): Promise<{ code: number; io: FakeIo }> {
  const io = ioOf(isTerminal)
  return { code: await run(['schedules', ...args], io), io }
}

const terminal = (args: string[]) => schedules(args, true)
const ADDRESS = `/schedules/${SCHEDULE.id}`
const NAMED = ['create', 'sow', '--name', 'Mine']
const created = { schedule: SCHEDULE, webhookSecret: 'whsec_c2VjcmV0' }

describe('exports schedules create', () => {
  beforeEach(() => api.on('POST /schedules', json(created, 201)))

  const asked = () => api.seen.at(-1)?.body

  it('sends what was asked for, and prints the answer as one line', async () => {
    api.on('GET /export-types', json({ types: describeExportTypes() }))
    const what = ['--file-type', 'csv', '--filter', 'status=ACTIVE,DRAFT', '--time-zone', 'UTC']
    const rule = ['--weekly', 'Mon,thu,mon@6:30', '--rule-zone', 'Europe/Berlin', '--runs', '10']
    const span = ['--from', '2026-12-01T00:00:00Z', '--until', '2027-12-01T00:00:00Z']
    const content = ['--changes', '--full-every', '30']
    const people = ['--mail-to', 'bo@connexus.example', '--mail-to', 'cy@connexus.example']
    const told = [...people, '--webhook', 'https://hooks.example/exports']
    const given = [...what, ...rule, ...span, ...content, ...told]
    const { code, io } = await schedules([...NAMED, ...given])
    expect({ code, complaints: io.complaints() }).toEqual({ code: 0, complaints: '' })
    expect(io.lines()).toEqual([created])
    expect(asked()).toEqual({
      name: 'Mine',
      request: {
        type: 'SOW',
        fileType: 'CSV',
        filters: { status: ['ACTIVE', 'DRAFT'] },
        timeZone: 'UTC',
      },
      rule: { kind: 'WEEKLY', weekdays: [1, 4], hour: 6, minute: 30 },
      timeZone: 'Europe/Berlin',
      startAt: '2026-12-01T00:00:00Z',
      endAt: '2027-12-01T00:00:00Z',
      runs: 10,
      content: 'CHANGES',
      fullEvery: 30,
      recipients: ['bo@connexus.example', 'cy@connexus.example'],
      webhook: { url: 'https://hooks.example/exports' },
    })
  })

  it.each([
    [['--daily', '06:05'], { kind: 'DAILY', hour: 6, minute: 5 }],
    [['--monthly', '31@23:59'], { kind: 'MONTHLY', day: 31, hour: 23, minute: 59 }],
    [['--monthly', 'last@0:00'], { kind: 'MONTHLY', day: 'LAST', hour: 0, minute: 0 }],
    [['--cron', '30 6 * * 1-5'], { kind: 'CRON', expression: '30 6 * * 1-5' }],
  ])('reads %j', async (options, rule) => {
    expect((await schedules([...NAMED, ...options])).code).toBe(0)
    expect(asked()).toEqual({
      name: 'Mine',
      request: { type: 'SOW', fileType: 'XLSX' },
      rule,
    })
  })

  it.each([
    [['--daily', '6'], `--daily can't read "6".`],
    [['--weekly', 'mon,someday@06:00'], 'Give it as --weekly mon,thu@06:30.'],
    [['--weekly', 'mon@06:00@07:00'], `--weekly can't read "mon@06:00@07:00".`],
    [['--monthly', 'first@06:00'], 'Give it as --monthly 31@06:30 or last@06:30.'],
    [['--daily', '06:00', '--cron', '* * * * *'], '--daily and --cron are several rules.'],
    [['--daily', '24:00'], 'The hour of --daily must be a whole number from 0 to 23.'],
    [
      ['--monthly', '32@06:00'],
      'The day of --monthly must be a whole number from 1 to 31, or LAST.',
    ],
    [['--cron', '@daily'], 'The expression of --cron must be five cron fields'],
    [[], 'When is it due? Give --daily, --weekly, --monthly or --cron.'],
    [['--daily', '06:00', '--runs', '0'], 'It must be a whole number from 1.'],
    [['--daily', '06:00', '--full-every', '3'], '--full-every is of content CHANGES alone.'],
    [['--daily', '06:00', '--no-webhook'], "unknown option '--no-webhook'"],
  ])('refuses %j before the API is asked', async (options, words) => {
    const { code, io } = await schedules([...NAMED, ...options, '--filter', 'status=ACTIVE'])
    expect(code).toBe(2)
    expect(io.complaints()).toContain(words)
    expect(api.seen).toEqual([])
  })

  it('tells every wrong option at once, by its name', async () => {
    const when = ['--daily', '06:60', '--rule-zone', '+01:00']
    const span = ['--from', '2026-12-02T00:00:00Z', '--until', '2026-12-01T00:00:00Z']
    const options = [...when, ...span, '--mail-to', 'bo', '--webhook', '']
    const { code, io } = await schedules(['create', 'sow', ...options, '--json'])
    expect(code).toBe(2)
    const { errors } = JSON.parse(io.complaints()) as { errors: { message: string }[] }
    expect(errors.map(({ message }) => message)).toEqual([
      '--name must be a text of 1 to 100 characters without control characters.',
      '--mail-to must be a mail address, for example ann@connexus.example.',
      '--webhook must be an address of 1 to 2,000 characters.',
      'The minute of --daily must be a whole number from 0 to 59.',
      '--rule-zone must be an IANA time zone, for example Europe/Berlin.',
      '--until must be after --from.',
    ])
  })

  it('shows a person when it is due, and the secret that is told only now', async () => {
    const { io } = await terminal([...NAMED, '--daily', '06:30'])
    expect(io.written()).toBe(
      [
        `schedule       ${SCHEDULE.id}`,
        'name           Scopes, each morning',
        'exports        SOW → CSV',
        'holds          changes, every row again after 30 files',
        'due            daily at 06:30 (Europe/Berlin)',
        'how it stands  active',
        'next           2026-11-27 06:30',
        '               2026-11-28 06:30',
        'last           2026-11-26 06:30  completed, 1,234 rows',
        'told as well   bo@connexus.example, https://hooks.example/exports',
        'request        {"type":"SOW","fileType":"CSV"}',
        'secret         whsec_c2VjcmV0',
        'The secret of its webhook is shown only now: keep it where the machine finds it.',
        '',
      ].join('\n'),
    )
  })
})

describe('exports schedules update', () => {
  const saved = { schedule: SCHEDULE, webhookSecret: null }
  const unchanged = {
    name: SCHEDULE.name,
    request: SCHEDULE.request,
    rule: SCHEDULE.rule,
    timeZone: SCHEDULE.timeZone,
    content: 'CHANGES',
    fullEvery: 30,
    recipients: ['bo@connexus.example'],
    webhook: SCHEDULE.webhook,
  }

  async function update(...options: string[]): Promise<unknown> {
    api.on(`GET ${ADDRESS}`, json(SCHEDULE))
    api.on(`PUT ${ADDRESS}`, json(saved))
    const { code, io } = await schedules(['update', SCHEDULE.id, ...options])
    expect({ code, complaints: io.complaints() }).toEqual({ code: 0, complaints: '' })
    expect(io.lines()).toEqual([saved])
    return api.seen.at(-1)?.body
  }

  it('replaces what is given, and leaves the rest', async () => {
    expect(await update('--name', 'Yours')).toEqual({ ...unchanged, name: 'Yours' })
    expect(await update('--monthly', 'last@07:00', '--runs', '3')).toEqual({
      ...unchanged,
      rule: { kind: 'MONTHLY', day: 'LAST', hour: 7, minute: 0 },
      runs: 3,
    })
    expect(await update('--file-type', 'pdf', '--title', 'Scopes')).toEqual({
      ...unchanged,
      request: { type: 'SOW', fileType: 'PDF', title: 'Scopes' },
    })
  })

  it('shows the secret of a webhook that is new', async () => {
    api.on(`GET ${ADDRESS}`, json(SCHEDULE))
    api.on(`PUT ${ADDRESS}`, json(created))
    const { io } = await terminal(['update', SCHEDULE.id, '--webhook', 'https://hooks.example/b'])
    expect(io.written()).toContain('secret         whsec_c2VjcmV0\nThe secret of its webhook is')
    api.on(`PUT ${ADDRESS}`, json(saved))
    const again = await terminal(['update', SCHEDULE.id, '--name', 'Yours'])
    expect(again.io.written()).not.toContain('secret')
  })

  it('does not undo what somebody else has changed in between', async () => {
    api.on(`GET ${ADDRESS}`, json(SCHEDULE))
    const code = 'SCHEDULE_CHANGED'
    const problem = { status: 412, code, detail: 'It was changed.', remedy: 'Look again.' }
    api.on(`PUT ${ADDRESS}`, json(problem, 412))
    const { code: exitCode, io } = await schedules(['update', SCHEDULE.id, '--name', 'Yours'])
    expect(api.seen.at(-1)?.headers['if-match']).toBe('"3"')
    expect(exitCode).toBe(6)
    expect(io.complaints()).toBe('It was changed.\n  → Look again.\n')
  })

  it('takes away what is no longer wanted', async () => {
    const { fullEvery: _, recipients: __, webhook: ___, ...others } = unchanged
    expect(await update('--no-changes', '--no-mail-to', '--no-webhook', '--no-until')).toEqual({
      ...others,
      content: 'FULL',
    })
  })

  it.each([
    [[], 'Nothing is to be changed.'],
    [['--daily', '25:00'], 'The hour of --daily must be a whole number from 0 to 23.'],
    [['--name', ''], '--name must be a text of 1 to 100 characters'],
  ])('refuses %j before the API is asked', async (options, words) => {
    const { code, io } = await schedules(['update', SCHEDULE.id, ...options])
    expect(code).toBe(2)
    expect(io.complaints()).toContain(words)
    expect(api.seen).toEqual([])
  })
})

describe('exports schedules list, get, runs', () => {
  it('reads as many pages as are wanted', async () => {
    const page = (id: string, next: string | null) =>
      json({ schedules: [{ ...SCHEDULE, id }], next })
    api.on('GET /schedules?', page('a', 'p2'), page('b', null))
    const { io } = await schedules(['list', '--all'])
    expect(io.lines().map(({ id }) => id)).toEqual(['a', 'b'])
    expect(api.seen.map(({ call }) => call)).toEqual([
      'GET /schedules?limit=100',
      'GET /schedules?after=p2&limit=100',
    ])
  })

  it('is a table for people, each with its own clock', async () => {
    const paused = {
      ...SCHEDULE,
      id: 'b',
      rule: { kind: 'WEEKLY', weekdays: [1, 7], hour: 9, minute: 0 },
      timeZone: 'Asia/Tokyo',
      state: 'PAUSED',
      note: 'Holi\u001Bdays',
      nextTimes: [],
    }
    api.on('GET /schedules?', json({ schedules: [{ ...SCHEDULE, id: 'a' }, paused], next: 'more' }))
    const { io } = await terminal(['list', '--limit', '2'])
    expect(io.written()).toBe(
      [
        'schedule  name                  exports    due                                       next              how it stands',
        'a         Scopes, each morning  SOW → CSV  daily at 06:30 (Europe/Berlin)            2026-11-27 06:30  active',
        'b         Scopes, each morning  SOW → CSV  weekly on Mon, Sun at 09:00 (Asia/Tokyo)                    paused: Holi�days',
        '',
      ].join('\n'),
    )
    expect(io.complaints()).toBe('There are more: --all shows them.\n')
  })

  it('get is as the API gives it', async () => {
    api.on(`GET ${ADDRESS}`, json(SCHEDULE))
    expect((await schedules(['get', SCHEDULE.id])).io.lines()).toEqual([SCHEDULE])
  })

  it('runs say what came of each time, on the clock of the schedule', async () => {
    const full = { ...RUN, window: null, content: 'FULL', localDay: null }
    const first = { ...RUN, window: { start: null, end: RUN.dueAt }, outcome: 'PENDING' }
    const skipped = {
      ...RUN,
      outcome: 'SKIPPED',
      reason: 'Still busy.',
      window: null,
      exportId: null,
    }
    api.on(`GET ${ADDRESS}`, json(SCHEDULE))
    api.on(`GET ${ADDRESS}/runs?`, json({ runs: [RUN, full, first, skipped], next: null }))
    expect((await schedules(['runs', SCHEDULE.id])).io.lines()).toEqual([RUN, full, first, skipped])
    expect(api.seen.map(({ call }) => call)).toEqual([`GET ${ADDRESS}/runs?limit=20`])
    const { io } = await terminal(['runs', SCHEDULE.id])
    expect(
      io
        .written()
        .split('\n')
        .map((line) => line.replace(/ {2,}/g, ' | ')),
    ).toEqual([
      'due (Europe/Berlin) | day | holds | export | what came of it',
      `2026-11-26 06:30 | 2026-11-26 | changes from 2026-11-25 06:30 to 2026-11-26 06:30 | ${RUN.exportId} | completed, 1,234 rows`,
      `2026-11-26 06:30 | every row | ${RUN.exportId} | completed, 1,234 rows`,
      `2026-11-26 06:30 | 2026-11-26 | every row, up to 2026-11-26 06:30 | ${RUN.exportId} | pending`,
      '2026-11-26 06:30 | 2026-11-26 | skipped: Still busy.',
      '',
    ])
  })
})

describe('the other commands', () => {
  it('pause, resume, trigger, delete and renew the secret', async () => {
    for (const change of ['pause', 'resume', 'trigger']) {
      api.on(`POST ${ADDRESS}/${change}`, json(SCHEDULE))
    }
    api.on(`POST ${ADDRESS}/webhook-secret`, json({ webhookSecret: 'whsec_bmV3' }))
    api.on(`DELETE ${ADDRESS}`, (response) => void response.writeHead(204).end())
    const printed = []
    for (const args of [['pause', '--note', 'Holidays'], ['pause'], ['resume'], ['trigger']]) {
      printed.push((await schedules([...args, SCHEDULE.id])).io.lines())
    }
    expect(printed).toEqual([[SCHEDULE], [SCHEDULE], [SCHEDULE], [SCHEDULE]])
    expect(api.seen.map(({ call, body }) => [call, body])).toEqual([
      [`POST ${ADDRESS}/pause`, { note: 'Holidays' }],
      [`POST ${ADDRESS}/pause`, undefined],
      [`POST ${ADDRESS}/resume`, undefined],
      [`POST ${ADDRESS}/trigger`, undefined],
    ])
    expect((await schedules(['delete', SCHEDULE.id])).io.lines()).toEqual([
      { kind: 'scheduleDeleted', scheduleId: SCHEDULE.id },
    ])
    expect((await terminal(['secret', SCHEDULE.id])).io.written()).toMatch(/^whsec_bmV3\n/)
  })

  it.each([
    [404, 'UNKNOWN_SCHEDULE', 5],
    [429, 'TOO_MANY_SCHEDULES', 6],
    [503, 'TEMPORAL_UNAVAILABLE', 9],
  ])('end with the code of answer %d', async (status, code, exitCode) => {
    api.on('POST /schedules', json({ code, detail: 'No.', remedy: 'Wait.' }, status))
    expect((await schedules(['resume', 'x'])).code).toBe(exitCode)
  })

  it.each([[[]], [['get']], [['delete', 'a', 'b']], [['frobnicate']]])(
    'wrong usage %j ends with 2',
    async (args) => {
      expect((await schedules(args)).code).toBe(2)
      expect(api.seen).toEqual([])
    },
  )
})

describe('exports schedules backfill', () => {
  const span = ['2026-11-01', '2026-11-10']
  const half = { ...BACKFILL, completed: 4 }
  const ended = { ...BACKFILL, completed: 8, endedAt: '2026-11-26T09:00:00.000Z' }
  const listed = (backfill: object) => json({ backfills: [backfill] })

  beforeEach(() => api.on(`POST ${ADDRESS}/backfills`, json(BACKFILL, 202)))

  it('asks for the days, and prints how it stands', async () => {
    const { code, io } = await schedules(['backfill', SCHEDULE.id, ...span])
    expect({ code, lines: io.lines() }).toEqual({ code: 0, lines: [BACKFILL] })
    expect(api.seen[0]?.body).toEqual({ from: '2026-11-01', to: '2026-11-10' })
    api.on(`GET ${ADDRESS}/backfills`, listed({ ...ended, failed: 1 }))
    const all = await terminal(['backfills', SCHEDULE.id])
    expect(all.io.written()).toContain('8 of 8 files, 1 failed; 2 days had one')
  })

  it('with --wait shows each change until it has ended, also where the API is away', async () => {
    const away = json({ code: 'DATABASE_UNAVAILABLE', detail: 'No.', remedy: 'Wait.' }, 503)
    api.on(`GET ${ADDRESS}/backfills`, away, listed(half), listed(ended))
    const { code, io } = await schedules(['backfill', SCHEDULE.id, ...span, '--wait'])
    expect({ code, lines: io.lines() }).toEqual({ code: 0, lines: [BACKFILL, half, ended] })
  })

  it('with --wait draws one line at a terminal, and ends with 7 where a file failed', async () => {
    api.on(`GET ${ADDRESS}/backfills`, listed({ ...ended, completed: 7, failed: 1 }))
    const { code, io } = await terminal(['backfill', SCHEDULE.id, ...span, '--wait'])
    expect(code).toBe(7)
    expect(io.written()).toContain('░░░░░░░░░░░░░░░░░░░░   0 %  0 of 8 files; 2 days had one')
    expect(screenOf(io.written())).toEqual([
      '████████████████████ 100 %  7 of 8 files, 1 failed; 2 days had one',
    ])
  })

  it('goes on where the waiting is interrupted', async () => {
    api.on(`GET ${ADDRESS}/backfills`, listed(BACKFILL))
    const io = ioOf(false)
    const waiting = run(['schedules', 'backfill', SCHEDULE.id, ...span, '--wait'], io)
    await eventually(() => Promise.resolve(expect(io.lines()).toHaveLength(1)))
    io.interrupt()
    expect(await waiting).toBe(130)
    expect(io.complaints()).toContain(
      `The backfill goes on. Look how far it is: exports schedules backfills ${SCHEDULE.id}`,
    )
  })

  it.each([
    ['2026-11-31', '2026-12-01', 'from must be a day, for example 2026-03-29.'],
    ['2026-11-10', '2026-11-01', 'to must not be before from.'],
  ])('refuses %s to %s before the API is asked', async (from, to, words) => {
    const { code, io } = await schedules(['backfill', SCHEDULE.id, from, to])
    expect(code).toBe(2)
    expect(io.complaints()).toContain(words)
    expect(api.seen).toEqual([])
  })
})
