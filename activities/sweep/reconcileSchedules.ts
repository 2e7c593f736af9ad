/**
 * Brings records of schedules and Temporal's timetable together again where a crash, or an outage of
 * Temporal, came between the two.
 */
import { heartbeat } from '@temporalio/activity'
import { timetableEntry } from '../../scheduling/index.ts'
import type { ScheduleRecord } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { MOST, type StepReport } from './stepReport.ts'

/** Schedules told to Temporal as they are now, and such as were taken from it since theirs are gone. */
interface Counts extends Record<string, number> {
  schedulesPut: number
  schedulesRemoved: number
}

export function createReconcileSchedules({
  schedules,
  timetable,
}: Pick<ActivityDependencies, 'schedules' | 'timetable'>) {
  return async function reconcileSchedules(): Promise<StepReport> {
    const done: Counts = { schedulesPut: 0, schedulesRemoved: 0 }
    const unsynced = await schedules.unsynced(MOST)
    for (const record of unsynced) {
      await sync(record, done)
      heartbeat(done)
    }
    // In this order: a record is there before its entry.
    const entries = new Set<string>()
    for await (const scheduleId of timetable.list()) entries.add(scheduleId)
    const records = await everyId()
    for (const scheduleId of entries.difference(records)) {
      if (await timetable.remove(scheduleId)) done.schedulesRemoved += 1
      heartbeat(done)
    }
    for (const scheduleId of records.difference(entries)) {
      if (await isMissing(scheduleId)) await putAgain(scheduleId, done)
      heartbeat(done)
    }
    return { counts: done, isMoreLeft: unsynced.length === MOST }
  }

  async function sync(record: ScheduleRecord, done: Counts): Promise<void> {
    if (record.deletedAt) {
      if (await timetable.remove(record.id)) done.schedulesRemoved += 1
    } else {
      await timetable.put(timetableEntry(record))
      done.schedulesPut += 1
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

  async function putAgain(scheduleId: string, done: Counts): Promise<void> {
    const record = await schedules.find(scheduleId)
    if (!record) return
    await timetable.put(timetableEntry(record))
    done.schedulesPut += 1
  }
}
