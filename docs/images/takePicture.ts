/**
 * Takes the README's picture of the page, with `npm start -- --rows 1000000` running beside it: as staff,
 * with an export that is ready, one that failed and one under way. With fewer rows the PDF does not fail,
 * and the last export may be over too soon to be seen.
 */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import type { ExportPage } from '../../contract/index.ts'
import { apiClient } from '../../tests/support/apiClient.ts'
import { startBrowser } from '../../tests/support/browser.ts'

const ENV_FILE = resolve(import.meta.dirname, '../../.stack/env')
const PICTURE = join(import.meta.dirname, 'page.png')
const READY = { type: 'RFP', fileType: 'CSV', title: 'Requests for proposal, 2026' }
const FAILED = { type: 'SOW', fileType: 'PDF', title: 'Scopes of work to print' }
const RUNNING = { title: 'Scopes of work, all columns' }

const { API_URL, DEMO_STAFF_TOKEN } = z
  .object({ API_URL: z.string(), DEMO_STAFF_TOKEN: z.string() })
  .parse(parseEnv(await readFile(ENV_FILE, 'utf8')))
const staff = apiClient(API_URL, DEMO_STAFF_TOKEN)

/** Those of pictures that were taken before. */
async function removeEarlier(): Promise<void> {
  const titles = [READY, FAILED, RUNNING].map(({ title }) => title)
  const { body } = await staff.call('GET', '/exports?limit=100')
  const ours = (body as ExportPage).jobs.filter(({ title }) => titles.includes(title))
  await Promise.all(ours.map(({ id }) => staff.call('DELETE', `/exports/${id}`)))
}

/** Asks for an export and waits until it is over, however it ends. */
async function finished(request: object): Promise<void> {
  const id = await staff.request(request)
  await staff.events(`/exports/${id}/events`)
}

/** Asks for every column in the form, and waits until the file is being written. */
async function startInForm(page: Page): Promise<void> {
  const form = page.getByRole('region', { name: 'New export' })
  await form.getByRole('textbox', { name: 'Title' }).fill(RUNNING.title)
  await form.getByText('Columns', { exact: true }).click()
  for (const column of await form.getByRole('checkbox', { name: /^Include / }).all()) {
    await column.check()
  }
  await form.getByText('Columns', { exact: true }).click()
  await form.getByRole('button', { name: 'Request export' }).click()
  const article = page.getByRole('article', { name: RUNNING.title })
  await article.waitFor()
  await form.getByRole('textbox', { name: 'Title' }).fill('')
  await article.getByText('Writing the file').waitFor()
  await article.getByText(/^[1-9][\d,]* of [\d,]+ rows/).waitFor()
}

await removeEarlier()
await finished({ ...READY, filters: { createdFrom: '2026-01-01' } })
await finished(FAILED)
const { browser, close } = await startBrowser()
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 880 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  await page.goto(`${API_URL}/#token=${DEMO_STAFF_TOKEN}`)
  await startInForm(page)
  await page.evaluate('scrollTo(0, 0)')
  await page.screenshot({ path: PICTURE })
} finally {
  await close()
}
