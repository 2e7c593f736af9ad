/** The pages about the API, in a real browser: what the strict policy forbids shows in its console. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { accessibilityFaults } from '../../tests/support/accessibility.ts'
import { type ApiWorld, apiWorld } from '../../tests/support/apiWorld.ts'
import { startBrowser, type TestBrowser } from '../../tests/support/browser.ts'

let world: ApiWorld
let address: string
let browser: TestBrowser
beforeAll(async () => {
  world = await apiWorld()
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  await world.app.close()
})

/** A page, and everything that went wrong on it. */
async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${address}${path}`)
  return { page, complaints }
}

it('shows the reference, with every operation, under the strict policy', async () => {
  const { page, complaints } = await open('/docs')
  const operation = page.locator('#operations-Exports-requestExport')
  await operation.waitFor()
  await operation.locator('.opblock-summary-control').click()
  await operation.getByText('IDEMPOTENCY_KEY_REUSED').waitFor()
  expect(await page.locator('.opblock').count()).toBe(30)
  expect(complaints).toEqual([])
})

it('shows what a code means where the type of a problem points', async () => {
  const { page, complaints } = await open('/errors#FILE_EXPIRED')
  const section = page.locator(':target')
  expect(await section.getByRole('heading').textContent()).toBe('FILE_EXPIRED: The file is gone')
  expect(await section.textContent()).toContain('Request the export again.')
  expect(await accessibilityFaults(page)).toEqual([])
  expect(complaints).toEqual([])
})
