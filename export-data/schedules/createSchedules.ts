/** The schedules over real stores: each call checked, done, and put on record. */
import { AccessAction } from '../../stores/index.ts'
import { accessOf, onRecord } from '../access.ts'
import type { Caller } from '../caller.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { backfillSchedule } from './backfillSchedule.ts'
import { createSchedule, removeSchedule, renewSecret, updateSchedule } from './changeSchedule.ts'
import { pauseSchedule, resumeSchedule, triggerSchedule } from './changeTiming.ts'
import { getSchedule, listBackfills, listRuns, listSchedules, previewSchedule } from './lookUp.ts'
import { scheduleAccess } from './scheduleAccess.ts'
import type { Schedules } from './schedules.ts'

type Work<Args extends unknown[], Result> = (
  needed: ExportDataDependencies,
  caller: Caller,
  ...args: Args
) => Promise<Result>

export function createSchedules(needed: ExportDataDependencies): Schedules {
  /** The work, of which a refusal is logged. */
  function call<Args extends unknown[], Result>(
    action: AccessAction,
    work: Work<Args, Result>,
  ): (caller: Caller, ...args: Args) => Promise<Result> {
    return (caller, ...args) =>
      onRecord(needed.accessLog, accessOf(caller, action), () => work(needed, caller, ...args))
  }

  /** The same of a call that names a schedule first. */
  function callOn<Args extends unknown[], Result>(
    action: AccessAction,
    work: Work<[scheduleId: string, ...Args], Result>,
  ): (caller: Caller, scheduleId: string, ...args: Args) => Promise<Result> {
    return (caller, scheduleId, ...args) =>
      onRecord(needed.accessLog, scheduleAccess(caller, action, scheduleId), () =>
        work(needed, caller, scheduleId, ...args),
      )
  }

  return {
    create: call(AccessAction.CREATE_SCHEDULE, createSchedule),
    get: callOn(AccessAction.VIEW, getSchedule),
    list: call(AccessAction.VIEW, listSchedules),
    preview: call(AccessAction.VIEW, previewSchedule),
    update: callOn(AccessAction.CHANGE_SCHEDULE, updateSchedule),
    pause: callOn(AccessAction.PAUSE_SCHEDULE, pauseSchedule),
    resume: callOn(AccessAction.RESUME_SCHEDULE, resumeSchedule),
    trigger: callOn(AccessAction.TRIGGER_SCHEDULE, triggerSchedule),
    remove: callOn(AccessAction.DELETE_SCHEDULE, removeSchedule),
    runs: callOn(AccessAction.VIEW, listRuns),
    backfill: callOn(AccessAction.BACKFILL, backfillSchedule),
    backfills: callOn(AccessAction.VIEW, listBackfills),
    renewSecret: callOn(AccessAction.RENEW_SECRET, renewSecret),
  }
}
