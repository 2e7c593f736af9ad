/** Signing in and out in a browser, and who sees what. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { sampleUsers } from '../../stack/sample/index.ts'
import { apiClient } from '../support/apiClient.ts'
import { exportsPage } from '../support/exportsPage.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { openVisitors, type Visitors } from '../support/visitors.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID, DEMO_CLIENT_ID } = sampleUsers

let pipeline: Pipeline
let visitors: Visitors

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 300 })
  const webUi = { TEMPORAL_UI_URL: 'http://127.0.0.1:8233' }
  await Promise.all([
    pipeline.start('api', webUi),
    pipeline.start('bridge'),
    pipeline.start('worker'),
  ])
  visitors = await openVisitors(pipeline)
}, 120_000)
afterAll(async () => {
  await visitors.close()
  await pipeline.dispose()
})

const signInTitle = (page: Page) => page.getByRole('heading', { name: 'Sign in' })
const exportsTitle = (page: Page) => page.getByRole('heading', { name: 'Your exports' })

/** An export of the user's that is ready. */
async function readyExport(userId: string, title: string): Promise<string> {
  const client = apiClient(pipeline.apiUrl, await pipeline.tokenOf(userId))
  const id = await client.request({ type: 'RFP', fileType: 'CSV', title })
  await pipeline.untilOver(id)
  return id
}

describe('a token in the address', () => {
  it('signs in, leaves the address, outlives a reload, and ends with sign-out', async () => {
    const page = await visitors.visit({ userId: DEMO_STAFF_ID })
    await exportsTitle(page).waitFor()
    expect(page.url()).toBe(`${pipeline.apiUrl}/`)
    await page.reload()
    await exportsTitle(page).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signInTitle(page).waitFor()
    await page.reload()
    await signInTitle(page).waitFor()
    expect(await page.context().cookies()).toEqual([])
  })

  it('signs in also where the answer to who is signed in is late', async () => {
    const page = await visitors.visit()
    await signInTitle(page).waitFor()
    const signedIn = Promise.withResolvers<void>()
    let isSignedIn = false
    page.on('response', (response) => {
      if (!response.url().endsWith('/session')) return
      isSignedIn = true
      signedIn.resolve()
    })
    await page.route('**/me', async (route) => {
      if (isSignedIn) return route.continue()
      await signedIn.promise
      // Long enough for the page to ask again.
      await page.waitForTimeout(300)
      return route.fulfill({ status: 401 })
    })
    await page.goto(`/?late#token=${await pipeline.tokenOf(DEMO_STAFF_ID)}`)
    await exportsTitle(page).waitFor()
  })

  it.each([
    ['is none', 'holds no bearer token', () => '%'],
    [
      'was changed',
      'has a wrong signature',
      async () => `${await pipeline.tokenOf(DEMO_STAFF_ID)}x`,
    ],
    ['is over', 'has expired', () => pipeline.tokenOf(DEMO_STAFF_ID, '-1 minute')],
  ])('that %s is told, and another can be pasted', async (_, told, make) => {
    const page = await visitors.visit({ path: `/#token=${await make()}` })
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain(
      `${told}. Open this page from Connexus again, or paste another token.`,
    )
    expect(page.url()).toBe(`${pipeline.apiUrl}/`)
    await page.getByLabel('Access token').fill(await pipeline.tokenOf(DEMO_STAFF_ID))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await exportsTitle(page).waitFor()
  })
})

describe('a session', () => {
  it('that another begins in a second tab is theirs in the first one too', async () => {
    await readyExport(DEMO_STAFF_ID, 'Of the first')
    const first = await visitors.visit({ userId: DEMO_STAFF_ID })
    await exportsPage(first).card('Of the first').says('Ready')
    const second = await first.context().newPage()
    await second.goto(`/#token=${await pipeline.tokenOf(DEMO_CLIENT_ID)}`)
    await exportsTitle(second).waitFor()
    await exportsPage(first).card('Of the first').article.waitFor({ state: 'detached' })
    await exportsTitle(first).waitFor()
    await second.getByRole('button', { name: 'Sign out' }).click()
    await signInTitle(first).waitFor()
  })

  it('that ended is told, and what was typed is there after the next sign-in', async () => {
    const page = await visitors.visit({ userId: DEMO_STAFF_ID })
    const title = page.getByRole('textbox', { name: 'Title', exact: true })
    await title.fill('Half typed')
    await page.context().clearCookies()
    await exportsPage(page).request()
    await page.getByText('Your session has ended. Sign in again: what you typed is kept.').waitFor()
    await page.getByLabel('Access token').fill(await pipeline.tokenOf(DEMO_STAFF_ID))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await exportsTitle(page).waitFor()
    expect(await title.inputValue()).toBe('Half typed')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signInTitle(page).waitFor()
    expect(await page.getByText('Your session has ended.').count()).toBe(0)
  })
})

describe('an address of a file', () => {
  it('leads to sign-in, and from there to the file', async () => {
    const id = await readyExport(DEMO_STAFF_ID, 'From a mail')
    const page = await visitors.visit({ path: `/exports/${id}/download` })
    await signInTitle(page).waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByLabel('Access token').fill(await pipeline.tokenOf(DEMO_STAFF_ID))
    await page.getByRole('button', { name: 'Sign in' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/^RFP-[\d-]+-\w+\.csv$/)
    await exportsPage(page).card('From a mail').says('Ready')
  })

  it('gives nothing to others, who see none of one’s exports', async () => {
    const id = await readyExport(DEMO_STAFF_ID, 'Of staff')
    await readyExport(DEMO_CLIENT_ID, 'Of a client')
    const staff = await visitors.visit({ userId: DEMO_STAFF_ID })
    const client = await visitors.visit({ userId: DEMO_CLIENT_ID })
    await exportsPage(staff).card('Of staff').says('Ready')
    await exportsPage(client).card('Of a client').says('Ready')
    expect(await exportsPage(staff).card('Of a client').article.count()).toBe(0)
    expect(await exportsPage(client).card('Of staff').article.count()).toBe(0)

    const downloads: unknown[] = []
    client.on('download', (download) => downloads.push(download.url()))
    const answer = await client.goto(`/exports/${id}/download`)
    expect(answer?.status()).toBe(404)
    expect(await client.locator('body').innerText()).toContain('no such export among yours')
    await client.goto(`/?next=/exports/${id}/download`)
    await client.getByRole('alert').waitFor()
    expect(await client.getByRole('alert').innerText()).toContain(
      'There is no such export among yours.',
    )
    expect(downloads).toEqual([])
  })
})

describe('what Connexus says of a user', () => {
  it('opens Temporal Web UI to administrators alone', async () => {
    for (const [userId, isShown] of [
      [DEMO_ADMIN_ID, true],
      [DEMO_STAFF_ID, false],
      [DEMO_CLIENT_ID, false],
    ] as const) {
      await readyExport(userId, 'In Web UI')
      const page = await visitors.visit({ userId })
      const { article } = exportsPage(page).card('In Web UI')
      await article.getByText('Details', { exact: false }).first().click()
      const links = page.getByRole('link', { name: 'Temporal Web UI' })
      const addresses = await Promise.all(
        (await links.all()).map((link) => link.getAttribute('href')),
      )
      const start = 'http://127.0.0.1:8233/namespaces/'
      expect(addresses.every((address) => address?.startsWith(start))).toBe(true)
      expect(addresses).toHaveLength(isShown ? 2 : 0)
    }
  })

  it('ends what they can do when they are deactivated, and says so', async () => {
    const page = await visitors.visit({ userId: DEMO_CLIENT_ID })
    // The form is there only once the types were read: to somebody inactive they are not told.
    await page.getByRole('button', { name: 'Request export' }).waitFor()
    const setActive = (isActive: boolean) =>
      pipeline.sql.query('UPDATE "Users" SET "isActive" = $2 WHERE "id" = $1', [
        DEMO_CLIENT_ID,
        isActive,
      ])
    await setActive(false)
    try {
      await exportsPage(page).request()
      const alerts = page.getByRole('alert')
      await alerts.first().waitFor()
      expect(await alerts.first().innerText()).toContain('Your account is inactive.')
      await page.reload()
      await alerts.first().waitFor()
      expect(await alerts.first().innerText()).toContain('Your account is inactive.')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await signInTitle(page).waitFor()
    } finally {
      await setActive(true)
    }
  })
})

it('makes no browser complain, of its policy or else', () => {
  expect(visitors.faults()).toEqual([])
})
