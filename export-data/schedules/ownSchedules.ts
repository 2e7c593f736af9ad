/** Finds schedules of the caller's own, and shows them. */
import {
  ExportFailure,
  type ExportSchedule,
  FailureCode,
  type Requester,
} from '../../contract/index.ts'
import type { ScheduleRecord } from '../../stores/index.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { activeRequester } from '../resolveAsked.ts'
import { type KnownTiming, scheduleView } from './scheduleView.ts'

export interface OwnSchedule {
  requester: Requester
  record: ScheduleRecord
}

/**
 * @throws ExportFailure REQUESTER_NOT_ALLOWED for an unknown or inactive caller, UNKNOWN_SCHEDULE for a
 * schedule that is not there or another's: the two can't be told apart.
 */
export async function ownSchedule(
  { requesters, schedules }: Pick<ExportDataDependencies, 'requesters' | 'schedules'>,
  userId: string,
  scheduleId: string,
): Promise<OwnSchedule> {
  const requester = activeRequester(await requesters.find(userId))
  const record = await schedules.find(scheduleId)
  if (record?.ownerId !== requester.id) throw unknownSchedule()
  return { requester, record }
}

export function unknownSchedule(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.UNKNOWN_SCHEDULE,
    message: 'There is no such schedule among yours.',
    remedy: 'Look for it in the list of your schedules.',
  })
}

type Showing = Pick<ExportDataDependencies, 'timetable' | 'recipients' | 'scheduleRuns'>

/** Shows a schedule also where Temporal does not answer. */
export async function showSchedule(
  { timetable, recipients, scheduleRuns }: Showing,
  record: ScheduleRecord,
): Promise<ExportSchedule> {
  const [timing, known, [lastRun]] = await Promise.all([
    orNull(timetable.describe(record.id)),
    recipients.byId(record.recipientIds),
    scheduleRuns.list({ scheduleId: record.id, limit: 1, withBackfills: false }),
  ])
  return scheduleView(record, timing, { recipients: known, lastRun })
}

async function orNull(asked: Promise<KnownTiming>): Promise<KnownTiming> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ExportFailure && error.code === FailureCode.TEMPORAL_UNAVAILABLE) {
      return null
    }
    throw error
  }
}
