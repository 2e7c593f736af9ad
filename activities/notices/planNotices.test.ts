/** Who is told of what, and for which jobs nobody is. */
import { beforeEach, describe, expect, it } from '@jest/globals'
import { type ExportRequest, NoticeEvent, type NoticeSubject } from '../../contract/index.ts'
import type { ExportRecord, PlannedNotice, ScheduleRecord } from '../../stores/index.ts'
import { anEndedExport, aSchedule } from '../../tests/support/endedExport.ts'
import { isAnyoneTold } from './isAnyoneTold.ts'
import { createPlanNotices } from './planNotices.ts'

const SUBJECT: NoticeSubject = { kind: 'EXPORT', exportId: 'e-1', attempt: 1 }
const SILENT: ExportRequest = { type: 'SOW', fileType: 'CSV', notify: 'NONE' }

let record: ExportRecord | undefined
let schedule: ScheduleRecord | undefined
let hasMail: boolean

beforeEach(() => {
  record = anEndedExport()
  schedule = undefined
  hasMail = true
})

function needed() {
  return {
    records: { find: async () => record },
    schedules: { find: async () => schedule },
    mailer: hasMail ? { send: async () => undefined, close: () => undefined } : undefined,
  }
}

/** What is planned: `channel recipient` of each, with the event of all. */
async function planned(subject: NoticeSubject = SUBJECT): Promise<string[]> {
  const plans: PlannedNotice[] = []
  const planNotices = createPlanNotices({
    ...needed(),
    contacts: {
      find: async (userId) => ({
        email: `${userId}@example.com`,
        fullName: userId,
        timeZone: 'UTC',
        isActive: userId !== 'inactive',
      }),
    },
    notices: {
      plan: async (notices) => {
        plans.push(...notices)
        return notices.map(({ recipient }) => recipient)
      },
      find: async () => undefined,
      recordTry: async () => undefined,
      recordDelivered: async () => undefined,
      recordGivenUp: async () => undefined,
    },
  })
  await planNotices(subject)
  return plans.map(({ event, channel, recipient }) => `${event} ${channel} ${recipient}`)
}

describe('of an export', () => {
  it.each<[who: string, given: () => void, told: string[]]>([
    ['the requester by mail', () => undefined, ['export.completed MAIL requester']],
    [
      'the requester of a failed one',
      () => (record = anEndedExport({ status: 'FAILED' })),
      ['export.failed MAIL requester'],
    ],
    ['nobody without mail', () => (hasMail = false), []],
    ['nobody who wants no mail', () => (record = anEndedExport({ request: SILENT })), []],
    ['nobody once cancelled', () => (record = anEndedExport({ status: 'CANCELLED' })), []],
    ['nobody once begun anew', () => (record = anEndedExport({ attempt: 2 })), []],
    ['nobody once removed', () => (record = undefined), []],
    [
      'each active recipient once, and the machine',
      () => {
        record = anEndedExport({ scheduleId: 's-1' })
        schedule = aSchedule({
          recipientIds: ['a', 'requester', 'inactive'],
          webhookUrl: 'https://a.example',
        })
      },
      [
        'export.completed MAIL requester',
        'export.completed MAIL a',
        'export.completed WEBHOOK s-1',
      ],
    ],
    [
      'the machine alone of a backfill’s windows',
      () => {
        record = anEndedExport({ scheduleId: 's-1', backfillId: 'b-1' })
        schedule = aSchedule({ recipientIds: ['a'], webhookUrl: 'https://a.example' })
      },
      ['export.completed WEBHOOK s-1'],
    ],
    [
      'recipients and machine where the requester wants no mail',
      () => {
        record = anEndedExport({ scheduleId: 's-1', request: SILENT })
        schedule = aSchedule({ recipientIds: ['a'], webhookUrl: 'https://a.example' })
      },
      ['export.completed MAIL a', 'export.completed WEBHOOK s-1'],
    ],
  ])('%s', async (_, given, told) => {
    given()
    expect(await planned()).toEqual(told)
    // The export's workflow begins to tell of it only then.
    expect(await isAnyoneTold(needed(), { exportId: 'e-1', attempt: 1 })).toBe(told.length > 0)
  })
})

describe('of a schedule', () => {
  const event = NoticeEvent.SCHEDULE_PAUSED
  const paused: NoticeSubject = { kind: 'SCHEDULE', scheduleId: 's-1', event, occasion: '1' }

  it('owner, recipients and machine', async () => {
    schedule = aSchedule({ recipientIds: ['a'], webhookUrl: 'https://a.example' })
    expect(await planned(paused)).toEqual([
      'schedule.paused MAIL owner',
      'schedule.paused MAIL a',
      'schedule.paused WEBHOOK s-1',
    ])
  })

  it('nobody once it was removed', async () => {
    expect(await planned(paused)).toEqual([])
  })
})
