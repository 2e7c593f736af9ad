/** Who is told of an export's end, by real mail and webhooks, and that no export depends on it. */
import { randomUUID } from 'node:crypto'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Webhook as Receiver } from 'standardwebhooks'
import { sqsClient } from '../../stack/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { newWebhookSecret } from '../../stores/index.ts'
import { sha256 } from '../support/digest.ts'
import { eventually } from '../support/eventually.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { stackAddresses } from '../support/stack.ts'
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhookReceiver.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID, DEMO_CLIENT_ID } = sampleUsers

let mailbox: Mailbox
let machine: WebhookReceiver
let pipeline: Pipeline

beforeAll(async () => {
  mailbox = await openMailbox()
  machine = await openWebhookReceiver()
  pipeline = await openPipeline({ rows: 500, smtpUrl: mailbox.url })
  await Promise.all([
    pipeline.start('api'),
    pipeline.start('bridge'),
    // A message that comes twice may meet two bridges.
    pipeline.start('bridge'),
    pipeline.start('worker', {
      EXPORT_DOWNLOAD_URL: `${pipeline.apiUrl}/exports/{exportId}/download`,
      EXPORT_WEBHOOK_PRIVATE_HOSTS: machine.host,
      NODE_EXTRA_CA_CERTS: machine.certificateFile,
    }),
  ])
}, 120_000)

afterEach(() => {
  mailbox.mails.length = 0
  mailbox.answerWith(250)
  machine.received.length = 0
})

afterAll(async () => {
  await pipeline.dispose()
  await mailbox.close()
  await machine.close()
}, 60_000)

async function addressOf(userId: string): Promise<string> {
  const { rows } = await pipeline.sql.query<{ email: string }>(
    'SELECT "email" FROM "Users" WHERE "id" = $1',
    [userId],
  )
  return rows[0]?.email ?? ''
}

/** As recorded, by channel and recipient. */
async function noticesOf(exportId: string) {
  const { rows } = await pipeline.sql.query<Record<string, unknown>>(
    'SELECT * FROM "ExportNotice" WHERE "exportId" = $1 ORDER BY "channel", "recipient"',
    [exportId],
  )
  return rows
}

/** Waits until the export is over and everybody is told. */
async function untilTold(exportId: string) {
  const record = await pipeline.untilOver(exportId)
  await eventually(() =>
    pipeline.temporal.workflow.getHandle(`notices-export-${exportId}`).result(),
  )
  return record
}

/** A job of a schedule of the administrator's. */
async function insertScheduledJob(recipientIds: string[], webhookSecret: string): Promise<string> {
  const scheduleId = randomUUID()
  await pipeline.sql.query(
    `INSERT INTO "ExportSchedule" ("id", "ownerId", "name", "request", "content", "rule", "timeZone",
       "recipientIds", "webhookUrl", "webhookSecret")
     VALUES ($1, $2, 'Every morning', '{"type":"SOW","fileType":"CSV"}', 'FULL',
       '{"kind":"DAILY","hour":6,"minute":0}', 'UTC', $3, $4, $5)`,
    [scheduleId, DEMO_ADMIN_ID, recipientIds, machine.url, webhookSecret],
  )
  const exportId = await pipeline.insertJob()
  await pipeline.sql.query('UPDATE "ExportJob" SET "scheduleId" = $2 WHERE "id" = $1', [
    exportId,
    scheduleId,
  ])
  return exportId
}

describe('a requester', () => {
  it('gets one mail, whose link leads to the file', async () => {
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId)
    await untilTold(exportId)
    const [mail, ...others] = mailbox.mails
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      recipients: [await addressOf(DEMO_ADMIN_ID)],
      subject: 'Ready: Scopes of work',
      text: expect.stringContaining(`Rows: ${pipeline.visibleRows.toLocaleString('en')}\n`),
    })
    expect(mail?.source).not.toMatch(/X-Amz/i)
    const [link = ''] = /http:\S+/.exec(mail?.text ?? '') ?? []
    const headers = { authorization: `Bearer ${await pipeline.tokenOf(DEMO_ADMIN_ID)}` }
    const answer = await fetch(link, { headers })
    expect(answer.status).toBe(200)
    const file = Buffer.from(await answer.arrayBuffer())
    expect(sha256(file)).toBe((await pipeline.job(exportId))['sha256'])
  })

  it('gets one mail for a message that comes three times, of one run and one file', async () => {
    const exportId = await pipeline.insertJob()
    await Promise.all([1, 2, 3].map(() => pipeline.send(exportId)))
    const { objectKey } = await untilTold(exportId)
    await eventually(async () => expect(await queuedMessages()).toBe(0))
    expect(mailbox.mails).toHaveLength(1)
    expect(await pipeline.objects.list(`exports/${exportId}/`)).toEqual([objectKey])
    const runs = await Array.fromAsync(
      pipeline.temporal.workflow.list({ query: `WorkflowId = 'export-${exportId}'` }),
    )
    expect(runs).toHaveLength(1)
  })

  it('is told what to do about an export that failed', async () => {
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId, { filters: { status: ['SLEEPING'] } })
    const record = await untilTold(exportId)
    const [mail] = mailbox.mails
    expect(mail?.subject).toBe('Failed: Scopes of work')
    expect(mail?.text).toContain(`What happened: ${String(record['errorMessage'])}\n`)
    expect(mail?.text).toContain(`What to do: ${String(record['errorRemedy'])}\n`)
    expect(mail?.text).toContain('It is not tried again by itself.')
  })

  it('is left alone who asked for that', async () => {
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId, { notify: 'NONE' })
    await pipeline.untilOver(exportId)
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).result()
    const begun = pipeline.temporal.workflow.getHandle(`notices-export-${exportId}`).describe()
    await expect(begun).rejects.toThrow(/not found/)
    expect(mailbox.mails).toEqual([])
  })

  it('is told nothing of an export that was cancelled', async () => {
    const exportId = await pipeline.insertJob()
    const lock = await pipeline.sql.connect()
    try {
      await lock.query('BEGIN')
      await lock.query('LOCK TABLE "ScopeOfWork"')
      await pipeline.send(exportId)
      const handle = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
      await eventually(() => handle.cancel())
    } finally {
      await lock.query('COMMIT')
      lock.release()
    }
    expect(await pipeline.untilOver(exportId)).toMatchObject({ status: 'CANCELLED' })
    const handle = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
    await handle.result().catch(() => undefined)
    expect(await noticesOf(exportId)).toEqual([])
    expect(mailbox.mails).toEqual([])
  })
})

describe('a mail server that answers 451', () => {
  it('harms no export: the mail comes once the server takes it', async () => {
    mailbox.answerWith(451)
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId)
    expect(await pipeline.untilOver(exportId)).toMatchObject({ status: 'COMPLETED' })
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).result()
    expect(await pipeline.file(exportId)).not.toHaveLength(0)
    await eventually(async () =>
      expect(await noticesOf(exportId)).toMatchObject([
        { tries: 1, lastError: expect.stringContaining('451'), deliveredAt: null, gaveUpAt: null },
      ]),
    )
    mailbox.answerWith(250)
    await mailbox.until(1, 60_000)
    await eventually(async () =>
      expect(await noticesOf(exportId)).toMatchObject([
        { tries: 2, lastError: expect.stringContaining('451'), deliveredAt: expect.any(Date) },
      ]),
    )
  }, 120_000)

  it('is not tried again where it refuses the address for good', async () => {
    mailbox.answerWith(550)
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId)
    expect(await untilTold(exportId)).toMatchObject({ status: 'COMPLETED' })
    expect(await noticesOf(exportId)).toMatchObject([
      { tries: 1, lastError: expect.stringContaining('550'), gaveUpAt: expect.any(Date) },
    ])
  })
})

describe('a schedule’s export', () => {
  it('is told to owner, recipients and machine, to each what they may know', async () => {
    const secret = newWebhookSecret()
    const exportId = await insertScheduledJob([DEMO_STAFF_ID, DEMO_CLIENT_ID], secret)
    await pipeline.send(exportId)
    const record = await untilTold(exportId)
    const subjects = mailbox.mails.map(
      ({ recipients, subject }) => `${recipients.join(' ')}: ${subject}`,
    )
    expect(subjects.toSorted()).toEqual(
      [
        `${await addressOf(DEMO_ADMIN_ID)}: Ready: Scopes of work`,
        `${await addressOf(DEMO_STAFF_ID)}: A new file that you may not open`,
        `${await addressOf(DEMO_CLIENT_ID)}: A new file that you may not open`,
      ].toSorted(),
    )
    const closed = mailbox.mails.find(({ subject }) => subject?.startsWith('A new file'))
    expect(closed?.source).not.toContain(String(record['fileName']))
    expect(closed?.text).not.toMatch(/Rows|Scopes of work|Every morning/)

    const [hook] = machine.received
    expect(machine.received).toHaveLength(1)
    expect(new Receiver(secret).verify(hook?.body ?? '', hook?.headers ?? {})).toEqual({
      type: 'export.completed',
      timestamp: (record['completedAt'] as Date).toISOString(),
      data: {
        exportId,
        attempt: 1,
        scheduleId: record['scheduleId'],
        status: 'COMPLETED',
        type: 'SOW',
        fileType: 'CSV',
        rows: pipeline.visibleRows,
        bytes: Number(record['byteCount']),
        sha256: record['sha256'],
        fileName: record['fileName'],
        snapshotAt: (record['snapshotAt'] as Date).toISOString(),
        window: null,
        downloadUrl: `${pipeline.apiUrl}/exports/${exportId}/download`,
        failure: null,
      },
    })
  })

  it('gives up a machine that is gone, and tells the people', async () => {
    machine.answerWith(410)
    const exportId = await insertScheduledJob([], newWebhookSecret())
    await pipeline.send(exportId, { notify: 'MAIL' })
    await untilTold(exportId)
    machine.answerWith(204)
    expect(await noticesOf(exportId)).toMatchObject([
      { channel: 'MAIL', deliveredAt: expect.any(Date) },
      {
        channel: 'WEBHOOK',
        tries: 1,
        lastError: 'The webhook answered with status 410: no success.',
        gaveUpAt: expect.any(Date),
      },
    ])
  })
})

async function queuedMessages(): Promise<number> {
  const client = sqsClient(stackAddresses())
  const { Attributes: attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: pipeline.environmentOf('bridge')['EXPORT_QUEUE_URL'],
      AttributeNames: ['All'],
    }),
  )
  client.destroy()
  const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: taken } =
    attributes ?? {}
  return Number(visible) + Number(taken)
}
