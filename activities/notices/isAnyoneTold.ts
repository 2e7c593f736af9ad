/** Whether a job's end is told at all: for most jobs nobody needs to be asked. */
import { ExportStatus, Notify } from '../../contract/index.ts'
import type { ExportRecord, JobKey, ScheduleRecord } from '../../stores/index.ts'
import type { ActivityDependencies, ScheduleReader } from '../dependencies.ts'

type Needed = Pick<ActivityDependencies, 'records' | 'mailer'> & ScheduleReader

/**
 * Of an attempt that is COMPLETED or FAILED; false for any other. True where it can't be found out: an
 * export's end must not hang on it, and the notices' own workflow finds out in time.
 */
export async function isAnyoneTold(needed: Needed, key: JobKey): Promise<boolean> {
  return await endedJob(needed, key).then(
    (ended) => ended !== undefined && hasReaders(needed, ended),
    () => true,
  )
}

function hasReaders(needed: Pick<Needed, 'mailer'>, ended: EndedJob): boolean {
  const isMailed = needed.mailer !== undefined && mailedUsers(ended).length > 0
  return isMailed || typeof ended.schedule?.webhookUrl === 'string'
}

export interface EndedJob {
  record: ExportRecord
  /** Undefined where a person asked, and where the schedule is deleted. */
  schedule: ScheduleRecord | undefined
}

/** Undefined unless this attempt is COMPLETED or FAILED; a job that was removed is none of these. */
export async function endedJob(
  { records, schedules }: Pick<ActivityDependencies, 'records'> & ScheduleReader,
  { exportId, attempt }: JobKey,
): Promise<EndedJob | undefined> {
  const record = await records.find(exportId)
  const isTold = record?.status === ExportStatus.COMPLETED || record?.status === ExportStatus.FAILED
  if (!record || !isTold || record.attempt !== attempt) return undefined
  const { scheduleId } = record
  return { record, schedule: scheduleId === null ? undefined : await schedules.find(scheduleId) }
}

/**
 * Ids of who is told by mail, each once. Nobody of a backfill's windows, which can be hundreds: whoever
 * asked for them watches them on the schedule.
 */
export function mailedUsers({ record, schedule }: EndedJob): string[] {
  if (record.backfillId !== null) return []
  const { request, createdById } = record
  const requesters = request?.notify === Notify.NONE ? [] : [createdById]
  const others = (schedule?.recipientIds ?? []).filter((userId) => userId !== createdById)
  return [...requesters, ...new Set(others)]
}
