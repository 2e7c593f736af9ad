/**
 * Brings records of schedules and Temporal's timetable together again where a crash, or an outage of
 * Temporal, came between the two.
 */
import { backfillWorkflowIdOf, ExportFailure, FailureCode } from '../../contract/index.ts'
import { mayHaveEnded, syncTimetable } from '../../scheduling/index.ts'
import type { OpenBackfill, ScheduleRecord } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { MOST, type StepReport } from './stepReport.ts'
import { RunState } from './workflowRuns.ts'

interface Counts extends Record<string, number> {
  /** Told to Temporal as they are now. */
  schedulesPut: number
  /** Taken from Temporal, since their records are gone. */
  schedulesRemoved: number
  /** Not taken by Temporal: they stay as they were there. */
  schedulesRefused: number
  /** Whose end has come, as Temporal has forgotten them. */
  schedulesEnded: number
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
      schedulesEnded: 0,
      backfillsStarted: 0,
      backfillsEnded: 0,
    }
    return await whileHeartbeating(
      () => done,
      (signal) => reconcile(done, signal),
    )
  }

  async function reconcile(done: Counts, signal: AbortSignal): Promise<StepReport> {
    const unsynced = await schedules.unsynced(MOST)
    for (const record of unsynced) {
      signal.throwIfAborted()
      await sync(record, done)
    }
    // In this order: a record is there before its entry.
    const entries = new Set<string>()
    for await (const scheduleId of timetable.list()) entries.add(scheduleId)
    const records = await everyId()
    for (const scheduleId of entries.difference(records)) {
      signal.throwIfAborted()
      if (await timetable.remove(scheduleId)) done.schedulesRemoved += 1
    }
    for (const scheduleId of records.difference(entries)) {
      signal.throwIfAborted()
      if (await isMissing(scheduleId)) await putAgain(scheduleId, done)
    }
    for (const backfill of await backfills.open(MOST)) {
      signal.throwIfAborted()
      await carryOn(backfill, done)
    }
    return { counts: done, isMoreLeft: unsynced.length === MOST }
  }

  async function sync(record: ScheduleRecord, done: Counts): Promise<void> {
    if (!record.deletedAt) return await put(record.id, done)
    if (await timetable.remove(record.id)) done.schedulesRemoved += 1
    await schedules.markSynced(record.id, record.revision)
  }

  /** Where Temporal refuses one, the others must not wait for it. */
  async function put(scheduleId: string, done: Counts): Promise<void> {
    try {
      await syncTimetable(timetable, schedules, scheduleId)
      done.schedulesPut += 1
    } catch (error) {
      const isRefused = error instanceof ExportFailure && error.code === FailureCode.INVALID_REQUEST
      if (!isRefused) throw error
      done.schedulesRefused += 1
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
    if (!record) return
    // Temporal forgets a schedule some days after its end; put again it would begin anew.
    if (mayHaveEnded(record)) {
      await schedules.markEnded(scheduleId)
      done.schedulesEnded += 1
    } else {
      await put(scheduleId, done)
    }
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
