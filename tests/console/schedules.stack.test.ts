/** Schedules in a browser: asked for, looked at, changed, and followed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { eventually } from '../support/eventually.ts'
import { LINK, refused } from '../support/fakeExportData.ts'
import { fakeSchedules } from '../support/fakeSchedules.ts'
import { openPageWorld, type PageWorld } from '../support/pageWorld.ts'
import { completedJob } from '../support/requestedJobs.ts'
import { backfillOf, runOf, SCHEDULE_ID, scheduleOf } from '../support/scheduleSamples.ts'

const BERLIN = 'Europe/Berlin'
const WINDOW = { start: '2026-11-25T01:00:00.000Z', end: '2026-11-26T01:00:00.000Z' }
const OVERVIEW = `/?schedule=${SCHEDULE_ID}`

let world: PageWorld

beforeAll(async () => {
  world = await openPageWorld()
}, 60_000)
afterAll(() => world.close())
beforeEach(() => {
  Object.assign(world.exportData.schedules.answers, fakeSchedules().answers)
  world.exportData.schedules.calls.length = 0
})

const answers = () => world.exportData.schedules.answers
const visit = (path: string) => world.visitors.visit({ userId: 'ann', path })

/** What the call was given, beside the caller; undefined as long as it was not made. */
function given(name: keyof ReturnType<typeof answers>): unknown[] | undefined {
  const call = world.exportData.schedules.calls.findLast(([called]) => called === name)
  return call?.slice(2)
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const open = (page: Page, section: string) =>
  page.locator('summary').filter({ hasText: section }).click()
const saysAloud = (page: Page, words: string) =>
  page.getByRole('status').filter({ hasText: words }).waitFor()
const focused = async (page: Page) =>
  String(await page.evaluate('document.activeElement.innerText'))

describe('the parts of the page', () => {
  it('have addresses that outlive a reload and lead back, and tell where one is', async () => {
    const page = await visit('/')
    await heading(page, 'New export').waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to your exports')
    await link(page, 'Schedules').focus()
    await page.keyboard.press('Enter')
    await heading(page, 'Your schedules').waitFor()
    expect(await focused(page)).toBe('Your schedules')
    expect(await page.title()).toBe('Schedules – Connexus exports')
    expect(await link(page, 'Schedules').getAttribute('aria-current')).toBe('page')
    await page.reload()
    await link(page, 'Scopes, each morning').click()
    await heading(page, 'Scopes, each morning').waitFor()
    expect(await page.title()).toBe('Scopes, each morning – Connexus exports')
    await page.goBack()
    await heading(page, 'Your schedules').waitFor()
    await page.goBack()
    await heading(page, 'New export').waitFor()
    expect(await page.title()).toBe('Connexus exports')
  })

  it('are kept by the address that brings a token', async () => {
    const page = await visit('/?schedules')
    await heading(page, 'Your schedules').waitFor()
    expect(new URL(page.url()).search + new URL(page.url()).hash).toBe('?schedules')
  })
})

describe('the list of schedules', () => {
  it('says what each makes, when, how it stands, and what came of it', async () => {
    const paused = { state: 'PAUSED' as const, note: 'Holidays', nextTimes: [] }
    const rule = { kind: 'MONTHLY', day: 'LAST', hour: 23, minute: 30 } as const
    const failed = runOf({ outcome: 'FAILED', rows: null })
    const [first, second] = [
      scheduleOf({ lastRun: runOf() }),
      scheduleOf({ id: '2', name: 'Monthly', ...paused, rule, lastRun: failed }),
    ]
    answers().list = { schedules: [first, second], next: null }
    const page = await visit('/?schedules')
    const words = async (name: string) =>
      (await page.getByRole('article', { name }).innerText()).replaceAll(/\s+/g, ' ')
    await link(page, 'Monthly').waitFor()
    expect(await words('Nightly scopes')).toBe(
      'Nightly scopes Active Scopes of work → CSV · every row Every day at 07:00, Europe/Berlin Next Sat 27 Mar 2027, 07:00 Last 26 Nov 2026, 07:00 · Ready, 4,950 rows',
    )
    expect(await words('Monthly')).toBe(
      'Monthly Paused Scopes of work → CSV · every row On the last day of each month at 23:30, Europe/Berlin Holidays Last 26 Nov 2026, 07:00 · Failed',
    )
  })

  it('explains itself where it is empty, and shows more where there are more', async () => {
    answers().list = { schedules: [], next: null }
    const page = await visit('/?schedules')
    await page.getByText(/^No schedules yet\./).waitFor()
    answers().list = { schedules: [scheduleOf()], next: 'more' }
    await page.reload()
    await link(page, 'Nightly scopes').waitFor()
    answers().list = { schedules: [scheduleOf({ id: '2', name: 'Older one' })], next: null }
    await button(page, 'Show more').click()
    await link(page, 'Older one').waitFor()
    await button(page, 'All are shown').waitFor()
    expect(given('list')).toEqual([{ limit: 20, after: 'more' }])
  })
})

describe('a new schedule', () => {
  it('repeats the export of the form, and shows when it is due, also as clocks change', async () => {
    const nextTimes = ['2027-03-27T06:00:00.000Z', '2027-03-28T05:00:00.000Z']
    answers().preview = { timeZone: BERLIN, nextTimes }
    const page = await visit('/')
    await page.getByRole('textbox', { name: 'Title' }).fill('Acme in force')
    await page.getByRole('radio', { name: 'CSV' }).check()
    await link(page, 'Repeat this export…').click()
    await heading(page, 'New schedule').waitFor()
    expect(await focused(page)).toBe('New schedule')
    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Acme in force')
    const times = page.getByRole('list', { name: 'Next times' })
    await times.waitFor()
    expect(await times.getByRole('listitem').allInnerTexts()).toEqual([
      'Sat 27 Mar 2027, 07:00 UTC+1',
      'Sun 28 Mar 2027, 07:00 UTC+2after the clocks change',
    ])

    await page.getByRole('textbox', { name: 'Name' }).fill('Weekly Acme')
    await page.getByRole('radio', { name: 'Weekly' }).check()
    await page.getByRole('checkbox', { name: 'Tuesday' }).uncheck()
    await page.getByLabel('Time of day').fill('06:15')
    await eventually(async () => {
      expect(given('preview')).toEqual([
        { rule: { kind: 'WEEKLY', weekdays: [1, 3, 4, 5], hour: 6, minute: 15 } },
      ])
    })
    await button(page, 'Create schedule').click()
    await heading(page, 'Scopes, each morning').waitFor()
    expect(given('create')).toEqual([
      {
        name: 'Weekly Acme',
        request: { type: 'SOW', fileType: 'CSV', title: 'Acme in force' },
        rule: { kind: 'WEEKLY', weekdays: [1, 3, 4, 5], hour: 6, minute: 15 },
      },
    ])
  })

  it('tells the secret of its webhook once', async () => {
    const page = await visit('/?schedule=new')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('textbox', { name: 'Name' }).fill('Hooked')
    await open(page, 'Who else is told')
    await page.getByLabel('Webhook').fill('https://hooks.example/exports')
    await button(page, 'Create schedule').click()
    const secret = page.getByRole('region', { name: 'The webhook’s secret, shown only now' })
    await secret.waitFor()
    await saysAloud(page, 'The secret of its webhook is shown only now.')
    expect(await secret.getByLabel('Secret').inputValue()).toBe('whsec_c2VjcmV0')
    await button(page, 'Copy secret').click()
    await saysAloud(page, 'The secret is copied.')
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('whsec_c2VjcmV0')
    await page.reload()
    await heading(page, 'Scopes, each morning').waitFor()
    expect(await secret.count()).toBe(0)
    await button(page, 'New secret…').click()
    await button(page, 'Make a new secret').click()
    expect(await secret.getByLabel('Secret').inputValue()).toBe('whsec_bmV3')
  })

  it('has each fault at its field, leads to the first, and keeps all that was typed', async () => {
    const page = await visit('/?schedule=new')
    await page.getByLabel('Time of day').fill('')
    await open(page, 'From and until')
    await page.getByLabel('Number of files').fill('ten')
    await open(page, 'Who else is told')
    await page.getByLabel('Mail addresses').fill('ann@connexus.example\nbo')
    await button(page, 'Create schedule').click()
    await page.getByText(/^Entry 2 must be a mail address/).waitFor()
    const name = page.getByRole('textbox', { name: 'Name' })
    expect(await name.and(page.locator(':focus')).count()).toBe(1)
    expect(await page.locator('[aria-invalid="true"]').count()).toBe(4)
    for (const label of ['Time of day', 'Number of files', 'Mail addresses']) {
      expect([label, await page.getByLabel(label).getAttribute('aria-invalid')]).toEqual([
        label,
        'true',
      ])
    }
    await page.reload()
    await eventually(async () => {
      expect(await page.getByLabel('Mail addresses').inputValue()).toBe('ann@connexus.example\nbo')
    })
  })

  it('says what a filter of its export met', async () => {
    answers().create = refused('INVALID_REQUEST', 'request.filters.status')
    const page = await visit('/?schedule=new')
    await page.getByRole('textbox', { name: 'Name' }).fill('Nightly')
    await button(page, 'Create schedule').click()
    const status = page.getByRole('group', { name: 'Status' })
    await status.getByText('It is INVALID_REQUEST. Mend INVALID_REQUEST.').waitFor()
  })
})

describe('a schedule', () => {
  it('is edited as a whole', async () => {
    const page = await visit(OVERVIEW)
    await link(page, 'Edit').click()
    const name = page.getByRole('textbox', { name: 'Name' })
    await name.fill('Renamed')
    answers().get = scheduleOf({ name: 'Renamed' })
    answers().update = { schedule: scheduleOf({ name: 'Renamed' }), webhookSecret: null }
    await button(page, 'Save schedule').click()
    await heading(page, 'Renamed').waitFor()
    expect(given('update')).toEqual([
      SCHEDULE_ID,
      {
        name: 'Renamed',
        request: { type: 'SOW', fileType: 'CSV' },
        content: 'CHANGES',
        fullEvery: 30,
        rule: { kind: 'DAILY', hour: 6, minute: 30 },
        timeZone: BERLIN,
        recipients: ['bo@connexus.example'],
        webhook: { url: 'https://hooks.example/exports' },
      },
      { revision: 3 },
    ])
  })

  it('tells the secret of a webhook that it has from now on', async () => {
    const without = scheduleOf({ webhook: null })
    answers().get = without
    answers().update = { schedule: scheduleOf({}), webhookSecret: 'whsec_bmV3' }
    const page = await visit(OVERVIEW)
    await link(page, 'Edit').click()
    await open(page, 'Who else is told')
    await page.getByLabel('Webhook').fill('https://hooks.example/exports')
    answers().get = scheduleOf({})
    await button(page, 'Save schedule').click()
    const secret = page.getByRole('region', { name: 'The webhook’s secret, shown only now' })
    await secret.waitFor()
    expect(await secret.getByLabel('Secret').inputValue()).toBe('whsec_bmV3')
  })

  it('is paused with a note, resumed and run, by keyboard, and says so', async () => {
    const page = await visit(OVERVIEW)
    await button(page, 'Pause…').press('Enter')
    await page.getByRole('dialog').getByLabel('Note').fill('Holidays')
    answers().get = answers().pause
    await page.keyboard.press('Enter')
    await saysAloud(page, '“Scopes, each morning” is paused.')
    await page.getByText('Holidays', { exact: true }).waitFor()
    expect(given('pause')).toEqual([SCHEDULE_ID, 'Holidays'])
    expect(await focused(page)).toBe('Resume')
    answers().get = answers().resume
    await page.keyboard.press('Enter')
    await saysAloud(page, '“Scopes, each morning” goes on.')
    await button(page, 'Run now').press('Enter')
    await saysAloud(page, '“Scopes, each morning” runs now. The file appears in the history.')
    answers().runs = { runs: [runOf({ id: 'new', outcome: 'PENDING', rows: null })], next: null }
    const history = page.getByRole('region', { name: 'History' })
    await history.getByText('Under way').waitFor()
    answers().runs = { runs: [runOf({ id: 'new', rows: 12 })], next: null }
    await saysAloud(page, 'A file of “Scopes, each morning” is ready: 12 rows.')
    await history.getByText('Ready, 12 rows').waitFor()
  })

  it('says what keeps it from running, and goes on', async () => {
    const page = await visit(OVERVIEW)
    answers().trigger = refused('TEMPORAL_UNAVAILABLE')
    await button(page, 'Run now').click()
    await page.getByRole('alert').filter({ hasText: 'Mend TEMPORAL_UNAVAILABLE.' }).waitFor()
    await button(page, 'Run now').waitFor()
  })

  it('is deleted once that is confirmed, and leads back to the list', async () => {
    const page = await visit(OVERVIEW)
    await button(page, 'Delete…').click()
    await button(page, 'Keep it').click()
    expect(given('remove')).toBeUndefined()
    await button(page, 'Delete…').click()
    answers().list = { schedules: [], next: null }
    await button(page, 'Delete schedule').click()
    await page.getByText(/^No schedules yet\./).waitFor()
    expect(await focused(page)).toBe('Your schedules')
    expect(given('remove')).toEqual([SCHEDULE_ID])
  })

  it('that is unknown is said to be', async () => {
    answers().get = refused('UNKNOWN_SCHEDULE')
    const page = await visit(OVERVIEW)
    await page.getByRole('alert').filter({ hasText: 'Mend UNKNOWN_SCHEDULE.' }).waitFor()
    await link(page, 'All schedules').click()
    await heading(page, 'Your schedules').waitFor()
  })
})

describe('the history of a schedule', () => {
  it('says what came of each time, with windows, reasons and remedies, and gives files', async () => {
    const changes = { content: 'CHANGES', window: WINDOW } as const
    const failure = {
      code: 'DATABASE_UNAVAILABLE' as const,
      message: 'The database could not be reached.',
      remedy: 'Try again later.',
    }
    const reason = 'The file before was still being made.'
    answers().runs = {
      runs: [
        runOf({ id: '1', ...changes }),
        runOf({ id: '2', ...changes, outcome: 'FAILED', rows: null, failure }),
        runOf({ id: '3', outcome: 'SKIPPED', rows: null, exportId: null, reason }),
      ],
      next: 'more',
    }
    const page = await visit(OVERVIEW)
    const lines = page.getByRole('region', { name: 'History' }).getByRole('listitem')
    await lines.nth(2).waitFor()
    const words = await lines.allInnerTexts()
    const day = 'Thu 26 Nov 2026, 07:00'
    const window = 'of 26 Nov 2026 · changes 25 Nov 2026, 02:00 – 26 Nov 2026, 02:00'
    expect(words.map((line) => line.replaceAll(/\s+/g, ' '))).toEqual([
      `${day} Ready, 4,950 rows ${window} Download`,
      `${day} Failed ${window} The database could not be reached. Try again later.`,
      `${day} Skipped of 26 Nov 2026 · every row ${reason}`,
    ])
    await page.route(/files\.example/, (route) => route.fulfill({ status: 204 }))
    const [file] = await Promise.all([
      page.waitForRequest(/files\.example/),
      lines.getByRole('button', { name: /^Download file of 26 Nov 2026/ }).click(),
    ])
    expect(file.url()).toBe(LINK.url)
    answers().runs = { runs: [runOf({ id: '4', localDay: '2026-11-25' })], next: null }
    await button(page, 'Show more').click()
    await lines.getByText(/^of 25 Nov 2026/).waitFor()
  })

  it('is filled by a backfill, whose progress is followed', async () => {
    answers().backfills = []
    const page = await visit(OVERVIEW)
    await button(page, 'Backfill…').click()
    const dialog = page.getByRole('dialog')
    await button(page, 'Start backfill').click()
    await eventually(async () => {
      expect(await dialog.getByText(/^This must be a day/).count()).toBe(2)
    })
    await dialog.getByLabel('First day').fill('2026-11-01')
    await dialog.getByLabel('Last day').fill('2026-11-05')
    answers().backfill = backfillOf({ completed: 0 })
    answers().backfills = [backfillOf({ failed: 1, alreadyThere: 2 })]
    await button(page, 'Start backfill').click()
    await saysAloud(page, 'The backfill has begun: 0 of 5 files made.')
    expect(given('backfill')).toEqual([SCHEDULE_ID, { from: '2026-11-01', to: '2026-11-05' }])
    const backfills = page.getByRole('region', { name: 'Backfills' })
    const progress = backfills.getByRole('progressbar', { name: '1 Nov 2026 – 5 Nov 2026' })
    expect(await progress.getAttribute('aria-valuetext')).toBe(
      '3 of 5 files made, 1 failed, 2 days had a file already',
    )
    answers().backfills = [backfillOf({ completed: 5, endedAt: '2026-11-26T09:00:00.000Z' })]
    await backfills.getByText('5 of 5 files made').waitFor()
    await backfills.getByText('Over').waitFor()
  })
})

describe('an export', () => {
  it('of a schedule says of which, and of which changes; one that was reused, as of when', async () => {
    const ofSchedule = { scheduleId: SCHEDULE_ID, window: WINDOW }
    world.exportData.answers.list = {
      jobs: [completedJob({ isReused: true }, ofSchedule)],
      next: null,
    }
    const page = await visit('/')
    const card = page.getByRole('article', { name: 'Scopes of work' })
    await link(page, 'schedule “Scopes, each morning”').waitFor()
    await card.getByText('changes 25 Nov 2026, 02:00 – 26 Nov 2026, 02:00').waitFor()
    await card.getByText('as of 26 Nov 2026, 06:00').waitFor()
    await link(page, 'schedule “Scopes, each morning”').click()
    await heading(page, 'Scopes, each morning').waitFor()
  })

  it('is asked for without mail, and with a file that was made before', async () => {
    const page = await visit('/')
    await open(page, 'More options')
    await page.getByRole('checkbox', { name: 'Mail me when it is ready' }).uncheck()
    await page.getByLabel('A file made before will do').selectOption({ label: 'Up to 1 h old' })
    await button(page, 'Request export').click()
    await eventually(async () => {
      const asked = world.exportData.calls.findLast(([name]) => name === 'request')
      expect(asked?.[2]).toMatchObject({ request: { notify: 'NONE', reuseWithin: 3_600 } })
    })
  })
})

it('makes no browser complain, of its policy or else', () => {
  expect(world.visitors.faults()).toEqual([])
})
