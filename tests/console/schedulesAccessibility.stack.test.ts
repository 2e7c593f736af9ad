/** Schedules can be used by everybody: in each state, in light and in dark, and on a phone. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { ScheduleState } from '../../contract/index.ts'
import { expectForEverybody } from '../support/everybody.ts'
import { openPageWorld, type PageWorld } from '../support/pageWorld.ts'
import { backfillOf, runOf, SCHEDULE_ID, scheduleOf } from '../support/scheduleSamples.ts'

const LONG = `${'A name as long as a name may be, '.repeat(2)}and on${'w'.repeat(20)}`
const OVERVIEW = `/?schedule=${SCHEDULE_ID}`

let world: PageWorld

beforeAll(async () => {
  world = await openPageWorld()
}, 60_000)
afterAll(() => world.close())

const answers = () => world.exportData.schedules.answers
const visit = (path: string) => world.visitors.visit({ userId: 'ann', path })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

it('lists schedules in each state, and none, for everybody', async () => {
  const schedules = Object.values(ScheduleState).map((state) =>
    scheduleOf({ id: state, name: `${LONG} ${state}`, state, lastRun: runOf() }),
  )
  answers().list = { schedules, next: 'more' }
  const page = await visit('/?schedules')
  await page.getByText('Unknown', { exact: true }).waitFor()
  await expectForEverybody(page)
  answers().list = { schedules: [], next: null }
  await page.reload()
  await page.getByText(/^No schedules yet/).waitFor()
  await expectForEverybody(page)
})

it('can be filled in by everybody, whatever is wrong', async () => {
  const page = await visit('/?schedule=new')
  await page.getByRole('list', { name: 'Next times' }).waitFor()
  await expectForEverybody(page)
  for (const section of ['From and until', 'More options', 'Who else is told']) {
    await page.locator('summary').filter({ hasText: section }).click()
  }
  await page.getByLabel('Number of files').fill('ten')
  await page.getByLabel('Mail addresses').fill('bo')
  await page.getByRole('radio', { name: 'Weekly' }).check()
  for (const day of await page
    .getByRole('group', { name: 'Days of the week' })
    .getByRole('checkbox')
    .all()) {
    await day.uncheck()
  }
  await button(page, 'Create schedule').click()
  await page.getByText(/must be a mail address/).waitFor()
  await page.getByText(/must be a list of 1 to 7 weekdays/).waitFor()
  await expectForEverybody(page)
  for (const kind of ['Monthly', 'By cron']) {
    await page.getByRole('radio', { name: kind }).check()
    await expectForEverybody(page)
  }
})

it('shows a schedule with all that came of it, and its dialogs, to everybody', async () => {
  const failure = { code: 'TOO_MANY_ROWS' as const, message: 'Too many.', remedy: 'Choose CSV.' }
  answers().runs = {
    runs: [
      runOf({ id: '1' }),
      runOf({ id: '2', outcome: 'PENDING', rows: null }),
      runOf({ id: '3', outcome: 'FAILED', rows: null, failure }),
      runOf({ id: '4', outcome: 'SKIPPED', rows: null, reason: 'The one before goes on.' }),
    ],
    next: 'more',
  }
  answers().backfills = [backfillOf(), backfillOf({ id: '2', endedAt: '2026-11-26T09:00:00.000Z' })]
  const page = await visit(OVERVIEW)
  await page.getByText('Skipped').waitFor()
  await expectForEverybody(page)
  for (const opener of ['Pause…', 'Backfill…', 'Delete…', 'New secret…']) {
    await button(page, opener).click()
    await page.getByRole('dialog').waitFor()
    await expectForEverybody(page)
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.innerText')).toBe(opener)
  }
  await button(page, 'New secret…').click()
  await button(page, 'Make a new secret').click()
  await page.getByRole('region', { name: 'The webhook’s secret, shown only now' }).waitFor()
  await expectForEverybody(page)
})

it('makes no browser complain, of its policy or else', () => {
  expect(world.visitors.faults()).toEqual([])
})
