/** What a notice tells of, found anew for each try: it may have changed or gone since it was planned. */
import { NoticeEvent } from '../../contract/index.ts'
import { type Notice, type ScheduleRecord, Undelivered } from '../../stores/index.ts'
import type { ActivityDependencies, ScheduleReader } from '../dependencies.ts'
import { type EndedJob, endedJob } from './isAnyoneTold.ts'
import type { ScheduleEvent } from './texts/index.ts'

export type Told =
  | ({ kind: 'EXPORT' } & EndedJob)
  | { kind: 'SCHEDULE'; event: ScheduleEvent; schedule: ScheduleRecord }

/** @throws Undelivered for good, where there is nothing left to tell. */
export async function toldOf(
  needed: Pick<ActivityDependencies, 'records'> & ScheduleReader,
  { event, exportId, attempt, scheduleId }: Notice,
): Promise<Told> {
  if (event === NoticeEvent.SCHEDULE_PAUSED || event === NoticeEvent.SCHEDULE_STOPPED) {
    const schedule = scheduleId === null ? undefined : await needed.schedules.find(scheduleId)
    if (!schedule) throw overtaken('The schedule was removed since.')
    return { kind: 'SCHEDULE', event, schedule }
  }
  const key = exportId === null || attempt === null ? undefined : { exportId, attempt }
  const ended = key && (await endedJob(needed, key))
  if (!ended) throw overtaken('The export was begun anew or removed since.')
  return { kind: 'EXPORT', ...ended }
}

function overtaken(why: string): Undelivered {
  return new Undelivered(why, { isFinal: true })
}
