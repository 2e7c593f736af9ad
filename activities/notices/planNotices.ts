/** Writes down who is to be told of a job's end, or of a schedule. */
import { ExportStatus, NoticeEvent, type NoticeSubject } from '../../contract/index.ts'
import { NoticeChannel, type PlannedNotice } from '../../stores/index.ts'
import type { ActivityDependencies, ScheduleReader } from '../dependencies.ts'
import { endedJob, mailedUsers } from './isAnyoneTold.ts'

type Needed = Pick<ActivityDependencies, 'records' | 'contacts' | 'notices' | 'mailer'> &
  ScheduleReader
type ExportSubject = Extract<NoticeSubject, { kind: 'EXPORT' }>
type ScheduleSubject = Extract<NoticeSubject, { kind: 'SCHEDULE' }>
type Told = Omit<PlannedNotice, 'channel' | 'recipient'>

/** Who is told, before it is known who of them still may be. */
interface Audience {
  told: Told
  userIds: string[]
  /** Schedule that names the machine. */
  webhookOf: string | undefined
}

/** Gives the notices that are still to be delivered; planning again adds nobody twice. */
export function createPlanNotices(needed: Needed) {
  return async function planNotices(subject: NoticeSubject): Promise<{ noticeIds: string[] }> {
    const audience =
      subject.kind === 'EXPORT'
        ? await audienceOfExport(needed, subject)
        : await audienceOfSchedule(needed, subject)
    if (!audience) return { noticeIds: [] }
    const { told, webhookOf } = audience
    const userIds = needed.mailer ? await activeOf(needed, audience.userIds) : []
    return {
      noticeIds: await needed.notices.plan([
        ...userIds.map((recipient) => ({ ...told, channel: NoticeChannel.MAIL, recipient })),
        ...(webhookOf === undefined
          ? []
          : [{ ...told, channel: NoticeChannel.WEBHOOK, recipient: webhookOf }]),
      ]),
    }
  }
}

async function audienceOfExport(
  needed: Needed,
  { exportId, attempt }: ExportSubject,
): Promise<Audience | undefined> {
  const ended = await endedJob(needed, { exportId, attempt })
  if (!ended) return undefined
  const { record, schedule } = ended
  const isCompleted = record.status === ExportStatus.COMPLETED
  return {
    told: {
      subject: `export/${exportId}/${attempt}`,
      event: isCompleted ? NoticeEvent.EXPORT_COMPLETED : NoticeEvent.EXPORT_FAILED,
      exportId,
      attempt,
      scheduleId: record.scheduleId,
    },
    userIds: mailedUsers(ended),
    webhookOf: schedule?.webhookUrl ? schedule.id : undefined,
  }
}

async function audienceOfSchedule(
  { schedules }: Needed,
  { scheduleId, event, occasion }: ScheduleSubject,
): Promise<Audience | undefined> {
  const schedule = await schedules.find(scheduleId)
  if (!schedule) return undefined
  return {
    told: {
      subject: `schedule/${scheduleId}/${event}/${occasion}`,
      event,
      exportId: null,
      attempt: null,
      scheduleId,
    },
    userIds: [schedule.ownerId, ...schedule.recipientIds],
    webhookOf: schedule.webhookUrl === null ? undefined : schedule.id,
  }
}

/** Each once. */
async function activeOf({ contacts }: Needed, userIds: readonly string[]): Promise<string[]> {
  const active: string[] = []
  for (const userId of new Set(userIds)) {
    if ((await contacts.find(userId))?.isActive) active.push(userId)
  }
  return active
}
