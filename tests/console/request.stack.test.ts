/** Asking for an export in a browser, watching it, and opening the file: what plain SQL gives. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { Locator, Page } from 'playwright-core'
import { read, utils } from 'xlsx'
import { sampleUsers } from '../../stack/sample/index.ts'
import { eventually } from '../support/eventually.ts'
import { exportsPage } from '../support/exportsPage.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'
import { openVisitors, type Visitors } from '../support/visitors.ts'
import { whileHeld } from '../support/whileHeld.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID } = sampleUsers
const TITLE = 'Acme in force'

let pipeline: Pipeline
let visitors: Visitors

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 3_000 })
  await Promise.all([pipeline.start('api'), pipeline.start('bridge'), pipeline.start('worker')])
  visitors = await openVisitors(pipeline)
}, 120_000)
afterAll(async () => {
  await visitors.close()
  await pipeline.dispose()
})

interface Row {
  amount: string
  scope: string
  service: string
}

/** Active scopes of work, the newest change first; of one client, or of one service for a user. */
async function rowsInSql(of: { client: string } | { service: string; userId: string }) {
  const [condition, values] =
    'client' in of
      ? ['client."clientName" = $1', [of.client]]
      : [
          `service."servicesName" = $1
           AND client."id" IN (SELECT "clientId" FROM "UserClient" WHERE "userId" = $2)`,
          [of.service, of.userId],
        ]
  const { rows } = await pipeline.sql.query<Row>(
    `SELECT coalesce(version."totalAmount"::text, '') AS amount, scope."scopeName" AS scope,
            service."servicesName" AS service
       FROM "ScopeOfWork" scope JOIN "Services" service ON service."id" = scope."serviceId"
       JOIN "Client" client ON client."id" = scope."clientId"
       LEFT JOIN "ScopeOfWorkVersion" version
         ON version."scopeOfWorkId" = scope."id" AND version."isCurrent"
      WHERE scope."deletedAt" IS NULL AND scope."scopeOfWorkStatus" = 'ACTIVE' AND ${condition}
      ORDER BY scope."updatedAt" DESC, scope."id"`,
    values,
  )
  return rows
}

async function downloaded(page: Page, start: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), start()])
  return await readFile(await download.path())
}

describe('an export', () => {
  it('is asked for by mouse, watched while it moves, and downloaded', async () => {
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const exports = exportsPage(page)
    const { form } = exports
    await form.getByRole('radio', { name: 'Scopes of work', exact: true }).check()
    await form.getByRole('radio', { name: 'CSV' }).check()
    await form.getByRole('textbox', { name: 'Title' }).fill(TITLE)
    await exports.open('Filters')
    await form.getByRole('group', { name: 'Status' }).getByLabel('Active').check()
    await exports.open('Client')
    await form.getByLabel('Search Client').fill('acm')
    await form.getByRole('checkbox', { name: 'Acme', exact: true }).check()
    await exports.open('Columns')
    for (const left of ['Uploaded By', 'Uploaded Date', 'Updated By', 'Updated Date']) {
      await form.getByRole('checkbox', { name: `Include ${left}` }).uncheck()
    }
    await form.getByRole('checkbox', { name: 'Include Total Amount' }).check()
    const before = await exports.columns()
    await dragAbove(page, exports.column('Status'), exports.column('Services'))
    const others = before.filter((heading) => heading !== 'Status')
    await eventually(async () => {
      expect(await exports.columns()).toEqual(['Status', ...others])
    })
    await form.getByRole('button', { name: 'Rename Scope Of Work Name' }).click()
    await page.getByRole('dialog').getByLabel('Heading').fill('Scope, in short')
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()

    await exports.open('More options')
    await form.getByRole('checkbox', { name: 'Formula guard' }).uncheck()

    const rows = await rowsInSql({ client: 'Acme' })
    await eventually(async () => {
      expect(await exports.estimatedRows()).toBe(String(rows.length))
    })
    const card = exports.card(TITLE)
    const notice = form.getByText(`“${TITLE}” is on its way.`)
    const writing = pipeline.s3.hold(S3Request.UPLOAD_PART, '/exports/')
    let reading = 0
    await whileHeld(pipeline.sql, async () => {
      await exports.request()
      await card.says('Running')
      await notice.waitFor()
      await card.says('Reading rows')
      reading = await card.percent()
    })
    await writing.reached
    await card.says('Writing the file')
    await eventually(async () => {
      expect(await card.percent()).toBeGreaterThan(reading)
    })
    writing.release()
    await card.says('Ready')
    await card.says(`${rows.length} rows`)
    await notice.waitFor({ state: 'detached' })
    const bytes = await downloaded(page, () => card.button('Download').click())
    expect(parse(bytes, { bom: true })).toEqual([
      ['Status', 'Services', 'Scope, in short', 'Total Amount'],
      ...rows.map(({ amount, service, scope }) => ['Active', service, scope, amount]),
    ])
  })

  it('is asked for with the keyboard alone, and heard of', async () => {
    const page = await visitors.visit({ userId: DEMO_STAFF_ID })
    const exports = exportsPage(page)
    const { form } = exports
    const keys = keyboard(page)
    await form.getByLabel('Estimate').waitFor()
    await keys.to(form.getByRole('radio', { name: 'Scopes of work', exact: true }))
    await keys.press('ArrowRight', 'ArrowLeft')
    await keys.to(form.getByRole('radio', { name: 'Excel' }))
    await keys.to(form.getByRole('textbox', { name: 'Title' }))
    await page.keyboard.type('By keys')

    await keys.to(exports.opener('Filters'))
    await keys.press('Enter')
    await keys.to(form.getByRole('group', { name: 'Status' }).getByLabel('Active'))
    await keys.press('Space')
    await keys.to(exports.opener('Services'))
    await keys.press('Enter')
    await keys.to(form.getByLabel('Search Services'))
    await page.keyboard.type('hr')
    await form.getByRole('checkbox', { name: 'HR, payroll' }).waitFor()
    await keys.to(form.getByRole('checkbox', { name: 'HR, payroll' }))
    await keys.press('Space')

    await keys.to(exports.opener('Columns'))
    await keys.press('Enter')
    await keys.to(exports.column('Services'))
    // On the handle Enter picks the column up, and drops it after the next one.
    await keys.press('ArrowRight', 'Enter', 'ArrowDown', 'Enter')
    await eventually(async () => {
      expect((await exports.columns()).slice(0, 2)).toEqual(['Scope Of Work Name', 'Services'])
    })
    await keys.at(exports.column('Services'))
    await keys.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter')
    await page.keyboard.type('Service')
    await keys.press('Enter')
    await keys.at(exports.column('Service').getByRole('button', { name: 'Rename Service' }))
    for (const _ of ['Uploaded By', 'Uploaded Date', 'Updated By', 'Updated Date']) {
      await keys.press('ArrowDown', 'ArrowRight', 'ArrowRight', 'Space')
    }
    const rows = await rowsInSql({ service: 'HR, payroll', userId: DEMO_STAFF_ID })
    await eventually(async () => {
      expect(await exports.estimatedRows()).toBe(String(rows.length))
    })

    await keys.to(form.getByRole('button', { name: 'Request export' }))
    await keys.press('Enter')
    const announcement = page.getByRole('status').filter({ hasText: '“By keys” is' })
    await announcement.filter({ hasText: 'on its way' }).waitFor()
    await announcement.filter({ hasText: `ready: ${rows.length} rows.` }).waitFor()
    const card = exports.card('By keys')
    await keys.to(card.button('Download'))
    const bytes = await downloaded(page, () => keys.press('Enter'))
    expect(rowsOfSheet(bytes)).toEqual([
      ['Scope Of Work Name', 'Service', 'Status'],
      ...rows.map(({ scope, service }) => [scope, service, 'Active']),
    ])
  })
})

describe('a form with wrong fields', () => {
  it('says at each what is wrong, and loses nothing of what was typed', async () => {
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const exports = exportsPage(page)
    const { form } = exports
    await form.getByRole('textbox', { name: 'Title' }).fill('Wrong')
    await exports.open('Filters')
    const amount = form.getByLabel('Total Amount at least')
    const ids = form.getByRole('textbox', { name: 'Scope Id' })
    await amount.fill('abc')
    await ids.fill('one')
    await exports.request()
    await eventually(async () => {
      expect(await descriptionOf(amount)).toMatch(/not a valid value\. Give a number/)
      expect(await descriptionOf(ids)).toMatch(/each a UUID\. Entry 1 is not a valid value/)
      expect(await ids.and(page.locator(':focus')).count()).toBe(1)
    })
    expect(await amount.inputValue()).toBe('abc')
    expect(await ids.inputValue()).toBe('one')
    expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Wrong')
    await amount.fill('12.5')
    await ids.fill('')
    await exports.request()
    await exports.card('Wrong').says('Ready')
  })

  it('counts no rows between a day and one before it, and says why', async () => {
    const page = await visitors.visit({ userId: DEMO_ADMIN_ID })
    const exports = exportsPage(page)
    await exports.open('Filters')
    await exports.form.getByLabel('Uploaded Date from').fill('2026-05-02')
    const to = exports.form.getByLabel('Uploaded Date to')
    await to.fill('2026-05-01')
    expect(await descriptionOf(to)).toBe('From is after to: no row fits.')
    await eventually(async () => {
      expect(await exports.estimatedRows()).toBe('0')
    })
  })
})

/** What a screen reader adds to the control's name. */
async function descriptionOf(control: Locator): Promise<string> {
  const ids = (await control.getAttribute('aria-describedby'))?.split(' ') ?? []
  const texts = ids.map((id) => control.page().locator(`[id="${id}"]`).innerText())
  return (await Promise.all(texts)).join(' ')
}

/** As SheetJS shows the only sheet. */
function rowsOfSheet(bytes: Buffer): unknown[] {
  const { Sheets, SheetNames } = read(bytes)
  expect(SheetNames).toHaveLength(1)
  const [sheet] = Object.values(Sheets)
  return sheet ? utils.sheet_to_json(sheet, { header: 1 }) : []
}

/** Presses keys one by one, as people do; `to` goes on with Tab until the focus is there. */
function keyboard(page: Page) {
  const isFocused = async (target: Locator) =>
    (await target.and(page.locator(':focus')).count()) === 1
  return {
    async press(...names: string[]) {
      for (const name of names) await page.keyboard.press(name)
    },
    /** Waits until the focus is there. */
    at: (target: Locator) =>
      eventually(async () => {
        expect(await isFocused(target)).toBe(true)
      }),
    async to(target: Locator) {
      for (let presses = 0; presses < 60; presses += 1) {
        if (await isFocused(target)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab does not lead to ${String(target)}`)
    },
  }
}

/** Takes the row by its handle, and lets it go at the upper edge of the other. */
async function dragAbove(page: Page, row: Locator, other: Locator): Promise<void> {
  const handle = row.getByRole('button', { name: /^Move / })
  await other.scrollIntoViewIfNeeded()
  await page.mouse.move(...(await pointIn(handle, 0.5)))
  await page.mouse.down()
  await page.mouse.move(...(await pointIn(other, 0.5)), { steps: 4 })
  await page.mouse.move(...(await pointIn(other, 0.1)), { steps: 4 })
  await page.mouse.up()
}

/** The middle of the element, at this part of its height from its upper edge. */
async function pointIn(element: Locator, part: number): Promise<[x: number, y: number]> {
  const box = await element.boundingBox()
  if (!box) throw new Error('The element is not shown.')
  return [box.x + box.width / 2, box.y + box.height * part]
}

it('makes no browser complain, of its policy or else', () => {
  expect(visitors.faults()).toEqual([])
})
