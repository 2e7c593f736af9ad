/**
 * Brings records of schedules and Temporal's timetable together again where a crash, or an outage of
 * Temporal, came between the two.
 */
import { heartbeat } from '@temporalio/activity'
import { timetableEntry } from '../../scheduling/index.ts'
import type { ScheduleRecord } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'

export interface ReconciledSchedules {
  /** Told to Temporal, as their records are now. */
  put: number
  /** Taken from Temporal, since their records are deleted or gone. */
  removed: number
}

/** Records that are looked at in one run; more are for the next. */
const MOST_UNSYNCED = 500

export function createReconcileSchedules({
  schedules,
  timetable,
}: Pick<ActivityDependencies, 'schedules' | 'timetable'>) {
  return async function reconcileSchedules(): Promise<ReconciledSchedules> {
    const done: ReconciledSchedules = { put: 0, removed: 0 }
    for (const record of await schedules.unsynced(MOST_UNSYNCED)) {
      await sync(record, done)
      heartbeat(done)
    }
    // In this order: a record is there before its entry.
    const entries = new Set<string>()
    for await (const scheduleId of timetable.list()) entries.add(scheduleId)
    const records = await everyId()
    for (const scheduleId of entries.difference(records)) {
      if (await timetable.remove(scheduleId)) done.removed += 1
      heartbeat(done)
    }
    for (const scheduleId of records.difference(entries)) {
      if (await isMissing(scheduleId)) await putAgain(scheduleId, done)
      heartbeat(done)
    }
    return done
  }

  async function sync(record: ScheduleRecord, done: ReconciledSchedules): Promise<void> {
    if (record.deletedAt) {
      if (await timetable.remove(record.id)) done.removed += 1
    } else {
      await timetable.put(timetableEntry(record))
      done.put += 1
    }
    await schedules.markSynced(record.id, record.revision)
  }

  async function everyId(): Promise<Set<string>> {
    const found = new Set<string>()
    for (let after: string | null = null; ; ) {
      const ids: string[] = await schedules.ids(after)
      for (const id of ids) found.add(id)
      after = ids.at(-1) ?? null
      if (after === null) return found
    }
  }

  /** The list is a moment late. */
  async function isMissing(scheduleId: string): Promise<boolean> {
    return (await timetable.describe(scheduleId)) === undefined
  }

  async function putAgain(scheduleId: string, done: ReconciledSchedules): Promise<void> {
    const record = await schedules.find(scheduleId)
    if (!record) return
    await timetable.put(timetableEntry(record))
    done.put += 1
  }
}
