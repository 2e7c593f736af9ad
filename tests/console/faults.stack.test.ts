/** The page where answers are bad, late or of another time, and where several tabs are open. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { RequestedExport } from '../../contract/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { eventually } from '../support/eventually.ts'
import { exportsPage } from '../support/exportsPage.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { completedJob, failedJob, JOB_ID, jobOf } from '../support/requestedJobs.ts'
import { openVisitors, type Visitors } from '../support/visitors.ts'

const { DEMO_ADMIN_ID, DEMO_CLIENT_ID } = sampleUsers

let pipeline: Pipeline
let visitors: Visitors

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 100 })
  await pipeline.start('api')
  visitors = await openVisitors(pipeline)
}, 120_000)
afterAll(async () => {
  await visitors.close()
  await pipeline.dispose()
})

const LIST = /\/exports\?/
const REQUEST = /\/exports$/

/** Answers calls to these addresses in the API's place. */
async function answer(page: Page, address: RegExp, body: object, status = 200): Promise<void> {
  await page.route(address, (route) => route.fulfill({ status, json: body }))
}

function problem(code: string, detail: string, field?: string) {
  const failure = { code, message: detail, remedy: 'Do so.', ...(field ? { field } : {}) }
  return { code, detail, remedy: 'Do so.', instance: 'req-1', errors: [failure] }
}

/** An administrator at a page that lists these jobs. */
async function pageWith(...jobs: object[]): Promise<Page> {
  const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
  await page.getByRole('heading', { name: 'Your exports' }).waitFor()
  await answer(page, LIST, { jobs, next: null })
  await page.reload()
  return page
}

/** As when its tab is chosen again. */
async function lookBackAt(page: Page): Promise<void> {
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
}

/** Words of the element that has the focus. */
async function focused(page: Page): Promise<string> {
  const words = await page.evaluate('document.activeElement.innerText')
  return String(words).replaceAll(/\s+/g, ' ')
}

const saysAloud = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words }).waitFor()

describe('who is signed in', () => {
  it('sees nothing of another, also in a tab that the other left open', async () => {
    const page = await pageWith(jobOf({ title: 'Of the administrator' }))
    const types = (of: Page) =>
      exportsPage(of).form.getByRole('group', { name: 'What to export' }).innerText()
    await exportsPage(page).card('Of the administrator').says('Queued')
    expect(await types(page)).toContain('Scopes of work')

    // This tab asks for its list as soon as it knows who is signed in now.
    const held = Promise.withResolvers<void>()
    await page.unroute(LIST)
    await page.route(LIST, async (route) => {
      await held.promise
      await route.continue()
    })
    const other = await page.context().newPage()
    await other.goto(`/#token=${await pipeline.tokenOf(DEMO_CLIENT_ID)}`)
    await other.getByText(/^No exports yet/).waitFor()
    await lookBackAt(page)
    await page.getByRole('banner').getByText('Client').waitFor()
    expect(await exportsPage(page).card('Of the administrator').article.count()).toBe(0)
    expect(await types(page)).toBe(await types(other))
    held.resolve()
    await page.getByText(/^No exports yet/).waitFor()
  })

  it('is told that the token of an address was refused, and stays signed in', async () => {
    const page = await pageWith()
    await page.goto('/?again#token=nonsense')
    const alert = page.getByRole('alert').filter({ hasText: 'You stay signed in as before.' })
    await alert.waitFor()
    expect(await alert.innerText()).toContain('The token is no JWT that can be read.')
    expect(await page.getByRole('heading', { name: 'Sign in' }).count()).toBe(0)
  })
})

describe('the page', () => {
  it('shows times in UTC where the browser does not know the zone', async () => {
    const page = await pageWith(jobOf({ title: 'Zoned' }))
    const { id, role, webUiUrl } = { id: DEMO_ADMIN_ID, role: 'ADMIN', webUiUrl: null }
    await answer(page, /\/me$/, { id, role, webUiUrl, timeZone: 'Berlin' })
    await page.reload()
    await exportsPage(page).card('Zoned').says('26 Nov 2026, 05:00 UTC')
  })

  it('says that it met something unknown instead of going blank', async () => {
    const page = await pageWith({ ...jobOf(), status: 'NEW' })
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain(
      'This page met something that it does not understand.',
    )
    await page.unroute(LIST)
    await alert.getByRole('button', { name: 'Load the page again' }).click()
    await page.getByText(/^No exports yet/).waitFor()
  })

  it('goes nowhere by an address that is none', async () => {
    const page = await pageWith()
    await page.goto('/?next=/exports/%25E0/download')
    await page.getByRole('heading', { name: 'Your exports' }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })
})

describe('the form', () => {
  it('keeps the focus in the sort while keys change it, and offers no column twice', async () => {
    const page = await pageWith()
    const exports = exportsPage(page)
    const { form } = exports
    await exports.open('Sort')
    const add = form.getByRole('button', { name: 'Add sort column' })
    await add.click()
    const first = form.getByLabel('Sort by')
    const before = await first.inputValue()
    await first.focus()
    await page.keyboard.press('ArrowDown')
    expect(await first.inputValue()).not.toBe(before)
    expect(await first.and(page.locator(':focus')).count()).toBe(1)
    await add.click()
    const offered = await form.getByLabel('Then by (2)').getByRole('option').all()
    const values = await Promise.all(offered.map((option) => option.getAttribute('value')))
    expect(values).toContain(before)
    expect(values).not.toContain(await first.inputValue())
    await form
      .getByRole('button', { name: /^Remove .* from the sort$/ })
      .first()
      .click()
    expect(await focused(page)).toMatch(/^Sort/)
  })

  it('leads to what is wrong with the columns, and says it', async () => {
    const page = await pageWith()
    const refusal = problem('INVALID_REQUEST', 'columns has no entry.', 'columns')
    await page.route(REQUEST, (route) => route.fulfill({ status: 422, json: refusal }))
    await exportsPage(page).request()
    await eventually(async () => {
      expect(await focused(page)).toBe('This has no entry. Do so.')
    })
  })

  it('shows what came of a request though something was typed meanwhile', async () => {
    const page = await pageWith()
    const exports = exportsPage(page)
    const asked = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    await page.route(REQUEST, async (route) => {
      asked.resolve()
      await held.promise
      const json = problem('TOO_MANY_OPEN_JOBS', 'You have 20 open exports.')
      await route.fulfill({ status: 429, json })
    })
    await exports.request()
    await asked.promise
    await exports.form.getByRole('textbox', { name: 'Title' }).fill('Next')
    held.resolve()
    await exports.form.getByRole('alert').filter({ hasText: 'You have 20 open exports.' }).waitFor()
  })

  it('says what of a template it can’t ask for again', async () => {
    const request = { type: 'SOW', fileType: 'CSV', filters: { colour: 'red' }, columns: ['gone'] }
    const page = await pageWith(
      completedJob({}, { request: request as RequestedExport['request'] }),
    )
    const exports = exportsPage(page)
    await exports.card('Scopes of work').button('Use as template').click()
    await exports.form.getByText('filter Colour, column Gone').waitFor()
    await exports.form.getByText(/^Columns [1-9]/).waitFor()
  })

  it('keeps the focus where filters are cleared', async () => {
    const page = await pageWith()
    const exports = exportsPage(page)
    await exports.open('Filters')
    await exports.form.getByRole('searchbox', { name: 'Search' }).fill('x')
    await exports.form.getByRole('button', { name: 'Clear filters' }).click()
    expect(await focused(page)).toBe('Filters None: all rows')
  })
})

describe('what was typed', () => {
  it('outlives the session, but no sign-out', async () => {
    const page = await pageWith()
    const title = exportsPage(page).form.getByRole('textbox', { name: 'Title' })
    const signIn = async () => {
      await page.getByLabel('Access token').fill(await pipeline.tokenOf(DEMO_ADMIN_ID))
      await page.getByRole('button', { name: 'Sign in' }).click()
    }
    await title.fill('Half done')
    await page.context().clearCookies()
    await lookBackAt(page)
    await signIn()
    await title.waitFor()
    expect(await title.inputValue()).toBe('Half done')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn()
    await title.waitFor()
    expect(await title.inputValue()).toBe('')
  })
})

describe('a job', () => {
  it('that was retried in another tab can be cancelled again', async () => {
    const page = await pageWith(jobOf())
    const card = exportsPage(page).card('Scopes of work')
    await answer(page, /\/cancel$/, jobOf(), 202)
    await card.button('Cancel').click()
    await card.says('Cancelling…')
    await answer(page, LIST, { jobs: [jobOf({ attempt: 2 })], next: null })
    await lookBackAt(page)
    await card.says(/2 tries/)
    await card.button('Cancel').waitFor()
  })

  it('is asked for anew where what was to be done is refused', async () => {
    const page = await pageWith(failedJob())
    const card = exportsPage(page).card('Scopes of work')
    await card.says('Failed')
    await answer(page, /\/retry$/, problem('WRONG_STATUS', 'The export is under way.'), 409)
    await answer(page, LIST, { jobs: [jobOf({ attempt: 2 })], next: null })
    await card.button('Retry').click()
    await card.says('The export is under way.')
    await card.button('Retry').waitFor({ state: 'detached' })
  })

  it('shows what the last action met, and none that was met before', async () => {
    const page = await pageWith(failedJob())
    const card = exportsPage(page).card('Scopes of work')
    await page.route(new RegExp(`/exports/${JOB_ID}$`), (route) =>
      route.fulfill({ status: 503, json: problem('STORAGE_UNAVAILABLE', 'No storage.') }),
    )
    await card.button('Remove').click()
    await page.getByRole('button', { name: 'Remove export' }).click()
    await card.says('No storage.')
    await answer(page, /\/retry$/, failedJob({ attempt: 2 }), 202)
    await card.button('Retry').click()
    await card.article.getByRole('alert').waitFor({ state: 'detached' })
  })

  it('that ends leaves the list of those under way, and is heard of', async () => {
    const page = await pageWith(jobOf())
    const ended = Promise.withResolvers<void>()
    const body = `event: end\ndata: ${JSON.stringify(completedJob())}\n\n`
    await page.route(/\/exports\/events/, async (route) => {
      await ended.promise
      await route.fulfill({ contentType: 'text/event-stream', body })
    })
    await answer(page, new RegExp(`/exports/${JOB_ID}$`), completedJob())
    await page.getByLabel('Status shown').selectOption({ label: 'Queued or running' })
    const card = exportsPage(page).card('Scopes of work')
    await card.says('Queued')
    await card.article.getByRole('heading').focus()
    ended.resolve()
    await saysAloud(page, '“Scopes of work” is ready: 4,950 rows.')
    await card.article.waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('Your exports')
  })
})
