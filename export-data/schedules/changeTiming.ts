/** Changes whether a schedule is due, which Temporal alone keeps: paused, resumed, or due now. */
import { ExportFailure, type ExportSchedule, FailureCode } from '../../contract/index.ts'
import { syncTimetable } from '../../scheduling/index.ts'
import { AccessAction } from '../../stores/index.ts'
import type { Caller } from '../caller.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { ownSchedule, showSchedule, unknownSchedule } from './ownSchedules.ts'
import { scheduleAccess } from './scheduleAccess.ts'
import { isForgotten } from './scheduleView.ts'

/** False where Temporal knows no such schedule. */
type Change = (scheduleId: string) => Promise<boolean>

export async function pauseSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
  note = 'Paused by its owner.',
): Promise<ExportSchedule> {
  const { timetable, schedules } = needed
  return await change(needed, caller, scheduleId, AccessAction.PAUSE_SCHEDULE, async (id) => {
    const isPaused = await timetable.pause(id, note)
    if (isPaused) await schedules.notePause(id, note)
    return isPaused
  })
}

export async function resumeSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
): Promise<ExportSchedule> {
  const { timetable, schedules } = needed
  return await change(needed, caller, scheduleId, AccessAction.RESUME_SCHEDULE, async (id) => {
    const isResumed = await timetable.resume(id, 'Resumed by its owner.')
    if (isResumed) await schedules.notePause(id, null)
    return isResumed
  })
}

export async function triggerSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
): Promise<ExportSchedule> {
  return await change(needed, caller, scheduleId, AccessAction.TRIGGER_SCHEDULE, (id) =>
    needed.timetable.trigger(id),
  )
}

async function change(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
  action: AccessAction,
  work: Change,
): Promise<ExportSchedule> {
  const { record } = await ownSchedule(needed, caller.userId, scheduleId)
  if (!(await work(record.id))) {
    if (isForgotten(record)) throw hasEnded()
    // Temporal has not been told of it, or it was deleted there by hand.
    await syncTimetable(needed.timetable, needed.schedules, record.id)
    if (!(await work(record.id))) throw unknownSchedule()
  }
  await needed.accessLog.record(scheduleAccess(caller, action, record.id))
  return await showSchedule(needed, record)
}

function hasEnded(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.WRONG_STATUS,
    message: 'The schedule has ended: nothing of it is left to be due.',
    remedy: 'Change its end or its number of runs, and it begins anew.',
  })
}
