/** Whom a schedule serves: its owner, whose rights each run has, and the people who are told. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { ExportSchedule, ScheduledRun } from '../../contract/index.ts'
import type { Schedules } from '../../export-data/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { eventually } from '../support/eventually.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { openPipeline, type Pipeline, pause } from '../support/pipeline.ts'
import { openRecurring, type Recurring } from '../support/recurring.ts'

const { DEMO_ADMIN_ID: ADMIN, DEMO_STAFF_ID: STAFF, DEMO_CLIENT_ID: CLIENT } = sampleUsers

let mailbox: Mailbox
let pipeline: Pipeline
let recurring: Recurring
let schedules: Schedules

beforeAll(async () => {
  mailbox = await openMailbox()
  pipeline = await openPipeline({ rows: 300, smtpUrl: mailbox.url })
  await Promise.all([
    pipeline.start('api'),
    pipeline.start('worker', {
      EXPORT_SETTLE_SECONDS: '0',
      EXPORT_PDF_MAX_ROWS: '100',
      EXPORT_DOWNLOAD_URL: `${pipeline.apiUrl}/exports/{exportId}/download`,
    }),
  ])
  recurring = openRecurring(pipeline, 0)
  schedules = recurring.exportData.schedules
}, 120_000)

afterEach(async () => {
  await untilAllAreTold()
  mailbox.mails.length = 0
})

afterAll(async () => {
  await recurring.dispose()
  await pipeline.dispose()
  await mailbox.close()
}, 60_000)

async function addressOf(userId: string): Promise<string> {
  const { rows } = await pipeline.sql.query<{ email: string }>(
    'SELECT "email" FROM "Users" WHERE "id" = $1',
    [userId],
  )
  return rows[0]?.email ?? ''
}

async function untilAllAreTold(): Promise<void> {
  const query = `WorkflowType = "sendNotices" AND ExecutionStatus = "Running" AND TaskQueue = "${pipeline.taskQueue}"`
  await eventually(async () => {
    for await (const { workflowId } of pipeline.temporal.workflow.list({ query })) {
      throw new Error(`${workflowId} is still going.`)
    }
  })
}

/** Whom mails with such a subject went to, once there are so many and everybody is told. */
async function toldOf(subject: RegExp, count: number): Promise<string[]> {
  const found = () => mailbox.mails.filter((mail) => subject.test(mail.subject ?? ''))
  await eventually(async () => expect(found().length).toBeGreaterThanOrEqual(count))
  await untilAllAreTold()
  return found().flatMap(({ recipients }) => recipients)
}

describe('a schedule that keeps failing', () => {
  const owner = { userId: ADMIN }
  const NOTE = '3 of its last runs failed. Mend what they failed of, then resume it.'
  const pdf = { type: 'SOW', fileType: 'PDF' } as const

  it('pauses itself once, tells its owner once, and forgets it when it is resumed', async () => {
    const schedule = await recurring.create({ content: 'CHANGES', request: pdf })
    await schedules.resume(owner, schedule.id)
    const failing = async () => {
      expect(await recurring.run(schedule)).toMatchObject([
        { outcome: 'FAILED', failure: { code: 'TOO_MANY_ROWS' }, window: { start: null } },
      ])
      return await schedules.get(owner, schedule.id)
    }
    expect(await failing()).toMatchObject({ state: 'ACTIVE' })
    expect(await failing()).toMatchObject({ state: 'ACTIVE' })
    expect(await failing()).toMatchObject({ state: 'PAUSED', note: NOTE, nextTimes: [] })
    expect(await toldOf(/^Paused/, 1)).toEqual([await addressOf(ADMIN)])
    expect(await failing()).toMatchObject({ state: 'PAUSED', note: NOTE })
    expect(await toldOf(/^Paused/, 1)).toHaveLength(1)

    expect(await schedules.resume(owner, schedule.id)).toMatchObject({
      state: 'ACTIVE',
      note: null,
    })
    expect(await failing()).toMatchObject({ state: 'ACTIVE', note: null })

    await schedules.update(owner, schedule.id, {
      name: 'Mended',
      content: 'CHANGES',
      rule: schedule.rule,
      request: { type: 'SOW', fileType: 'CSV' },
    })
    expect(await recurring.run(schedule)).toMatchObject([
      { outcome: 'COMPLETED', rows: pipeline.visibleRows, window: { start: null } },
    ])
    expect(await schedules.get(owner, schedule.id)).toMatchObject({ state: 'ACTIVE' })
  }, 120_000)
})

describe('the owner of a schedule', () => {
  async function made(schedule: ExportSchedule): Promise<ScheduledRun | undefined> {
    const [run] = await recurring.run(schedule)
    return run
  }

  async function visibleTo(userId: string): Promise<number> {
    const { rows } = await pipeline.sql.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM "ScopeOfWork" WHERE "deletedAt" IS NULL AND "clientId" IN
        (SELECT "clientId" FROM "UserClient" WHERE "userId" = $1)`,
      [userId],
    )
    return rows[0]?.rows ?? 0
  }

  it('gives each run the rights that they have at that moment', async () => {
    const schedule = await recurring.create({}, STAFF)
    const before = await visibleTo(STAFF)
    expect(await made(schedule)).toMatchObject({ outcome: 'COMPLETED', rows: before })
    await pipeline.sql.query(
      `DELETE FROM "UserClient" WHERE "userId" = $1 AND "clientId" =
        (SELECT "clientId" FROM "UserClient" WHERE "userId" = $1 ORDER BY "clientId" LIMIT 1)`,
      [STAFF],
    )
    const after = await visibleTo(STAFF)
    expect(after).toBeLessThan(before)
    expect(await made(schedule)).toMatchObject({ outcome: 'COMPLETED', rows: after })
  })

  it('who is no longer active gets nothing: the schedule stops, and its people are told once', async () => {
    const recipients = [await addressOf(ADMIN)]
    const schedule = await recurring.create({ recipients }, STAFF)
    await schedules.resume({ userId: STAFF }, schedule.id)
    await pipeline.sql.query('UPDATE "Users" SET "isActive" = false WHERE "id" = $1', [STAFF])
    try {
      const entry = pipeline.temporal.schedule.getHandle(`recurring-${schedule.id}`)
      await pause(1_000)
      await entry.trigger()
      const reason = 'Its owner is no longer active in Connexus.'
      await eventually(async () => {
        const { rows } = await pipeline.sql.query(
          'SELECT "exportId", "skipReason" FROM "ExportScheduleRun" WHERE "scheduleId" = $1',
          [schedule.id],
        )
        expect(rows).toEqual([{ exportId: null, skipReason: reason }])
        expect((await entry.describe()).state).toMatchObject({ paused: true, note: reason })
      })
      expect(await toldOf(/^Stopped/, 1)).toEqual(recipients)
      expect(mailbox.mails).toHaveLength(1)
      await expect(schedules.get({ userId: STAFF }, schedule.id)).rejects.toMatchObject({
        code: 'REQUESTER_NOT_ALLOWED',
      })
    } finally {
      await pipeline.sql.query('UPDATE "Users" SET "isActive" = true WHERE "id" = $1', [STAFF])
    }
  })
})

describe('somebody whom a schedule tells', () => {
  async function download(exportId: unknown, userId: string): Promise<number> {
    const headers = { authorization: `Bearer ${await pipeline.tokenOf(userId)}` }
    const url = `${pipeline.apiUrl}/exports/${String(exportId)}/download`
    return (await fetch(url, { headers, redirect: 'manual' })).status
  }

  it('may have the files while they are told and their rights cover them', async () => {
    const asked = { recipients: [await addressOf(ADMIN)] }
    const schedule = await recurring.create(asked, STAFF)
    const [run] = await recurring.run(schedule)
    expect(await toldOf(/^Ready/, 2)).toHaveLength(2)
    const mail = mailbox.mails.find(({ recipients }) => recipients[0] === asked.recipients[0])
    const link = `${pipeline.apiUrl}/exports/${run?.exportId}/download`
    expect(mail?.text).toContain(link)

    expect(await download(run?.exportId, STAFF)).toBe(302)
    expect(await download(run?.exportId, ADMIN)).toBe(302)
    expect(await download(run?.exportId, CLIENT)).toBe(404)
    const { name, rule, request } = schedule
    await schedules.update({ userId: STAFF }, schedule.id, { name, rule, request })
    expect(await download(run?.exportId, ADMIN)).toBe(404)
    await schedules.update({ userId: STAFF }, schedule.id, { name, rule, request, ...asked })
    expect(await download(run?.exportId, ADMIN)).toBe(302)
  })

  it('may not have a file that shows more than they may see', async () => {
    const schedule = await recurring.create({ recipients: [await addressOf(STAFF)] }, ADMIN)
    const [run] = await recurring.run(schedule)
    expect(run).toMatchObject({ outcome: 'COMPLETED', rows: pipeline.visibleRows })
    expect(await download(run?.exportId, ADMIN)).toBe(302)
    expect(await download(run?.exportId, STAFF)).toBe(403)
    expect(await toldOf(/^A new file that you may not open$/, 1)).toEqual([await addressOf(STAFF)])
  })

  it('may change nothing about it, and does not see it', async () => {
    const schedule = await recurring.create({ recipients: [await addressOf(STAFF)] }, ADMIN)
    await expect(schedules.get({ userId: STAFF }, schedule.id)).rejects.toMatchObject({
      code: 'UNKNOWN_SCHEDULE',
    })
    const listed = await schedules.list({ userId: STAFF }, { limit: 100 })
    expect(listed.schedules.map(({ id }) => id)).not.toContain(schedule.id)
  })
})
