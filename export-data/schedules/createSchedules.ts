/** The schedules over real stores: each call checked, done, and put on record. */
import {
  ExportFailure,
  type ExportSchedule,
  FailureCode,
  type SchedulePreview,
  type ScheduleTiming,
} from '../../contract/index.ts'
import { parseScheduleTiming } from '../../contract/schemas/scheduleRequest.ts'
import { nextTimes, syncTimetable } from '../../scheduling/index.ts'
import { AccessAction } from '../../stores/index.ts'
import { accessOf, onRecord } from '../access.ts'
import type { Caller } from '../caller.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { page } from '../paging.ts'
import { activeRequester } from '../resolveAsked.ts'
import { backfillSchedule } from './backfillSchedule.ts'
import { createSchedule, removeSchedule, renewSecret, updateSchedule } from './changeSchedule.ts'
import { ownSchedule, showSchedule, unknownSchedule } from './ownSchedules.ts'
import { timingFaults, timingOf } from './resolveSchedule.ts'
import { scheduleAccess } from './scheduleAccess.ts'
import type { Schedules } from './schedules.ts'
import { backfillView, isForgotten, runView } from './scheduleView.ts'

const PREVIEWED_TIMES = 5
const SHOWN_BACKFILLS = 20

export function createSchedules(needed: ExportDataDependencies): Schedules {
  const { accessLog, schedules, scheduleRuns, backfills, timetable, requesters } = needed

  /** The work of a caller, whose refusal is logged. */
  function doing(action: AccessAction, caller: Caller, scheduleId?: string) {
    const access =
      scheduleId === undefined
        ? accessOf(caller, action)
        : scheduleAccess(caller, action, scheduleId)
    return <T>(work: () => Promise<T>) => onRecord(accessLog, access, work)
  }

  /** Changes when a schedule is due, which Temporal alone keeps. */
  function changeTiming(
    action: AccessAction,
    change: (scheduleId: string) => Promise<boolean>,
  ): (caller: Caller, scheduleId: string) => Promise<ExportSchedule> {
    return (caller, scheduleId) =>
      doing(
        action,
        caller,
        scheduleId,
      )(async () => {
        const { record } = await ownSchedule(needed, caller.userId, scheduleId)
        if (!(await change(record.id))) {
          if (isForgotten(record)) throw hasEnded()
          // Temporal has not been told of it, or it was deleted there by hand.
          await syncTimetable(timetable, schedules, record.id)
          if (!(await change(record.id))) throw unknownSchedule()
        }
        await accessLog.record(scheduleAccess(caller, action, record.id))
        return await showSchedule(needed, record)
      })
  }

  return {
    create: (caller, asked) =>
      doing(AccessAction.CREATE_SCHEDULE, caller)(() => createSchedule(needed, caller, asked)),

    get: (caller, id) =>
      doing(
        AccessAction.VIEW,
        caller,
        id,
      )(async () => showSchedule(needed, (await ownSchedule(needed, caller.userId, id)).record)),

    list: (caller, query = {}) =>
      doing(
        AccessAction.VIEW,
        caller,
      )(async () => {
        const { id: ownerId } = activeRequester(await requesters.find(caller.userId))
        const { items, next } = await page(
          query,
          ({ limit, after }) => schedules.list({ ownerId, limit, ...placed(after) }),
          ({ place }) => place,
        )
        return {
          schedules: await Promise.all(items.map((item) => showSchedule(needed, item))),
          next,
        }
      }),

    preview: (caller, timing) =>
      doing(AccessAction.VIEW, caller)(async () => preview(await requesterOf(caller), timing)),

    update: (caller, id, asked, known) =>
      doing(
        AccessAction.CHANGE_SCHEDULE,
        caller,
        id,
      )(() => updateSchedule(needed, caller, id, asked, known)),

    pause: (caller, scheduleId, note = 'Paused by its owner.') =>
      changeTiming(AccessAction.PAUSE_SCHEDULE, async (id) => {
        const isPaused = await timetable.pause(id, note)
        if (isPaused) await schedules.notePause(id, note)
        return isPaused
      })(caller, scheduleId),

    resume: changeTiming(AccessAction.RESUME_SCHEDULE, async (id) => {
      const isResumed = await timetable.resume(id, 'Resumed by its owner.')
      if (isResumed) await schedules.notePause(id, null)
      return isResumed
    }),

    trigger: changeTiming(AccessAction.TRIGGER_SCHEDULE, (id) => timetable.trigger(id)),

    remove: (caller, id) =>
      doing(AccessAction.DELETE_SCHEDULE, caller, id)(() => removeSchedule(needed, caller, id)),

    runs: (caller, id, query = {}) =>
      doing(
        AccessAction.VIEW,
        caller,
        id,
      )(async () => {
        const { record } = await ownSchedule(needed, caller.userId, id)
        const { items, next } = await page(
          query,
          ({ limit, after }) =>
            scheduleRuns.list({ scheduleId: record.id, limit, ...placed(after) }),
          ({ place }) => place,
        )
        return { runs: items.map(runView), next }
      }),

    backfill: (caller, id, span) =>
      doing(AccessAction.BACKFILL, caller, id)(() => backfillSchedule(needed, caller, id, span)),

    backfills: (caller, id) =>
      doing(
        AccessAction.VIEW,
        caller,
        id,
      )(async () => {
        const { record } = await ownSchedule(needed, caller.userId, id)
        return (await backfills.list(record.id, SHOWN_BACKFILLS)).map(backfillView)
      }),

    renewSecret: (caller, id) =>
      doing(AccessAction.RENEW_SECRET, caller, id)(() => renewSecret(needed, caller, id)),
  }

  async function requesterOf({ userId }: Caller) {
    return activeRequester(await requesters.find(userId))
  }
}

/** Every one of these lists has a time for each of its items. */
function placed(after: { at: string | null; id: string } | undefined) {
  return after ? { after: { at: after.at ?? '', id: after.id } } : {}
}

function preview(
  requester: Parameters<typeof timingOf>[1],
  given: ScheduleTiming,
): SchedulePreview {
  const { asked, malformed } = parseScheduleTiming(given)
  const [first, ...others] = [...malformed, ...timingFaults(given)]
  if (first) throw new ExportFailure([first, ...others])
  const timing = timingOf(asked ?? given, requester)
  const times = nextTimes(timing, new Date(), PREVIEWED_TIMES)
  return { timeZone: timing.timeZone, nextTimes: times.map((at) => at.toISOString()) }
}

function hasEnded(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.WRONG_STATUS,
    message: 'The schedule has ended: nothing of it is left to be due.',
    remedy: 'Change its end or its number of runs, and it begins anew.',
  })
}
