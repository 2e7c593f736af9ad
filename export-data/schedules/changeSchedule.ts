/** Creates, replaces and deletes schedules: the record first, then Temporal. */
import { randomUUID } from 'node:crypto'
import {
  type CreatedSchedule,
  ExportFailure,
  type ExportSchedule,
  FailureCode,
  type ScheduleRequest,
} from '../../contract/index.ts'
import { timetableEntry } from '../../scheduling/index.ts'
import { AccessAction, newWebhookSecret, type ScheduleRecord } from '../../stores/index.ts'
import type { Caller } from '../caller.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { activeRequester } from '../resolveAsked.ts'
import { ownSchedule, showSchedule, unknownSchedule } from './ownSchedules.ts'
import { resolveSchedule } from './resolveSchedule.ts'
import { scheduleAccess } from './scheduleAccess.ts'

export async function createSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  asked: ScheduleRequest,
): Promise<CreatedSchedule> {
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
    await tellTemporal(needed, record)
  } catch (error) {
    // Nobody shall find a schedule that can never be due.
    await needed.schedules.remove(id, { ...access, action: AccessAction.DELETE_SCHEDULE })
    throw error
  }
  return { schedule: await shown(needed, id), webhookSecret }
}

export async function updateSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
  asked: ScheduleRequest,
): Promise<ExportSchedule> {
  const { record: before } = await ownSchedule(needed, caller.userId, scheduleId)
  const wish = await resolveSchedule(needed, caller.userId, asked)
  if (wish.request.type !== before.request.type) throw otherType(before)
  const webhookSecret =
    wish.webhookUrl === null ? null : (before.webhookSecret ?? newWebhookSecret())
  const access = scheduleAccess(caller, AccessAction.CHANGE_SCHEDULE, before.id)
  const record = await needed.schedules.update(before.id, { ...wish, webhookSecret }, access)
  if (!record) throw unknownSchedule()
  try {
    await tellTemporal(needed, record)
  } catch (error) {
    const restored = await needed.schedules.update(before.id, before, access)
    if (restored) await needed.schedules.markSynced(restored.id, restored.revision)
    throw error
  }
  return await shown(needed, before.id)
}

export async function removeSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
): Promise<void> {
  const requester = activeRequester(await needed.requesters.find(caller.userId))
  const access = scheduleAccess(caller, AccessAction.DELETE_SCHEDULE, scheduleId)
  const isOwn = (await needed.schedules.find(scheduleId))?.ownerId === requester.id
  const record = isOwn ? await needed.schedules.remove(scheduleId, access) : undefined
  if (!record) throw unknownSchedule()
  await untilReachable(async () => {
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
  if (record.webhookUrl === null) throw noWebhook()
  const webhookSecret = newWebhookSecret()
  const access = scheduleAccess(caller, AccessAction.RENEW_SECRET, record.id)
  const changed = await needed.schedules.update(record.id, { ...record, webhookSecret }, access)
  if (!changed) throw unknownSchedule()
  await tellTemporal(needed, changed)
  return { webhookSecret }
}

/** Rejects for a timing that Temporal refuses; one that is out of reach is told by the sweep. */
async function tellTemporal(
  { timetable, schedules }: Pick<ExportDataDependencies, 'timetable' | 'schedules'>,
  record: ScheduleRecord,
): Promise<void> {
  await untilReachable(async () => {
    await timetable.put(timetableEntry(record))
    await schedules.markSynced(record.id, record.revision)
  })
}

async function untilReachable(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const isUnreachable =
      error instanceof ExportFailure && error.code === FailureCode.TEMPORAL_UNAVAILABLE
    if (!isUnreachable) throw error
  }
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
