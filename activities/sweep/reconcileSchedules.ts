/**
 * Brings records of schedules and Temporal's timetable together again where a crash, or an outage of
 * Temporal, came between the two.
 */
import { heartbeat } from '@temporalio/activity'
import { backfillWorkflowIdOf, ExportFailure, FailureCode } from '../../contract/index.ts'
import { timetableEntry } from '../../scheduling/index.ts'
import type { OpenBackfill, ScheduleRecord } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { MOST, type StepReport } from './stepReport.ts'
import { RunState } from './workflowRuns.ts'

interface Counts extends Record<string, number> {
  /** Told to Temporal as they are now. */
  schedulesPut: number
  /** Taken from Temporal, since their records are gone. */
  schedulesRemoved: number
  /** Not taken by Temporal: they stay as they were there. */
  schedulesRefused: number
  /** Begun, or ended since nobody works on them any more. */
  backfillsStarted: number
  backfillsEnded: number
}

export function createReconcileSchedules({
  schedules,
  timetable,
  backfills,
  runs,
}: Pick<ActivityDependencies, 'schedules' | 'timetable' | 'backfills' | 'runs'>) {
  return async function reconcileSchedules(): Promise<StepReport> {
    const done: Counts = {
      schedulesPut: 0,
      schedulesRemoved: 0,
      schedulesRefused: 0,
      backfillsStarted: 0,
      backfillsEnded: 0,
    }
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
    for (const backfill of await backfills.open(MOST)) {
      await carryOn(backfill, done)
      heartbeat(done)
    }
    return { counts: done, isMoreLeft: unsynced.length === MOST }
  }

  async function sync(record: ScheduleRecord, done: Counts): Promise<void> {
    if (record.deletedAt) {
      if (await timetable.remove(record.id)) done.schedulesRemoved += 1
    } else if (!(await put(record, done))) {
      return
    }
    await schedules.markSynced(record.id, record.revision)
  }

  /** False where Temporal refuses it: the others must not wait for it. */
  async function put(record: ScheduleRecord, done: Counts): Promise<boolean> {
    try {
      await timetable.put(timetableEntry(record))
      done.schedulesPut += 1
      return true
    } catch (error) {
      const isRefused = error instanceof ExportFailure && error.code === FailureCode.INVALID_REQUEST
      if (!isRefused) throw error
      done.schedulesRefused += 1
      return false
    }
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
    if (record) await put(record, done)
  }

  /** One whose workflow is over or was lost holds what it has planned for ever, and makes no file of it. */
  async function carryOn({ id, scheduleId, isPlanned }: OpenBackfill, done: Counts): Promise<void> {
    const state = await runs.stateOf(backfillWorkflowIdOf(id))
    if (state === RunState.OPEN) return
    if (state === undefined && !isPlanned) {
      await timetable.startBackfill({ scheduleId, backfillId: id })
      done.backfillsStarted += 1
    } else {
      await backfills.end(id)
      done.backfillsEnded += 1
    }
  }
}
