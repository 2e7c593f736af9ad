/** What people type about schedules is neither lost, nor does it undo what others have changed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { refused } from '../support/fakeExportData.ts'
import { fakeSchedules, SCHEDULE } from '../support/fakeSchedules.ts'
import { openPageWorld, type PageWorld } from '../support/pageWorld.ts'
import { runOf, SCHEDULE_ID, scheduleOf } from '../support/scheduleSamples.ts'

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
const calls = (name: keyof ReturnType<typeof answers>) =>
  world.exportData.schedules.calls.filter(([called]) => called === name)

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const history = (page: Page) => page.getByRole('region', { name: 'History' })
const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name' })

/** Holds the answers of calls to a path until it is let go. */
async function holding(page: Page, path: string, method: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(path, async (route) => {
    if (route.request().method() === method) await promise
    await route.continue()
  })
  return { letGo: resolve }
}

describe('the form of a schedule', () => {
  it('begins with what the schedule is now, not with what the page knew before', async () => {
    const page = await visit(OVERVIEW)
    await heading(page, SCHEDULE.name).waitFor()
    const { letGo } = await holding(page, `**/schedules/${SCHEDULE_ID}`, 'GET')
    answers().get = { ...SCHEDULE, name: 'Renamed elsewhere', revision: 4 }
    await link(page, 'Edit').click()
    await page.getByText('Loading…').waitFor()
    expect(await nameField(page).count()).toBe(0)
    letGo()
    await nameField(page).waitFor()
    expect(await nameField(page).inputValue()).toBe('Renamed elsewhere')
    await button(page, 'Save schedule').click()
    await heading(page, 'Renamed elsewhere').waitFor()
    expect(calls('update')[0]?.[4]).toEqual({ revision: 4 })
  })

  it('that was overtaken keeps what was typed, also when it is loaded again, and says what to do', async () => {
    const page = await visit(`${OVERVIEW}&edit`)
    await nameField(page).fill('Mine')
    answers().update = refused('SCHEDULE_CHANGED')
    answers().get = scheduleOf({ name: 'Renamed elsewhere', revision: 4 })
    await button(page, 'Save schedule').click()
    const told = page.getByRole('alert').filter({ hasText: 'What you typed is still here.' })
    await told.waitFor()
    expect(await page.evaluate('document.activeElement.className')).toBe('form-problem')
    await page.reload()
    await nameField(page).waitFor()
    expect(await nameField(page).inputValue()).toBe('Mine')
    await button(page, 'Save schedule').click()
    await told.waitFor()
    expect(calls('update').map(([, , , , known]) => known)).toEqual([
      { revision: 3 },
      { revision: 3 },
    ])
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      link(page, 'See it as it is now (new tab)').click(),
    ])
    await heading(tab, 'Renamed elsewhere').waitFor()
    const mine = scheduleOf({ name: 'Mine', revision: 5 })
    answers().update = { schedule: mine, webhookSecret: null }
    answers().get = mine
    await button(page, 'Save mine in its place').click()
    await heading(page, 'Mine').waitFor()
    expect(calls('update').at(-1)?.[4]).toEqual({})
  })

  it('takes no more while it is being saved', async () => {
    const page = await visit(`${OVERVIEW}&edit`)
    await nameField(page).fill('Saved')
    const { letGo } = await holding(page, `**/schedules/${SCHEDULE_ID}`, 'PUT')
    await page.keyboard.press('Enter')
    await button(page, 'Saving…').waitFor()
    await page.keyboard.type(' and more')
    expect(await nameField(page).inputValue()).toBe('Saved')
    answers().update = refused('DATABASE_UNAVAILABLE')
    letGo()
    await page.getByRole('alert').filter({ hasText: 'Mend DATABASE_UNAVAILABLE.' }).waitFor()
    await nameField(page).click()
    await page.keyboard.press('End')
    await page.keyboard.type(' again')
    expect(await nameField(page).inputValue()).toBe('Saved again')
  })

  it('is kept where “Discard” is opened in another tab, and gone where it is chosen', async () => {
    const page = await visit(`${OVERVIEW}&edit`)
    await nameField(page).fill('Typed')
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      link(page, 'Discard').click({ modifiers: ['ControlOrMeta'] }),
    ])
    await tab.close()
    await page.reload()
    await nameField(page).waitFor()
    expect(await nameField(page).inputValue()).toBe('Typed')
    await link(page, 'Discard').click()
    await link(page, 'Edit').click()
    await nameField(page).waitFor()
    expect(await nameField(page).inputValue()).toBe(SCHEDULE.name)
  })
})

it('a pause that fails keeps its note, and says why', async () => {
  const page = await visit(OVERVIEW)
  await button(page, 'Pause…').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Note').fill('Holidays')
  answers().pause = refused('TEMPORAL_UNAVAILABLE')
  await button(page, 'Pause schedule').click()
  await dialog.getByRole('alert').filter({ hasText: 'Mend TEMPORAL_UNAVAILABLE.' }).waitFor()
  expect(await dialog.getByLabel('Note').inputValue()).toBe('Holidays')
  answers().pause = scheduleOf({ state: 'PAUSED', note: 'Holidays', nextTimes: [] })
  answers().get = answers().pause
  await button(page, 'Pause schedule').click()
  await button(page, 'Resume').waitFor()
  expect(await dialog.count()).toBe(0)
})

describe('a page that is left open', () => {
  it('shows the run that became due, and when it is due next', async () => {
    const due = new Date(Date.now() + 2_000).toISOString()
    answers().get = scheduleOf({ nextTimes: [due] })
    answers().runs = { runs: [], next: null }
    const page = await visit(OVERVIEW)
    await page.getByText('It has not been due yet.').waitFor()
    const next = scheduleOf({ nextTimes: ['2027-03-28T05:00:00.000Z'] })
    answers().get = next
    answers().runs = { runs: [runOf({ outcome: 'PENDING', rows: null })], next: null }
    await history(page).getByText('Under way').waitFor()
    await page.getByText('Sun 28 Mar 2027, 07:00').first().waitFor()
  })

  it('shows that a schedule paused itself some seconds after its run failed', async () => {
    answers().get = scheduleOf()
    answers().runs = { runs: [runOf({ outcome: 'PENDING', rows: null })], next: null }
    const page = await visit(OVERVIEW)
    await history(page).getByText('Under way').waitFor()
    const lookedAt = page.waitForResponse((answer) => answer.url().endsWith(SCHEDULE_ID))
    answers().runs = { runs: [runOf({ outcome: 'FAILED', rows: null })], next: null }
    await history(page).getByText('Failed').waitFor()
    await lookedAt
    answers().get = scheduleOf({ state: 'PAUSED', note: 'Three failed.', nextTimes: [] })
    await page.getByText('Three failed.').waitFor()
  })
})
