import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { sampleUsers } from '../../stack/sample/index.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { openRecurring, type Recurring } from '../support/recurring.ts'

let pipeline: Pipeline
let recurring: Recurring

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 300 })
  await pipeline.start('worker', { EXPORT_SETTLE_SECONDS: '0' })
  recurring = openRecurring(pipeline, 0)
})

afterAll(async () => {
  await recurring.dispose()
  await pipeline.dispose()
})

type Row = Record<string, string>

async function rowsOf(exportId: string | null): Promise<Row[]> {
  const file = await pipeline.file(String(exportId))
  return parse<Row>(file, { columns: true, bom: true })
}

describe('a schedule of changes', () => {
  it('exports every row first, then what has changed, in windows that touch', async () => {
    const schedule = await recurring.create({ content: 'CHANGES' })
    const [first] = await recurring.run(schedule)
    expect(first).toMatchObject({ outcome: 'COMPLETED', rows: pipeline.visibleRows })
    expect(first?.window?.start).toBeNull()

    const { rows: some } = await pipeline.sql.query<{ id: string }>(
      'SELECT "id" FROM "ScopeOfWork" WHERE "deletedAt" IS NULL ORDER BY "id" LIMIT 2',
    )
    const [changed, deleted] = some.map(({ id }) => id)
    await pipeline.sql.query(
      'UPDATE "ScopeOfWork" SET "scopeName" = $2, "updatedAt" = now() WHERE "id" = $1',
      [changed, 'Renamed'],
    )
    await pipeline.sql.query('UPDATE "ScopeOfWork" SET "deletedAt" = now() WHERE "id" = $1', [
      deleted,
    ])

    const [second] = await recurring.run(schedule)
    expect(second).toMatchObject({ outcome: 'COMPLETED', content: 'CHANGES', rows: 2 })
    expect(second?.window?.start).toBe(first?.window?.end)
    const rows = await rowsOf(second?.exportId ?? null)
    const shown = new Map(rows.map((row) => [row['Scope Id'], row['Change']]))
    expect(shown).toEqual(
      new Map([
        [deleted, 'deleted'],
        [changed, 'updated'],
      ]),
    )
  })

  it('is found in Web UI by its search attributes', async () => {
    const schedule = await recurring.create({ content: 'CHANGES' })
    const [first] = await recurring.run(schedule)
    const end = Date.parse(first?.window?.end ?? '')
    const [before, after] = [-1_000, 1_000].map((ms) => new Date(end + ms).toISOString())
    const query = `ExportSchedule = "${schedule.id}" AND WorkflowType = "exportTable" AND ExportWindowEnd BETWEEN "${before}" AND "${after}"`
    await eventually(async () => {
      const found: string[] = []
      for await (const { workflowId } of pipeline.temporal.workflow.list({ query })) {
        found.push(workflowId)
      }
      expect(found).toEqual([`export-${first?.exportId}`])
    })
  })
})

describe('the owner of a schedule', () => {
  it('gets a new secret for its webhook, and keeps all else', async () => {
    const caller = { userId: sampleUsers.DEMO_ADMIN_ID }
    const schedule = await recurring.create({ webhook: { url: 'https://hooks.example/exports' } })
    const { webhookSecret } = await recurring.exportData.schedules.renewSecret(caller, schedule.id)
    expect(webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const { updatedAt: _, ...kept } = schedule
    expect(await recurring.exportData.schedules.get(caller, schedule.id)).toMatchObject(kept)
  })

  it('undoes nothing that another tab has changed meanwhile', async () => {
    const caller = { userId: sampleUsers.DEMO_ADMIN_ID }
    const { schedules } = recurring.exportData
    const { id, revision, request, rule } = await recurring.create()
    const rename = (name: string, known?: { revision: number }) =>
      schedules.update(caller, id, { name, request, rule }, known)
    const [won, lost] = await Promise.allSettled([
      rename('Either', { revision }),
      rename('Or', { revision }),
    ]).then((both) => both.toSorted((one) => (one.status === 'fulfilled' ? -1 : 1)))
    expect(won).toMatchObject({
      status: 'fulfilled',
      value: { schedule: { revision: revision + 1 } },
    })
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'SCHEDULE_CHANGED' } })
    expect(await rename('All the same')).toMatchObject({ schedule: { name: 'All the same' } })
  })

  it('sees that it is paused, with the note, and when it is due once it is resumed', async () => {
    const caller = { userId: sampleUsers.DEMO_ADMIN_ID }
    const schedule = await recurring.create({ timeZone: 'Europe/Berlin' })
    expect(schedule).toMatchObject({ state: 'PAUSED', note: 'A test makes it due.', nextTimes: [] })
    const resumed = await recurring.exportData.schedules.resume(caller, schedule.id)
    expect(resumed).toMatchObject({ state: 'ACTIVE', note: null })
    const hours = resumed.nextTimes.map((at) =>
      new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' }),
    )
    expect(hours).toEqual(Array.from({ length: 5 }, () => '02:30:00'))
  })
})
