/** What one reader is told of an export's end: as much of it as they may see now. */
import { ExportFailure, ExportStatus, type Scope } from '../../contract/index.ts'
import { mayStillSee } from '../../handlers/index.ts'
import type { Timetable } from '../../scheduling/index.ts'
import type { ExportRecord } from '../../stores/index.ts'
import { requestOf, titleOf } from '../activeJob.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import type { EndedJob } from './isAnyoneTold.ts'
import {
  closedLetter,
  completedLetter,
  failedLetter,
  type Letter,
  type NextDue,
  nextTry,
  type ToldExport,
  type ToldFile,
} from './texts/index.ts'

export type ExportFacts = Pick<
  ActivityDependencies,
  'contacts' | 'requesters' | 'handlerOf' | 'downloadUrlOf'
> & { timetable: Pick<Timetable, 'describe'> }

/** `timeZone` is an IANA name. */
export async function exportLetter(
  needed: ExportFacts,
  { record, schedule }: EndedJob,
  { userId, timeZone }: { userId: string; timeZone: string },
): Promise<Letter> {
  const isRequester = record.createdById === userId
  const hasFile = record.status === ExportStatus.COMPLETED
  // Why their own export failed is the requester's to know, whatever they may see by now.
  const maySee = (isRequester && !hasFile) || (await maySeeRows(needed, record, userId))
  if (!maySee) {
    const owner = isRequester ? undefined : await needed.contacts.find(record.createdById)
    return closedLetter({ exportId: record.id, attempt: record.attempt }, hasFile, owner?.fullName)
  }
  const told: ToldExport = {
    exportId: record.id,
    attempt: record.attempt,
    title: titleOf(record),
    scheduleName: schedule?.name ?? null,
  }
  const reader = { timeZone, isRequester }
  if (hasFile) return completedLetter(told, fileOf(needed, record), reader)
  const next = nextTry(await nextDue(needed, record), timeZone)
  return failedLetter(told, failureOf(record), next, reader)
}

async function maySeeRows(
  needed: ExportFacts,
  record: ExportRecord,
  userId: string,
): Promise<boolean> {
  const now = await scopeNow(needed, record, userId)
  return now !== undefined && mayStillSee(now, await bounded(needed, record))
}

/** A scope is recorded with the rows: what failed before would have held what its requester sees now. */
async function bounded(needed: ExportFacts, record: ExportRecord): Promise<ExportRecord> {
  if (record.status !== ExportStatus.FAILED || record.scope) return record
  const scope = await scopeNow(needed, record, record.createdById)
  return scope ? { ...record, scope } : record
}

/** Undefined where the user may export nothing of this type. */
async function scopeNow(
  { requesters, handlerOf }: ExportFacts,
  record: ExportRecord,
  userId: string,
): Promise<Scope | undefined> {
  const requester = await requesters.find(userId)
  const scope = requester && handlerOf(requestOf(record).type).scopeOf(requester)
  return scope && !('code' in scope) ? scope : undefined
}

function fileOf({ downloadUrlOf }: ExportFacts, record: ExportRecord): ToldFile {
  const { windowStart, windowEnd } = record
  return {
    fileName: record.fileName ?? '',
    rows: record.rowCount ?? 0,
    bytes: record.byteCount ?? 0,
    snapshotAt: record.snapshotAt,
    expiresAt: record.expiresAt,
    window: windowStart && windowEnd ? { start: windowStart, end: windowEnd } : null,
    warnings: record.warnings ?? {},
    downloadUrl: downloadUrlOf(record.id),
  }
}

function failureOf({ errorMessage, errorRemedy }: ExportRecord) {
  return { message: errorMessage ?? 'Nobody recorded why.', remedy: errorRemedy ?? '' }
}

/** Mail is not kept waiting for Temporal's answer. */
async function nextDue(
  { timetable }: ExportFacts,
  { scheduleId }: ExportRecord,
): Promise<NextDue | 'UNKNOWN' | 'NOT_SCHEDULED'> {
  if (scheduleId === null) return 'NOT_SCHEDULED'
  try {
    const state = await timetable.describe(scheduleId)
    return state ? { isPaused: state.isPaused, nextTime: state.nextTimes[0] } : 'UNKNOWN'
  } catch (error) {
    if (error instanceof ExportFailure) return 'UNKNOWN'
    throw error
  }
}
