/** The page can be used by everybody: in each state, in light and in dark, and on a phone. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { sampleUsers } from '../../stack/sample/index.ts'
import { type ApiClient, apiClient } from '../support/apiClient.ts'
import { eventually } from '../support/eventually.ts'
import { expectForEverybody } from '../support/everybody.ts'
import { exportsPage } from '../support/exportsPage.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'
import { openVisitors, type Visitors } from '../support/visitors.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID } = sampleUsers
const SOW = { type: 'SOW', fileType: 'CSV' }

let pipeline: Pipeline
let visitors: Visitors
let admin: ApiClient

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 300 })
  await Promise.all([
    pipeline.start('api', { TEMPORAL_UI_URL: 'http://127.0.0.1:8233' }),
    pipeline.start('worker', { EXPORT_PDF_MAX_ROWS: '50' }),
    pipeline.start('bridge'),
  ])
  admin = apiClient(pipeline.apiUrl, await pipeline.tokenOf(DEMO_ADMIN_ID))
  visitors = await openVisitors(pipeline)
}, 120_000)
afterAll(async () => {
  await visitors.close()
  await pipeline.dispose()
})

it('can be used by everybody before sign-in, also after a refusal', async () => {
  const page = await visitors.visit()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await expectForEverybody(page)
  await page.getByLabel('Access token').fill('%')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await expectForEverybody(page)
})

it('can be used by everybody with nothing asked for, and with the whole form open', async () => {
  const page = await visitors.visit({ userId: DEMO_STAFF_ID })
  const { form, open } = exportsPage(page)
  await page.getByText(/^No exports yet\./).waitFor()
  await form.getByLabel('Estimate').waitFor()
  await expectForEverybody(page)
  for (const section of ['Filters', 'Columns', 'Sort', 'More options']) await open(section)
  await open('Client')
  await form.getByRole('group', { name: 'Client' }).getByRole('checkbox').first().check()
  await form.getByRole('button', { name: 'Add sort column' }).click()
  await form.getByLabel('Total Amount at least').fill('abc')
  await form.getByText(/not a valid value/).waitFor()
  await expectForEverybody(page)
  await form.getByRole('button', { name: 'Rename Services' }).click()
  await page.getByRole('dialog').waitFor()
  await expectForEverybody(page)
})

it('can be used by everybody while exports run, and with those that are over', async () => {
  const long = `${'A title as long as a title may be, '.repeat(5)}and on`
  await pipeline.untilOver(await admin.request({ ...SOW, title: long }))
  await pipeline.untilOver(await admin.request({ ...SOW, fileType: 'PDF', title: 'Failed one' }))
  const writing = pipeline.s3.hold(S3Request.UPLOAD_PART, '/exports/')
  await admin.request({ ...SOW, title: 'Running one' })
  const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
  const { card } = exportsPage(page)
  await card('Running one').says('Writing the file')
  await card('Failed one').says('Failed')
  for (const opener of await page.getByText('Details').all()) await opener.click()
  await expectForEverybody(page)
  await card('Failed one').button('Remove').click()
  await page.getByRole('dialog').waitFor()
  await expectForEverybody(page)
  writing.release()
})

it('shows everything at 320 pixels, as at a zoom of 400 %', async () => {
  const page = await visitors.visit({
    userId: DEMO_STAFF_ID,
    viewport: { width: 320, height: 256 },
  })
  const { form, open } = exportsPage(page)
  for (const section of ['Filters', 'Columns', 'Sort', 'More options']) await open(section)
  await form.getByRole('button', { name: 'Add sort column' }).click()
  await eventually(async () => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  })
})

it('makes no browser complain, of its policy or else', () => {
  expect(visitors.faults()).toEqual([])
})
