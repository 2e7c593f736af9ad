/** What becomes of exports, as the page shows it: cancelled, failed, and while the API is away. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Child } from '../../stack/child.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { type ApiClient, apiClient } from '../support/apiClient.ts'
import { exportsPage } from '../support/exportsPage.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'
import { openVisitors, type Visitors } from '../support/visitors.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID } = sampleUsers

let pipeline: Pipeline
let visitors: Visitors
let api: Child
let worker: Child
let admin: ApiClient

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 3_000 })
  const started = await Promise.all([
    pipeline.start('api'),
    pipeline.start('worker', { EXPORT_PDF_MAX_ROWS: '50' }),
    pipeline.start('bridge'),
  ])
  api = started[0]
  worker = started[1]
  admin = apiClient(pipeline.apiUrl, await pipeline.tokenOf(DEMO_ADMIN_ID))
  visitors = await openVisitors(pipeline)
}, 120_000)
afterAll(async () => {
  await visitors.close()
  await pipeline.dispose()
})

describe('an export', () => {
  it('that is cancelled while it runs says so, and its record too', async () => {
    const writing = pipeline.s3.hold(S3Request.UPLOAD_PART, '/exports/')
    const id = await admin.request({ type: 'SOW', fileType: 'CSV', title: 'Not wanted' })
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const card = exportsPage(page).card('Not wanted')
    await card.says('Writing the file')
    await card.button('Cancel').click()
    await card.says('Cancelled')
    writing.release()
    await card.says('This export was cancelled.')
    await page.getByRole('status').filter({ hasText: '“Not wanted” is cancelled.' }).waitFor()
    expect(await pipeline.job(id)).toMatchObject({ status: 'CANCELLED', objectKey: null })
    expect(await card.button('Download').count()).toBe(0)
  })

  it('that fails says what to do, and is made by a retry once that is done', async () => {
    await admin.request({ type: 'SOW', fileType: 'PDF', title: 'Long' })
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const card = exportsPage(page).card('Long')
    await card.says('Failed')
    await card.says(
      `The export has ${pipeline.visibleRows.toLocaleString('en')} rows, which exceeds`,
    )
    await card.says(/Choose XLSX or CSV, or narrow the filters\./)
    await worker.stop()
    worker = await pipeline.start('worker')
    await card.button('Retry').click()
    await card.says('Ready')
    await card.says(/2 tries/)
    expect(await card.button('Download').count()).toBe(1)
  })

  it('whose file expired while the page was open says so once, when it is pressed', async () => {
    const id = await admin.request({ type: 'RFP', fileType: 'CSV', title: 'Too late' })
    await pipeline.untilOver(id)
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const card = exportsPage(page).card('Too late')
    await card.says('Ready')
    await pipeline.sql.query(
      `UPDATE "ExportJob" SET "expiresAt" = now() - interval '1 s' WHERE "id" = $1`,
      [id],
    )
    await card.button('Download').click()
    await card.says('Expired')
    await card.says('The file is no longer kept. Ask again to get the rows of today.')
    expect(await card.article.getByRole('alert').count()).toBe(0)
    expect(await card.button('Ask again').count()).toBe(1)
  })

  it('leaves the list once its removal was confirmed', async () => {
    const id = await admin.request({ type: 'RFP', fileType: 'CSV', title: 'Old' })
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const card = exportsPage(page).card('Old')
    await card.button('Remove').click()
    const dialog = page.getByRole('dialog', { name: 'Remove “Old”?' })
    // The focus is on the button that harms nothing.
    expect(await dialog.locator(':focus').innerText()).toBe('Keep it')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await card.button('Remove').click()
    await dialog.getByRole('button', { name: 'Remove export' }).click()
    await card.article.waitFor({ state: 'detached' })
    await page.getByRole('status').filter({ hasText: '“Old” is removed.' }).waitFor()
    const { status } = await admin.call('GET', `/exports/${id}`)
    expect(status).toBe(404)
  })
})

describe('the page', () => {
  it('is empty where nothing was asked for, and says that it loads', async () => {
    const page = await visitors.visit({ userId: DEMO_STAFF_ID })
    await page.getByText(/^No exports yet\./).waitFor()
    const held = Promise.withResolvers<void>()
    await page.route(/\/(exports\?|export-types)/, async (route) => {
      await held.promise
      await route.continue()
    })
    await page.reload()
    await page.getByText('Loading your exports…').waitFor()
    await page.getByText('Loading what can be exported…').waitFor()
    held.resolve()
    await page.getByText(/^No exports yet\./).waitFor()
    await exportsPage(page).form.getByRole('button', { name: 'Request export' }).waitFor()
  })

  it('says that the API is away, and goes on by itself when it is back', async () => {
    const writing = pipeline.s3.hold(S3Request.UPLOAD_PART, '/exports/')
    await admin.request({ type: 'SOW', fileType: 'CSV', title: 'Outlives' })
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const { card, form, request } = exportsPage(page)
    await card('Outlives').says('Writing the file')
    await api.stop()
    const list = page.getByRole('region', { name: 'Your exports' })
    const away = 'The export service does not answer.'
    await list.getByRole('alert').filter({ hasText: away }).waitFor()
    await form.getByRole('textbox', { name: 'Title' }).fill('Sent twice')
    await request()
    await form.getByRole('alert').filter({ hasText: away }).waitFor()
    api = await pipeline.start('api')
    await list.getByRole('alert').waitFor({ state: 'detached' })
    await request()
    await card('Sent twice').article.waitFor()
    expect(await page.getByRole('article', { name: 'Sent twice' }).count()).toBe(1)
    writing.release()
    await card('Outlives').says('Ready')
  })

  it('says to whoever asks too much what to wait for', async () => {
    await api.stop()
    api = await pipeline.start('api', { EXPORT_MAX_OPEN_JOBS: '1' })
    const writing = pipeline.s3.hold(S3Request.UPLOAD_PART, '/exports/')
    const page = await visitors.visit({ userId: DEMO_STAFF_ID })
    const { form, request, card } = exportsPage(page)
    await form.getByRole('radio', { name: 'CSV' }).check()
    await request()
    await card('Scopes of work').says('Writing the file')
    await form.getByRole('radio', { name: 'PDF' }).check()
    await request()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(
      /^You have 1 exports? waiting or running, .* Wait until one is done, or cancel one\./,
    )
    writing.release()
    await card('Scopes of work').says('Ready')
  })
})

it('makes no browser complain, of its policy or else', () => {
  expect(visitors.faults()).toEqual([])
})
