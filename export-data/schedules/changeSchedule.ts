/** Creates, replaces and deletes schedules: the record first, then Temporal. */
import { randomUUID } from 'node:crypto'
import {
  ExportFailure,
  type ExportSchedule,
  FailureCode,
  type SavedSchedule,
  type ScheduleRequest,
} from '../../contract/index.ts'
import { syncTimetable } from '../../scheduling/index.ts'
import { AccessAction, newWebhookSecret, type ScheduleRecord } from '../../stores/index.ts'
import type { Caller } from '../caller.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { activeRequester } from '../resolveAsked.ts'
import { leftToSweep } from './leftToSweep.ts'
import { ownSchedule, showSchedule, unknownSchedule } from './ownSchedules.ts'
import { resolveSchedule } from './resolveSchedule.ts'
import { scheduleAccess } from './scheduleAccess.ts'
import type { KnownRevision } from './schedules.ts'

export async function createSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  asked: ScheduleRequest,
): Promise<SavedSchedule> {
  const wish = await resolveSchedule(needed, caller.userId, asked)
  const requester = activeRequester(await needed.requesters.find(caller.userId))
  const id = randomUUID()
  const webhookSecret = wish.webhookUrl === null ? null : newWebhookSecret()
  const access = scheduleAccess(caller, AccessAction.CREATE_SCHEDULE, id)
  const record = await needed.schedules.create({
    ...wish,
    id,
    ownerId: requester.id,
    webhookSecret,
    max: needed.maxSchedules,
    access,
  })
  if (!record) throw tooManySchedules(needed.maxSchedules)
  try {
    await tellTemporal(needed, record.id)
  } catch (error) {
    // Nobody shall find a schedule that can never be due.
    await needed.schedules.remove({
      scheduleId: id,
      ownerId: requester.id,
      access: { ...access, action: AccessAction.DELETE_SCHEDULE },
    })
    throw error
  }
  return { schedule: await shown(needed, id), webhookSecret }
}

export async function updateSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
  asked: ScheduleRequest,
  { revision }: KnownRevision = {},
): Promise<SavedSchedule> {
  const { record: before } = await ownSchedule(needed, caller.userId, scheduleId)
  const wish = await resolveSchedule(needed, caller.userId, asked)
  if (wish.request.type !== before.request.type) throw otherType(before)
  const webhookSecret =
    wish.webhookUrl === null ? null : (before.webhookSecret ?? newWebhookSecret())
  const access = scheduleAccess(caller, AccessAction.CHANGE_SCHEDULE, before.id)
  const wished = { ...wish, webhookSecret }
  const record = await needed.schedules.update(before.id, wished, access, revision)
  if (!record) {
    throw (await needed.schedules.find(before.id)) ? scheduleChanged() : unknownSchedule()
  }
  try {
    await tellTemporal(needed, record.id)
  } catch (error) {
    if (isRefused(error) && (await needed.schedules.restore(record, before))) {
      await tellTemporal(needed, record.id)
    }
    throw error
  }
  const told = before.webhookSecret === null ? record.webhookSecret : null
  return { schedule: await shown(needed, before.id), webhookSecret: told }
}

export async function removeSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
): Promise<void> {
  const requester = activeRequester(await needed.requesters.find(caller.userId))
  const access = scheduleAccess(caller, AccessAction.DELETE_SCHEDULE, scheduleId)
  const record = await needed.schedules.remove({ scheduleId, ownerId: requester.id, access })
  if (!record) throw unknownSchedule()
  await leftToSweep(async () => {
    await needed.timetable.remove(record.id)
    await needed.schedules.markSynced(record.id, record.revision)
  })
}

export async function renewSecret(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
): Promise<{ webhookSecret: string }> {
  const { record } = await ownSchedule(needed, caller.userId, scheduleId)
  const webhookSecret = newWebhookSecret()
  const access = scheduleAccess(caller, AccessAction.RENEW_SECRET, record.id)
  if (!(await needed.schedules.setSecret(record.id, webhookSecret, access))) throw noWebhook()
  return { webhookSecret }
}

/** Rejects for a timing that Temporal refuses; one that is out of reach is told by the sweep. */
async function tellTemporal(
  { timetable, schedules }: Pick<ExportDataDependencies, 'timetable' | 'schedules'>,
  scheduleId: string,
): Promise<void> {
  await leftToSweep(() => syncTimetable(timetable, schedules, scheduleId))
}

function isRefused(error: unknown): boolean {
  return error instanceof ExportFailure && error.code === FailureCode.INVALID_REQUEST
}

async function shown(needed: ExportDataDependencies, scheduleId: string): Promise<ExportSchedule> {
  const record = await needed.schedules.find(scheduleId)
  if (!record) throw unknownSchedule()
  return await showSchedule(needed, record)
}

function tooManySchedules(max: number): ExportFailure {
  return new ExportFailure({
    code: FailureCode.TOO_MANY_SCHEDULES,
    message: `You have ${max} schedules, as many as one may have.`,
    remedy: 'Delete one that is no longer needed.',
  })
}

function scheduleChanged(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.SCHEDULE_CHANGED,
    message: 'The schedule was changed meanwhile, by another tab or program; nothing is saved.',
    remedy: 'Look at it again, and change it then.',
  })
}

/** The files of a schedule continue each other, and are found in Temporal by its type. */
function otherType({ request }: ScheduleRecord): ExportFailure {
  return new ExportFailure({
    code: FailureCode.INVALID_REQUEST,
    message: `request.type must stay ${request.type}.`,
    remedy: 'Create another schedule for another type.',
    field: 'request.type',
  })
}

function noWebhook(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.INVALID_REQUEST,
    message: 'The schedule has no webhook.',
    remedy: 'Give it one first.',
    field: 'webhook',
  })
}
