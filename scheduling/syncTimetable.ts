/** Tells Temporal of a schedule what its record says, also where that changes meanwhile. */
import type { Timetable } from './timetable.ts'
import { type ScheduleToKeep, timetableEntry } from './timetableEntry.ts'

/** Records, as far as they are told. */
export interface SyncedSchedules {
  find(scheduleId: string): Promise<ScheduleToKeep | undefined>
  /** Temporal was told what the record says in that revision. */
  markSynced(scheduleId: string, revision: number): Promise<void>
}

/** Does nothing for a schedule that is not there (any more). Rejects as `Timetable.put` does. */
export async function syncTimetable(
  timetable: Pick<Timetable, 'put'>,
  schedules: SyncedSchedules,
  scheduleId: string,
): Promise<void> {
  let told: number | undefined
  for (;;) {
    const record = await schedules.find(scheduleId)
    if (!record || record.revision === told) return
    await timetable.put(timetableEntry(record))
    await schedules.markSynced(scheduleId, record.revision)
    told = record.revision
  }
}
