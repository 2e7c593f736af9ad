/** What becomes of a notice's record and of the step, by what mail server and machine answer. */
import { beforeEach, describe, expect, it } from '@jest/globals'
import { NoticeEvent, Role } from '../../contract/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import {
  type Contact,
  type ExportRecord,
  type Mail,
  type Notice,
  NoticeChannel,
  type Notices,
  Undelivered,
  type Webhook,
} from '../../stores/index.ts'
import { anEndedExport } from '../../tests/support/endedExport.ts'
import { createDeliverNotice } from './deliverNotice.ts'

const NOTICE: Notice = {
  id: 'n-1',
  subject: 'export/e-1/1',
  event: NoticeEvent.EXPORT_COMPLETED,
  channel: NoticeChannel.MAIL,
  recipient: 'u-1',
  exportId: 'e-1',
  attempt: 1,
  scheduleId: null,
  createdAt: new Date('2026-11-26T08:00:00Z'),
  tries: 0,
  lastTriedAt: null,
  lastError: null,
  deliveredAt: null,
  gaveUpAt: null,
}
const RECORD = anEndedExport({ createdById: 'u-1' })

let notice: Notice
let record: ExportRecord | undefined
let contact: Contact
let recorded: unknown[]
let mails: Mail[]
let answer: () => void
let hasMail: boolean
/** Times that the database refuses to record a delivery. */
let hiccups: number

beforeEach(() => {
  notice = NOTICE
  record = RECORD
  contact = { email: 'a@b.c', fullName: 'Ada', timeZone: 'Mars/Base', isActive: true }
  recorded = []
  mails = []
  answer = () => undefined
  hasMail = true
  hiccups = 0
})

function deliver() {
  const notices: Notices = {
    plan: async () => [],
    find: async (id) => (id === notice.id ? notice : undefined),
    recordTry: async (...given) => void recorded.push(['tried', ...given]),
    recordDelivered: async (...given) => {
      hiccups -= 1
      if (hiccups >= 0) throw new Error('The database is away')
      recorded.push(['delivered', ...given])
    },
    recordGivenUp: async (...given) => void recorded.push(['given up', ...given]),
  }
  const send = async (sent: Mail | Webhook): Promise<void> => {
    if ('to' in sent) mails.push(sent)
    answer()
  }
  const deliverNotice = createDeliverNotice({
    notices,
    records: { find: async () => record },
    schedules: { find: async () => undefined },
    contacts: { find: async () => contact },
    requesters: {
      find: async (id) => ({
        id,
        role: Role.ADMIN,
        clientId: null,
        timeZone: 'UTC',
        isActive: true,
        assignedClientIds: [],
      }),
    },
    handlerOf,
    timetable: { describe: async () => undefined },
    downloadUrlOf: () => undefined,
    mailer: hasMail ? { send, close: () => undefined } : undefined,
    webhooks: { post: send },
  })
  return deliverNotice({ noticeId: 'n-1' })
}

describe('a notice', () => {
  it('that is taken is recorded as delivered, under its own id', async () => {
    expect(await deliver()).toEqual({ outcome: 'DELIVERED' })
    expect(recorded).toEqual([['delivered', 'n-1']])
    expect(mails).toMatchObject([{ id: 'n-1', to: { name: 'Ada', address: 'a@b.c' } }])
  })

  it('is sent once though the database takes it in at the third time', async () => {
    hiccups = 2
    expect(await deliver()).toEqual({ outcome: 'DELIVERED' })
    expect(mails).toHaveLength(1)
    expect(recorded).toEqual([['delivered', 'n-1']])
  })

  it.each([
    ['delivered', { deliveredAt: new Date() }],
    ['given up', { gaveUpAt: new Date() }],
    ['unknown', { id: 'n-2' }],
  ])('that is %s is left alone', async (_, change) => {
    notice = { ...NOTICE, ...change }
    expect(await deliver()).toEqual({ outcome: 'ALREADY_OVER' })
    expect([...recorded, ...mails]).toEqual([])
  })

  it('that is refused for now is recorded as tried, and thrown to be tried again', async () => {
    answer = () => {
      throw new Undelivered('451 later', { isFinal: false })
    }
    await expect(deliver()).rejects.toMatchObject({
      code: 'NOTICE_UNDELIVERED',
      message: 'Notice n-1 was not delivered: 451 later',
    })
    expect(recorded).toEqual([['tried', 'n-1', '451 later']])
  })

  it('by mail is left for another worker where this one sends none', async () => {
    hasMail = false
    await expect(deliver()).rejects.toMatchObject({ code: 'NOTICE_UNDELIVERED' })
    expect(recorded).toEqual([['tried', 'n-1', 'Mail is not set up in the worker that tried.']])
  })

  it('is tried again when the other side says', async () => {
    answer = () => {
      throw new Undelivered('429', { isFinal: false, retryAfterMs: 120_000 })
    }
    await expect(deliver()).rejects.toMatchObject({ name: 'TryLater', delayMs: 120_000 })
  })

  it('that is refused for good is given up, and not thrown', async () => {
    answer = () => {
      throw new Undelivered('550 no such user', { isFinal: true })
    }
    expect(await deliver()).toEqual({ outcome: 'GIVEN_UP' })
    expect(recorded).toEqual([['given up', 'n-1', '550 no such user']])
  })

  it.each<[why: string, change: () => void]>([
    ['The user is no longer active.', () => (contact = { ...contact, isActive: false })],
    ['The export was begun anew or removed since.', () => (record = { ...RECORD, attempt: 2 })],
    ['The export was begun anew or removed since.', () => (record = undefined)],
    [
      'The schedule no longer has a webhook.',
      () => (notice = { ...NOTICE, channel: NoticeChannel.WEBHOOK }),
    ],
    [
      'The schedule was removed since.',
      () => (notice = { ...NOTICE, event: 'schedule.paused', exportId: null, scheduleId: 's' }),
    ],
  ])('is given up where there is nothing to tell: %s', async (why, change) => {
    change()
    expect(await deliver()).toEqual({ outcome: 'GIVEN_UP' })
    expect(recorded).toEqual([['given up', 'n-1', why]])
    expect(mails).toEqual([])
  })

  it('is in the words of UTC for a reader whose zone is none', async () => {
    record = { ...RECORD, snapshotAt: new Date('2026-11-26T08:00:00Z') }
    await deliver()
    expect(mails[0]?.text).toContain('As of: 26 November 2026 at 08:00 (UTC)')
  })
})
